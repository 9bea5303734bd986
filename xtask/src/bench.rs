//! `cargo xtask bench NAME`: how long the binary takes on generated systems, and how that grows with them.
//! Reports; never fails because a figure is bad. A new benchmark is one file below `bench/`, its `mod` line, its
//! variant of [`Bench`] and its line in [`run`]; what they share is in `binary`, `generate` and `table`.

mod binary;
mod capacity;
mod check;
mod depend;
mod faulttree;
mod generate;
mod peer;
mod plan;
mod promql;
mod sim;
mod slo;
mod table;

use anyhow::Result;
use clap::Subcommand;

/// What can be measured.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// `loadline check` on generated systems of growing size.
    Check(check::Args),
    /// Single points of failure, blast radius and availability on generated systems with a circle of calls.
    Depend(depend::Args),
    /// What `loadline capacity` works out on generated systems of growing size.
    Capacity(capacity::Args),
    /// Fault trees of several shapes and any size, beside another package.
    Faulttree(faulttree::Args),
    /// Whole design bundles of generated systems.
    Plan(plan::Args),
    /// Ranges of thirty days with short and long windows, which are to take about as long.
    Promql(promql::Args),
    /// How many requests a second the simulator follows, beside a bare loop and SimPy.
    Sim(sim::Args),
    /// Rules, tests, routes and dashboards of generated objectives.
    Slo(slo::Args),
}

/// Generates, measures, prints.
///
/// # Errors
/// The binary cannot be built, or does not run to its end.
pub(crate) fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Check(args) => check::run(args),
        Bench::Depend(args) => depend::run(args),
        Bench::Capacity(args) => capacity::run(args),
        Bench::Faulttree(args) => faulttree::run(args),
        Bench::Plan(args) => plan::run(args),
        Bench::Promql(args) => promql::run(args),
        Bench::Sim(args) => sim::run(args),
        Bench::Slo(args) => slo::run(args),
    }
}

/// Whether a figure met its target, in one line: `1000 services in 180 ms, target 200 ms: met`.
fn verdict(what: &str, milliseconds: f64, target: f64) -> String {
    let verdict = if milliseconds <= target { "met" } else { "MISSED" };
    format!("{what} in {milliseconds:.0} ms, target {target:.0} ms: {verdict}")
}
