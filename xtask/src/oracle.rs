//! `cargo xtask oracle NAME`: asks the tools of the field and records their answers, which ordinary tests read.
//! Only for when questions or made-up histories change; a difference in the recorded answers is then to be looked at.

use std::process::Command;

use anyhow::{Context, Result, bail};
use clap::Subcommand;

use crate::{repository, tools};

/// Whose answers are recorded.
#[derive(Subcommand)]
pub(crate) enum Oracle {
    /// Prometheus about thirty days of made-up histories (half a minute).
    Slo,
}

/// Records the answers in `crates/loadline-promql/tests/data/oracle`.
///
/// # Errors
/// The tool is missing and cannot be installed, or it does not answer.
pub(crate) fn run(oracle: &Oracle) -> Result<()> {
    tools::ensure(true)?;
    let Oracle::Slo = oracle;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--package", "loadline-promql", "--example", "record_oracle"]);
    let status = cargo.current_dir(repository::root()).status().context("cannot start `cargo`")?;
    if !status.success() {
        bail!("the recording ended with {status}");
    }
    println!("see what changed with `git diff --stat crates/loadline-promql/tests/data/oracle`");
    Ok(())
}
