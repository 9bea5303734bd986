//! How long a history takes to load, one and a thousand objectives to be replayed, and policies to be searched for; each beside a
//! real Prometheus that has the same history and is asked for the same minutes, in the same run.

use anyhow::Result;

use super::super::binary::Binary;
use super::super::{table, verdict};

/// Measures and prints.
///
/// # Errors
/// The program cannot be built or does not run to its end, or Prometheus sees pairs hold at other minutes than we do.
pub(super) fn run(runs: u8) -> Result<()> {
    let program = Binary::example("loadline-slo", "measure_backtest")?;
    let none: [&str; 0] = [];
    let names = ["load", "samples", "one", "many", "tune-all", "policies", "conditions", "memory"];
    let [load, samples, one, many, search, policies, conditions, memory] =
        program.medians(runs, &none, names)?;
    let theirs = ["prometheus-load", "prometheus-samples", "prometheus-one", "prometheus-minutes"];
    let asked = super::prometheus_is_here().then(|| program.medians(1, &["--prometheus"], theirs));
    let theirs = asked.transpose()?;
    let row = |what: String, ours: f64, target: f64, theirs: Option<f64>| {
        let other = theirs.map_or_else(|| "-".to_owned(), |time| format!("{time:.0}"));
        let ratio = theirs.map_or_else(|| "-".to_owned(), |time| format!("{:.0}x", time / ours));
        vec![what, format!("{ours:.1}"), format!("{target:.0}"), other, ratio]
    };
    let head = ["", "ms", "target", "prometheus, ms", "ratio"].map(str::to_owned).to_vec();
    let rows = [
        (
            format!("{samples} samples loaded"),
            load,
            500.0,
            theirs.map(|[load, theirs, ..]| load * samples / theirs),
        ),
        ("one objective, 30 d at 1 min, 4 pairs".to_owned(), one, 25.0, theirs.map(|[_, _, one, _]| one)),
        ("1000 objectives".to_owned(), many, 20_000.0, theirs.map(|[_, _, one, _]| one * 1000.0)),
        // A server is asked for each condition once, not for each policy.
        (
            format!("{policies} policies searched, {conditions} conditions"),
            search,
            2_000.0,
            theirs.map(|[_, _, one, _]| one / 4.0 * conditions),
        ),
    ];
    let mut lines = vec![head];
    lines.extend(rows.iter().map(|(what, ours, target, theirs)| row(what.clone(), *ours, *target, *theirs)));
    println!("\nMedian of {runs} runs; {memory:.0} MiB at most.\n\n{}", table::render(&lines));
    if let Some([load, samples, one, minutes]) = theirs {
        println!(
            "Prometheus loaded {samples} samples in {load:.0} ms and answered for one objective in {one:.0} ms, the rest is in\n\
             proportion. The pairs hold at the same {minutes} minutes.\n"
        );
    }
    for (what, ours, target, _) in &rows {
        println!("{}", verdict(what, *ours, *target));
    }
    Ok(())
}
