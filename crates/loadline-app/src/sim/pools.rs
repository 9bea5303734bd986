//! The connections that callers held in a simulated scenario, and how long others waited for them.

use loadline_sim::compile::Compiled;
use loadline_sim::{PoolTally, Tally};

/// The connections of one edge.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolRow {
    /// `web → orders.api`.
    pub edge: String,
    /// Connections that each copy of the caller holds.
    pub size: u32,
    /// Share of attempts that had to wait for one, those included that ended before they got it.
    pub waited: f64,
    /// Mean wait in seconds of those that had to wait and got one.
    pub wait: Option<f64>,
    /// Attempts a run that ended before they got one.
    pub gave_up: f64,
    /// Most attempts that waited at one copy at once.
    pub longest_line: u32,
}

/// What happened to the connections of each edge, in all runs.
pub(super) fn pools(compiled: &Compiled, runs: &[Tally]) -> Vec<PoolRow> {
    let all = compiled.layout.pools.iter().enumerate();
    all.map(|(place, pool)| {
        let seen = || runs.iter().filter_map(|run| run.pools.get(place));
        let sum = |count: fn(&PoolTally) -> u64| seen().map(count).sum::<u64>() as f64;
        let (taken, waited, gave_up) =
            (sum(|seen| seen.taken), sum(|seen| seen.waited), sum(|seen| seen.gave_up));
        let ended = taken + gave_up;
        PoolRow {
            edge: pool.name.clone(),
            size: pool.size,
            waited: if ended > 0.0 { (waited + gave_up) / ended } else { 0.0 },
            wait: (waited > 0.0).then(|| seen().map(|seen| seen.wait).sum::<f64>() / waited),
            gave_up: gave_up / runs.len().max(1) as f64,
            longest_line: seen().map(|seen| seen.longest_line).max().unwrap_or_default(),
        }
    })
    .collect()
}
