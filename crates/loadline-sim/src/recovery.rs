//! When a journey is back to normal after trouble.

use crate::backlog;
use crate::slices::{Slice, Slices};
use crate::time::Delay;

/// Share of failures above those of the worst window without trouble, and multiple of the mean latency of the slowest one, that
/// still count as normal. Windows of a busy system differ by more than a multiple of their mean.
const MORE_FAILURES: f64 = 0.05;
const SLOWER: f64 = 2.0;
/// Slices that are looked at together.
const WINDOW: usize = 5;

/// What came after trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recovery {
    /// Everything is normal to the end, so long after the last repair.
    Recovered(Delay),
    /// It is not back to normal by the end.
    NotRecovered,
    /// No request was answered before the trouble, or fewer than five slices came after it.
    NothingToCompare,
    /// Requests pile up without any trouble, so that there is no normal to get back to.
    NeverNormal,
}

/// What is normal for a source, by how it goes without trouble: windows of five slices differ by chance, and the busier a system
/// is, the more.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Usual {
    /// Mean latency of the slowest window in seconds.
    slowest: f64,
    /// The share of failures in the worst window.
    failures: f64,
    /// Whether less ends than comes.
    behind: bool,
}

impl Usual {
    /// By what several runs of the same show up to a time, from the start of the run. `None` where nothing was answered.
    #[must_use]
    pub fn before<'s>(runs: impl Iterator<Item = &'s Slices>, begins: Delay) -> Option<Self> {
        let before: Vec<&[Slice]> =
            runs.map(|run| &run.done()[..index(run, begins).min(run.done().len())]).collect();
        Self::of(&before)
    }

    fn of(runs: &[&[Slice]]) -> Option<Self> {
        let all = runs.concat();
        let usual = Sum::of(&all).filter(|usual| usual.good > 0.0)?;
        let windows = || runs.iter().flat_map(|run| run.windows(WINDOW)).filter_map(Sum::of);
        // The first half of a run is that in which it fills.
        let filled: Vec<Slice> = runs.iter().flat_map(|run| &run[run.len() / 2..]).copied().collect();
        Some(Self {
            slowest: windows()
                .filter(|window| window.good > 0.0)
                .map(|window| window.mean())
                .fold(usual.mean(), f64::max),
            failures: windows().map(|window| window.failures()).fold(usual.failures(), f64::max),
            behind: backlog::falls_behind(&filled),
        })
    }

    fn is_like(&self, window: &[Slice]) -> bool {
        let Some(now) = Sum::of(window) else { return window.iter().all(|slice| slice.arrived == 0) };
        now.failures() <= self.failures + MORE_FAILURES
            && now.good > 0.0
            && now.mean() <= SLOWER * self.slowest
            && !backlog::falls_behind(window)
    }
}

/// Time from the last repair until everything stays normal to the end.
///
/// Normal is what the runs show without the trouble: over five slices, no more than 5 points of failures above the worst such
/// window there, and at most twice the mean latency of the slowest one; and about as many requests end as come, over five slices
/// and from then on. Times count from the start of the run.
#[must_use]
pub fn recovery(slices: &Slices, usual: Option<&Usual>, over: Delay) -> Recovery {
    recovery_until(slices, usual, over, None)
}

/// The same where other trouble begins at `until`, so that nothing from then on counts.
#[must_use]
pub fn recovery_until(slices: &Slices, usual: Option<&Usual>, over: Delay, until: Option<Delay>) -> Recovery {
    if slices.length().is_zero() {
        return Recovery::NothingToCompare;
    }
    let done = slices.done();
    let end = until.map_or(done.len(), |until| index(slices, until).min(done.len()));
    judged(usual, &done[index(slices, over).min(end)..end], slices.length())
}

/// The slice that a time from the start of the run is in.
fn index(slices: &Slices, time: Delay) -> usize {
    let since = time.nanos().saturating_sub(slices.from().nanos());
    since.checked_div(slices.length().nanos()).unwrap_or_default() as usize
}

fn judged(usual: Option<&Usual>, after: &[Slice], length: Delay) -> Recovery {
    let Some(usual) = usual else { return Recovery::NothingToCompare };
    // What is left at the end of less than a window is too little to tell.
    let windows = after.windows(WINDOW);
    let all = windows.len();
    if all == 0 {
        return Recovery::NothingToCompare;
    }
    if usual.behind {
        return Recovery::NeverNormal;
    }
    // The window that begins right after the last bad slice is normal.
    let normal =
        windows.map(|window| usual.is_like(window)).rposition(|normal| !normal).map_or(0, |last| last + 1);
    if normal == all || backlog::falls_behind(&after[normal..]) {
        return Recovery::NotRecovered;
    }
    Recovery::Recovered(Delay::from_nanos(length.nanos() * normal as u64))
}

struct Sum {
    good: f64,
    failed: f64,
    latency: f64,
}

