//! What caches that know their keys answered in a simulated scenario.

use loadline_sim::compile::Compiled;
use loadline_sim::{CacheTally, Tally};

/// A cache that knows its keys.
#[derive(Debug, Clone, PartialEq)]
pub struct CacheRow {
    /// Id.
    pub id: String,
    /// Lookups a second.
    pub lookups: f64,
    /// Share of lookups that it answered; `None` without any.
    pub answered: Option<f64>,
    /// Fetches a second that others waited for instead of making one of their own.
    pub joined: f64,
}

/// What each cache with keys answered, in all runs.
pub(super) fn caches(compiled: &Compiled, runs: &[Tally]) -> Vec<CacheRow> {
    let seconds: f64 = runs.iter().map(|run| (run.until - run.from).seconds()).sum();
    let all = compiled.layout.caches.iter().enumerate().filter(|(_, cache)| cache.keys.is_some());
    all.map(|(place, cache)| {
        let seen = || runs.iter().filter_map(|run| run.caches.get(place));
        let sum = |count: fn(&CacheTally) -> u64| seen().map(count).sum::<u64>() as f64;
        let lookups = sum(|seen| seen.lookups);
        CacheRow {
            id: cache.name.clone(),
            lookups: lookups / seconds,
            answered: (lookups > 0.0).then(|| sum(|seen| seen.hits) / lookups),
            joined: sum(|seen| seen.joined) / seconds,
        }
    })
    .collect()
}
