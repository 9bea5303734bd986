//! Runs the tools of Prometheus on generated files in a folder that goes afterwards.

use loadline_slo::backends::Output;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use tempfile::TempDir;

/// Writes the files into a folder of their own.
pub(super) fn write(outputs: &[Output]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for output in outputs {
        let path = folder.path().join(&output.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, &output.text).unwrap();
    }
    folder
}

/// Whether the tool is satisfied, and all it printed; `None` with a line when it is not on this machine.
pub(super) fn run(folder: &Path, tool: &str, words: &[&str], files: &[String]) -> Option<(bool, String)> {
    match Command::new(tool).current_dir(folder).args(words).args(files).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
            Some((output.status.success(), said))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            println!(
                "left out: no `{tool}` on this machine (Debian's packages `prometheus`, `prometheus-alertmanager`)"
            );
            None
        }
        Err(error) => Some((false, format!("{tool}: {error}"))),
    }
}

/// Names of the outputs that end so.
pub(super) fn names(outputs: &[Output], ending: &str) -> Vec<String> {
    outputs.iter().map(|output| output.name.clone()).filter(|name| name.ends_with(ending)).collect()
}

/// Does `work` on every item, a few at a time: most of it is waiting for tools to start.
pub(super) fn side_by_side<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    const AT_ONCE: usize = 4;
    let next = AtomicUsize::new(0);
    let one_after_another = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(items.len()) {
            scope.spawn(one_after_another);
        }
    });
}
