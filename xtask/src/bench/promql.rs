//! `cargo xtask bench promql`: that evaluating a range takes time in proportion to samples and steps, whatever the windows.

use anyhow::Result;
use clap::Args as Arguments;

use super::binary::Binary;
use super::table;

/// Options of `cargo xtask bench promql`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs; the median counts.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
}

/// How many times as long a window of thirty days may take as one of 500 minutes. Looking at every sample of every window would
/// take some 80 times as long.
const TARGET: f64 = 10.0;

const NAMES: [&str; 10] = [
    "rate-short",
    "rate-long",
    "sum_over_time-short",
    "sum_over_time-long",
    "avg_over_time-short",
    "avg_over_time-long",
    "max_over_time-short",
    "max_over_time-long",
    "changes-short",
    "changes-long",
];

/// Measures, prints.
///
/// # Errors
/// The program cannot be built, or does not run to its end.
pub(super) fn run(args: &Args) -> Result<()> {
    let none: [&str; 0] = [];
    let times = Binary::example("loadline-promql", "measure_windows")?.medians(args.runs, &none, NAMES)?;
    let mut lines = vec![["function", "500m, ms", "30d, ms", "ratio", "target"].map(str::to_owned).to_vec()];
    for (pair, name) in times.chunks(2).zip(NAMES.iter().step_by(2)) {
        let [short, long] = pair else { continue };
        let ratio = long / short;
        let met = if ratio < TARGET { "met" } else { "MISSED" };
        lines.push(vec![
            name.trim_end_matches("-short").to_owned(),
            format!("{short:.2}"),
            format!("{long:.2}"),
            format!("{ratio:.1}x"),
            format!("{TARGET:.0}x: {met}"),
        ]);
    }
    print!("{}", table::render(&lines));
    Ok(())
}
