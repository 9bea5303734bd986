//! A yardstick from the same machine and minute: how long PyYAML takes only to read the same files.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Prints its name, or with a folder the milliseconds it takes to read every YAML file in it.
const SCRIPT: &str = "
import sys, time, pathlib, yaml
loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
if len(sys.argv) == 1:
    print('PyYAML', yaml.__version__, loader.__name__)
else:
    texts = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob('*.yaml'))]
    started = time.perf_counter()
    for text in texts:
        yaml.load(text, loader)
    print((time.perf_counter() - started) * 1000)
";

/// A reader of YAML that is not ours.
pub(super) struct Peer {
    /// Name, version and loader.
    pub(super) name: String,
}

/// The peer, when python3 and yaml are here.
pub(super) fn find() -> Option<Peer> {
    let name = python(None).ok()?;
    Some(Peer { name })
}

impl Peer {
    /// Milliseconds it takes to read every YAML file in `folder`, once.
    ///
    /// # Errors
    /// It cannot read them.
    pub(super) fn time(&self, folder: &Path) -> Result<f64> {
        let printed = python(Some(folder)).with_context(|| format!("{} failed", self.name))?;
        printed.parse().with_context(|| format!("{} printed `{printed}`", self.name))
    }
}

fn python(folder: Option<&Path>) -> Result<String> {
    let output = Command::new("python3")
        .args(["-c", SCRIPT])
        .args(folder)
        .stdin(Stdio::null())
        .output()
        .context("cannot run `python3`")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
