//! The share of requests that are answered, as reports show it and claims are judged by it: one figure for both.

use super::CONFIDENCE;
use crate::analysis::Interval;
use crate::tally::Tally;

/// Requests of one journey in one run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Requests {
    pub(super) good: u64,
    pub(super) failed: u64,
    /// Without an answer at the end, which they may still get.
    pub(super) open: u64,
}

impl Requests {
    /// What a run that was ended early left without an answer counts as failed: it was ended because that only grew.
    pub(super) fn of(run: &Tally, source: usize) -> Self {
        let tally = &run.sources[source];
        let (failed, open) = (tally.failed.total(), tally.unfinished.total());
        if run.overflowed {
            Self { good: tally.good, failed: failed + open, open: 0 }
        } else {
            Self { good: tally.good, failed, open }
        }
    }

    pub(super) const fn all(self) -> u64 {
        self.good + self.failed + self.open
    }
}

impl std::iter::Sum for Requests {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, run| Self {
            good: sum.good + run.good,
            failed: sum.failed + run.failed,
            open: sum.open + run.open,
        })
    }
}

/// The share of the requests of a journey that are answered, of those that ended, with an interval. `None` when nothing came.
///
/// What has no answer at the end may still get one or not: the lower end takes it as not answered, the upper end as answered.
/// Each end is Student's t over the runs. One run, and runs that do not differ, say nothing by that, so the interval is never
/// narrower than Wilson's for all requests together.
#[must_use]
pub fn success(runs: &[Tally], source: usize) -> Option<Interval> {
    let runs: Vec<Requests> = runs.iter().map(|run| Requests::of(run, source)).collect();
    let counted = || runs.iter().filter(|run| run.all() > 0);
    let all: Requests = counted().copied().sum();
    if all.all() == 0 {
        return None;
    }
    let shares = |share: fn(&Requests) -> f64| counted().map(share).collect::<Vec<f64>>();
    let low = shares(|run| run.good as f64 / run.all() as f64);
    let high = shares(|run| (run.good + run.open) as f64 / run.all() as f64);
    // Of nothing that ended, nothing was answered.
    let middle = shares(|run| run.good as f64 / (run.good + run.failed).max(1) as f64);
    let pooled = |good| Interval::of_share(good, all.all(), CONFIDENCE);
    let by_runs = |values: &[f64]| Interval::of_mean(values, CONFIDENCE);
    let (least, most) = (pooled(all.good).low, pooled(all.good + all.open).high);
    Some(Interval {
        estimate: middle.iter().sum::<f64>() / middle.len() as f64,
        low: by_runs(&low).map_or(least, |by_runs| by_runs.low.min(least)).max(0.0),
        high: by_runs(&high).map_or(most, |by_runs| by_runs.high.max(most)).min(1.0),
        observations: middle.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::SourceTally;
    use crate::time::{Delay, Instant};

    fn run(good: u64, unfinished: u64, overflowed: bool) -> Tally {
        let mut source = SourceTally { arrived: good + unfinished, good, ..SourceTally::default() };
        (0..unfinished).for_each(|_| source.unfinished.record(Delay::from_seconds(1.0)));
        Tally {
            sources: vec![source],
            stations: Vec::new(),
            calls: Vec::new(),
            pools: Vec::new(),
            from: Instant::START,
            until: Instant::START,
            overflowed,
            events: 0,
        }
    }

    #[test]
    fn runs_without_a_failure_leave_room_for_some() {
        let found = success(&[run(1000, 0, false), run(1000, 0, false)], 0).expect("requests came");
        // Wilson's lower end for 2,000 of 2,000: n / (n + z²).
        assert!((found.low - 2000.0 / 2003.8415).abs() < 1e-6, "{found:?}");
        assert_eq!((found.estimate, found.high), (1.0, 1.0));
    }

    #[test]
    fn one_run_is_as_sure_as_its_requests() {
        let found = success(&[run(1000, 0, false)], 0).expect("requests came");
        assert!((found.low - 1000.0 / 1003.8415).abs() < 1e-6, "{found:?}");
    }

    #[test]
    fn what_has_no_answer_at_the_end_may_have_failed() {
        let found = success(&[run(600, 400, false), run(600, 400, false)], 0).expect("requests came");
        assert!(found.low < 0.6 && found.high == 1.0, "{found:?}");
    }

    #[test]
    fn what_a_run_that_was_ended_early_left_has_failed() {
        let found = success(&[run(0, 1000, true), run(0, 1000, true)], 0).expect("requests came");
        assert!(found.high < 0.01 && found.estimate == 0.0, "{found:?}");
    }

    #[test]
    fn nothing_that_came_says_nothing() {
        assert_eq!(success(&[run(0, 0, false)], 0), None);
    }
}
