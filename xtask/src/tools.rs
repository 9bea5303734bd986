//! What the test command needs on a machine beyond Rust itself, and how each piece is installed.
//! One row of `NEEDS` per tool; nothing else installs anything.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// One tool.
struct Need {
    name: &'static str,
    why: &'static str,
    /// A command line that succeeds when the tool is there.
    detect: &'static str,
    /// Command lines that install it, run in order. `apt-get` is run through `sudo` when not root.
    install: &'static [&'static str],
}

const NEEDS: &[Need] = &[
    Need {
        name: "git",
        why: "lists the tracked files",
        detect: "git --version",
        install: &["apt-get update", "apt-get install --yes --no-install-recommends git"],
    },
    Need {
        name: "rustfmt",
        why: "format check",
        detect: "rustfmt --version",
        install: &["rustup component add rustfmt"],
    },
    Need {
        name: "clippy",
        why: "lints",
        detect: "cargo clippy --version",
        install: &["rustup component add clippy"],
    },
    Need {
        name: "prometheus",
        why: "judges generated rules, answers beside our own evaluator, and is asked for live budgets",
        detect: "promtool --version",
        install: &["apt-get update", "apt-get install --yes --no-install-recommends prometheus"],
    },
    Need {
        name: "alertmanager",
        why: "judges generated routes and our simulation of them",
        detect: "amtool --version",
        install: &["apt-get update", "apt-get install --yes --no-install-recommends prometheus-alertmanager"],
    },
    Need {
        name: "nats-server",
        why: "takes events",
        detect: "nats-server --version",
        install: &["apt-get update", "apt-get install --yes --no-install-recommends nats-server"],
    },
];

/// Says what is missing and installs it.
///
/// # Errors
/// Something is missing and `install` is false, or an installation failed.
pub(crate) fn ensure(install: bool) -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !succeeds(need.detect)).collect();
    if missing.is_empty() {
        println!("nothing to install: {} found", names(NEEDS.iter()));
        return Ok(());
    }
    for need in &missing {
        println!("missing: {} ({}); installed by `{}`", need.name, need.why, need.install.join(" && "));
    }
    if !install {
        bail!("{} missing; run again without `--no-install`", names(missing.into_iter()));
    }
    for need in missing {
        for line in need.install {
            println!("installing {}: {line}", need.name);
            execute(line).with_context(|| format!("cannot install {}", need.name))?;
        }
        if !succeeds(need.detect) {
            bail!("installed {}, but `{}` still fails", need.name, need.detect);
        }
    }
    Ok(())
}

fn names<'a>(needs: impl Iterator<Item = &'a Need>) -> String {
    needs.map(|need| need.name).collect::<Vec<_>>().join(", ")
}

fn succeeds(line: &str) -> bool {
    command(line).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

fn execute(line: &str) -> Result<()> {
    let needs_root = line.starts_with("apt-get") && !is_root();
    let line = if needs_root { format!("sudo --non-interactive {line}") } else { line.to_owned() };
    // Tests start the servers they need themselves; `RUNLEVEL=1` asks Debian's scripts to start none at installation.
    let quiet = [("DEBIAN_FRONTEND", "noninteractive"), ("RUNLEVEL", "1")];
    let status = command(&line).envs(quiet).status().with_context(|| {
        format!("`{}` is not reachable, so install this by hand", line.split(' ').next().unwrap_or_default())
    })?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// A command from words separated by single spaces, without standard input.
fn command(line: &str) -> Command {
    let mut words = line.split(' ');
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).stdin(Stdio::null());
    command
}
