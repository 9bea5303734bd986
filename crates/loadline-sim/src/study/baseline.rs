//! How it goes without any trouble: what is normal, and whether that lasts.

use crate::claim::piles_up;
use crate::recovery::{Recovery, Usual, recovery};
use crate::tally::Tally;
use crate::time::Delay;

/// A source that does not stay as it is even though nothing goes wrong: there is no normal to get back to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unsteady {
    /// Position of the source.
    pub source: usize,
    /// Requests a second that come.
    pub offered: f64,
    /// Requests a second that are answered.
    pub goodput: f64,
}

/// What is normal for each source, by runs without trouble; `None` for one of which nothing is answered.
pub(super) fn usual(runs: &[Tally]) -> Vec<Option<Usual>> {
    each(runs, |source| {
        Usual::before(runs.iter().map(|run| &run.sources[source].slices), Delay::from_nanos(u64::MAX))
    })
}

/// Every source whose requests pile up, or that most runs do not find as it was before `from`.
pub(super) fn unsteady(runs: &[Tally], from: Delay) -> Vec<Unsteady> {
    let found = each(runs, |source| {
        let slices = || runs.iter().map(|run| &run.sources[source].slices);
        let usual = Usual::before(slices(), from);
        let lost = slices().filter(|slices| recovery(slices, usual.as_ref(), from) == Recovery::NotRecovered);
        let unsteady = piles_up(runs, source) == Some(true) || 2 * lost.count() > runs.len();
        let seconds: f64 = runs.iter().map(|run| (run.until - run.from).seconds()).sum();
        let rate = |count: &dyn Fn(&Tally) -> u64| runs.iter().map(count).sum::<u64>() as f64 / seconds;
        unsteady.then(|| Unsteady {
            source,
            offered: rate(&|run| run.sources[source].arrived),
            goodput: rate(&|run| run.sources[source].answers()),
        })
    });
    found.into_iter().flatten().collect()
}

fn each<T>(runs: &[Tally], of: impl Fn(usize) -> T) -> Vec<T> {
    (0..runs.first().map_or(0, |run| run.sources.len())).map(of).collect()
}
