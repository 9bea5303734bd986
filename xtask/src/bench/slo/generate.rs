//! How long objectives take to become rules and all other files. Where `promtool` is there, it has to
//! accept every rule, or the run ends.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::super::binary::Binary;
use super::super::{table, verdict};

/// Backends, each with its files written.
const BACKENDS: [&str; 6] = ["prometheus", "promtool", "operator", "alertmanager", "grafana", "sloth"];
/// Objectives that the target is for.
const TARGET_SIZE: usize = 1_000;

/// Generates, measures, prints.
///
/// # Errors
/// The program cannot be built or does not run to its end, or `promtool` refuses a rule.
pub(super) fn run(runs: u8, sizes: &[usize]) -> Result<()> {
    let program = Binary::example("loadline-app", "measure_slo")?;
    let head = ["objectives", "rules"].into_iter().chain(BACKENDS).chain(["promtool check"]);
    let mut lines = vec![head.map(str::to_owned).collect::<Vec<_>>()];
    let mut verdicts = Vec::new();
    for size in sizes {
        let folder = program.folder(&format!("slo-{size}"));
        // Files of an earlier run would be checked with ours.
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
        }
        let words = [folder.as_os_str().to_owned(), size.to_string().into()];
        let times = program.medians(runs, &words, BACKENDS)?;
        let [rules] = program.medians(1, &words, ["prometheus-rules"])?;
        if *size == TARGET_SIZE {
            let [prometheus, ..] = times;
            verdicts.push(verdict(&format!("{rules} rules of {size} objectives written"), prometheus, 500.0));
        }
        let mut cells = vec![size.to_string(), rules.to_string()];
        cells.extend(times.map(|time| format!("{time:.1}")));
        cells.push(promtool(&folder.join("prometheus"))?);
        lines.push(cells);
    }
    println!("\nMedian of {runs} runs, milliseconds, files written.\n");
    println!("{}", table::render(&lines));
    verdicts.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// Whether promtool takes the rules: `ok`, or `-` when it is not here.
fn promtool(folder: &std::path::Path) -> Result<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        files.push(entry?.path());
    }
    files.sort();
    for some in files.chunks(1_000) {
        let ran = Command::new("promtool").args(["check", "rules"]).args(some).stdin(Stdio::null()).output();
        let Ok(output) = ran else { return Ok("-".to_owned()) };
        if !output.status.success() {
            bail!("promtool refuses rules: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    Ok("ok".to_owned())
}
