//! When a journey is back to normal after trouble.

use crate::slices::{Slice, Slices};
use crate::time::Delay;

/// Share of failures above the usual one, and multiple of the usual mean latency, that still count as normal.
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
}

/// Time from the last repair until everything stays normal to the end.
///
/// Normal is: over five slices, no more than 5 points of failures above what there was before the trouble, and a mean latency of
/// at most twice the one before. Requests that come while none ends are not normal. Times count from the start of the run.
#[must_use]
pub fn recovery(slices: &Slices, begins: Delay, over: Delay) -> Recovery {
    recovery_until(slices, begins, over, None)
}

/// The same where other trouble begins at `until`, so that nothing from then on counts.
#[must_use]
pub fn recovery_until(slices: &Slices, begins: Delay, over: Delay, until: Option<Delay>) -> Recovery {
    let (from, length) = (Delay::from_nanos(slices.from().nanos()), slices.length());
    if length.is_zero() {
        return Recovery::NothingToCompare;
    }
    let index = |time: Delay| (time.nanos().saturating_sub(from.nanos()) / length.nanos()) as usize;
    let done = slices.done();
    let end = until.map_or(done.len(), |until| index(until).min(done.len()));
    judged(&done[..index(begins).min(done.len())], &done[index(over).min(end)..end], length)
}

fn judged(before: &[Slice], after: &[Slice], length: Delay) -> Recovery {
    let Some(usual) = Sum::of(before).filter(|usual| usual.good > 0.0) else {
        return Recovery::NothingToCompare;
    };
    let is_normal = |window: &[Slice]| match Sum::of(window) {
        None => window.iter().all(|slice| slice.arrived == 0),
        Some(now) => {
            now.failures() <= usual.failures() + MORE_FAILURES
                && now.good > 0.0
                && now.mean() <= SLOWER * usual.mean()
        }
    };
    // What is left at the end of less than a window is too little to tell.
    let windows = after.windows(WINDOW);
    let all = windows.len();
    if all == 0 {
        return Recovery::NothingToCompare;
    }
    match windows.map(is_normal).rposition(|normal| !normal) {
        None => Recovery::Recovered(Delay::ZERO),
        Some(last) if last + 1 == all => Recovery::NotRecovered,
        // The window that begins right after the last bad slice is normal.
        Some(last) => Recovery::Recovered(Delay::from_nanos(length.nanos() * (last as u64 + 1))),
    }
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
        assert_eq!(judged(before, after, Delay::from_seconds(1.0)), expected);
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
        assert_eq!(recovery(&slices, begins, over), Recovery::NotRecovered);
        let until = |until| recovery_until(&slices, begins, over, Some(until));
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
}
