//! `cargo xtask bench slo`: objectives as rules, replayed on history, and watched live, where it can be beside a real Prometheus.

mod backtest;
mod generate;
mod watch;

use std::process::{Command, Stdio};

use anyhow::Result;
use clap::{Args as Arguments, ValueEnum};

/// Options of `cargo xtask bench slo`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs per size; the median counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Numbers of objectives that rules are written for.
    #[arg(long, value_delimiter = ',', default_value = "100,1000,10000")]
    sizes: Vec<usize>,
    /// What to measure; everything when left out.
    #[arg(long, value_delimiter = ',')]
    only: Vec<Part>,
}

/// What is measured.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Rules, tests, routes, dashboards.
    Generate,
    /// Loading history, replaying policies, searching for one.
    Backtest,
    /// A thousand objectives watched on a real Prometheus.
    Watch,
}

/// Whether there is a real Prometheus to measure beside.
fn prometheus_is_here() -> bool {
    let here = Command::new("prometheus").arg("--version").stdin(Stdio::null()).output().is_ok();
    if !here {
        println!("There is no `prometheus` on this machine: what needs one is left out.");
    }
    here
}

/// Measures and prints.
///
/// # Errors
/// A program cannot be built or does not run to its end.
pub(super) fn run(args: &Args) -> Result<()> {
    let wanted = |part: Part| args.only.is_empty() || args.only.contains(&part);
    if wanted(Part::Generate) {
        generate::run(args.runs, &args.sizes)?;
    }
    if wanted(Part::Backtest) {
        backtest::run(args.runs)?;
    }
    if wanted(Part::Watch) && prometheus_is_here() {
        watch::run()?;
    }
    Ok(())
}
