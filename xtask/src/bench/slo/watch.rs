//! What `loadline slo status --watch` costs with a thousand objectives on a real Prometheus: processor time, user and system, of the
//! program alone.

use anyhow::Result;

use super::super::binary::Binary;

/// Objectives that the target is for.
const OBJECTIVES: &str = "1000";
/// Seconds between two refreshes that the target is for.
const EVERY: f64 = 30.0;
/// Share of one core that watching may cost.
const TARGET: f64 = 0.05;

/// Measures and prints.
///
/// # Errors
/// A program cannot be built or does not run to its end.
pub(super) fn run() -> Result<()> {
    let loadline = Binary::build()?;
    let program = Binary::example("loadline-testkit", "measure_watch")?;
    let folder = program.folder("slo-watch");
    let words = [loadline.path().as_os_str(), folder.as_os_str(), OBJECTIVES.as_ref()];
    let names = ["recorded", "watch-recorded", "watch-recorded-wall", "watch", "watch-wall"];
    let [recorded, ours, wall, plain, plain_wall] = program.medians(1, &words, names)?;
    println!(
        "\nOne refresh of {OBJECTIVES} objectives, {recorded} of them recorded, on a real Prometheus:\n"
    );
    for (what, cpu, wall) in [("counts read back", ours, wall), ("counted anew", plain, plain_wall)] {
        let share = cpu / 1e3 / EVERY;
        let met = if share < TARGET { "met" } else { "MISSED" };
        println!(
            "{what}: {cpu:.0} ms of processor time, {wall:.0} ms between answers; every {EVERY} s that is {:.2}% of a core, target {:.0}%: {met}",
            share * 100.0,
            TARGET * 100.0
        );
    }
    Ok(())
}