impl Sum {
    fn of(slices: &[Slice]) -> Option<Self> {
        let sum = |value: fn(&Slice) -> f64| slices.iter().map(value).sum::<f64>();
        let all = Self {
            good: sum(|slice| slice.good as f64),
            failed: sum(|slice| slice.failed as f64),
            latency: sum(|slice| slice.latency_sum),
        };
        (all.good + all.failed > 0.0).then_some(all)
    }

    fn failures(&self) -> f64 {
        self.failed / (self.good + self.failed)
    }

    fn mean(&self) -> f64 {
        self.latency / self.good
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slices::Limits;
    use crate::time::Instant;

    const GOOD: Slice =
        Slice { arrived: 10, good: 10, failed: 0, latency_sum: 1.0, within: [0; 4], quantiles: [None; 3] };
    const BAD: Slice = Slice { good: 0, failed: 10, latency_sum: 0.0, ..GOOD };
    const HUNG: Slice = Slice { failed: 0, ..BAD };

    #[track_caller]
    fn check(before: &[Slice], after: &[Slice], expected: Recovery) {
        assert_eq!(judged(Usual::of(&[before]).as_ref(), after, Delay::from_seconds(1.0)), expected);
    }

    #[test]
    fn recovery_needs_something_to_compare_with() {
        check(&[GOOD; 5], &[GOOD; 5], Recovery::Recovered(Delay::ZERO));
        check(&[], &[GOOD; 5], Recovery::NothingToCompare);
        check(&[BAD; 5], &[GOOD; 5], Recovery::NothingToCompare);
        check(&[GOOD; 5], &[GOOD; 4], Recovery::NothingToCompare);
    }

    #[test]
    fn what_comes_with_other_trouble_does_not_count() {
        let length = Delay::from_seconds(1.0);
        let mut slices = Slices::new(Instant::START, length, 30, Limits::default());
        for second in 0..30u64 {
            let failed = (5..8).contains(&second) || second >= 20;
            for request in 0..10u64 {
                let now = Instant::START + Delay::from_nanos(second * 1_000_000_000 + request);
                slices.arrived(now);
                slices.ended(now, (!failed).then_some(Delay::from_nanos(1)));
            }
        }
        slices.go_on(Instant::START + Delay::from_seconds(30.0));
        let [begins, over] = [5.0, 7.0].map(Delay::from_seconds);
        let usual = Usual::before([&slices].into_iter(), begins);
        assert_eq!(recovery(&slices, usual.as_ref(), over), Recovery::NotRecovered);
        let until = |until| recovery_until(&slices, usual.as_ref(), over, Some(until));
        assert_eq!(until(Delay::from_seconds(20.0)), Recovery::Recovered(length));
        assert_eq!(until(Delay::from_seconds(11.0)), Recovery::NothingToCompare);
    }

    #[test]
    fn only_full_windows_are_looked_at() {
        let later = |first: &[Slice], then: Slice| [first, [then; 5].as_slice()].concat();
        check(&[GOOD; 5], &later(&[BAD; 3], GOOD), Recovery::Recovered(Delay::from_seconds(3.0)));
        check(&[GOOD; 5], &later(&[GOOD; 5], BAD), Recovery::NotRecovered);
        check(&[GOOD; 5], &[HUNG; 6], Recovery::NotRecovered);
    }

    /// A third never ends, of a thousand that come.
    const STARVED: Slice = Slice { arrived: 1000, good: 667, latency_sum: 66.7, ..GOOD };
    const MANY: Slice = Slice { arrived: 1000, good: 1000, latency_sum: 100.0, ..GOOD };

    #[test]
    fn what_never_ends_is_not_over() {
        check(&[MANY; 5], &[STARVED; 20], Recovery::NotRecovered);
        check(&[MANY; 5], &[[STARVED; 5], [MANY; 5]].concat(), Recovery::Recovered(Delay::from_seconds(3.0)));
        check(&[STARVED; 10], &[STARVED; 20], Recovery::NeverNormal);
        // Too few in a window to tell from chance, and enough from there to the end.
        let few = Slice { arrived: 6, good: 4, latency_sum: 0.4, ..GOOD };
        check(&[GOOD; 5], &[few; 20], Recovery::Recovered(Delay::ZERO));
        check(&[GOOD; 5], &[few; 100], Recovery::NotRecovered);
    }

    #[test]
    fn what_differs_anyway_is_normal() {
        let [slow, slower, slowest] = [4.0, 5.0, 9.0].map(|latency_sum| [Slice { latency_sum, ..GOOD }; 5]);
        let before = [[GOOD; 5], [GOOD; 5], slow, [GOOD; 5]].concat();
        check(&[GOOD; 5], &slower, Recovery::NotRecovered);
        check(&before, &slower, Recovery::Recovered(Delay::ZERO));
        check(&before, &slowest, Recovery::NotRecovered);
    }
}
