//! The share of requests that are answered, as reports show it and claims are judged by it: one figure for both.

use super::CONFIDENCE;
use crate::analysis::Interval;
use crate::backlog;
use crate::histogram::Histogram;
use crate::tally::Tally;
use crate::time::Delay;

/// Requests of one journey in one run, without those that came too late to be told of.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Requests {
    pub(super) good: u64,
    pub(super) failed: u64,
    /// Without an answer at the end, which they may still get.
    pub(super) open: u64,
}

impl Requests {
    /// The requests of each run.
    pub(super) fn of_each(runs: &[Tally], source: usize) -> Vec<Self> {
        let late = too_late(runs, source);
        runs.iter().map(|run| Self::of(run, source, late)).collect()
    }

    /// What a run that was ended early left without an answer counts as failed: it was ended because that only grew.
    fn of(run: &Tally, source: usize, late: Option<Delay>) -> Self {
        let tally = &run.sources[source];
        let (failed, open) = (tally.failed.total(), tally.unfinished.total());
        if run.overflowed {
            return Self { good: tally.good, failed: failed + open, open: 0 };
        }
        let open = open - late.map_or(0, |late| tally.unfinished.at_most(late));
        Self { good: tally.good, failed, open }
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

/// Whether more requests of a source wait for an answer the longer runs last. `None` where runs are not told over time.
pub(crate) fn piles_up(runs: &[Tally], source: usize) -> Option<bool> {
    if runs.iter().any(|run| run.overflowed) {
        return Some(true);
    }
    backlog::grows(runs.iter().map(|run| &run.sources[source].slices))
}

/// How long before the end a request came too late to be told of, since answers take up to so long: the longest that any answer
/// took. `None` where requests pile up: an answer that takes ever longer is no excuse.
fn too_late(runs: &[Tally], source: usize) -> Option<Delay> {
    if piles_up(runs, source) != Some(false) {
        return None;
    }
    let nothing = Histogram::default();
    runs.iter().filter_map(|run| run.sources[source].latency.quantile(1.0, 0, &nothing)).max()
}

/// The share of the requests of a journey that are answered, with an interval. `None` when nothing came.
///
/// Requests that have no answer at the end, and have not yet waited longer than any answered one, are left out while no backlog
/// grows: they came too late, and any system has some. Of all others, what has no answer at the end may still get one or not: the
/// estimate and the lower end take it as not answered, the upper end as answered. Each end is Student's t over the runs. One run,
/// and runs that do not differ, say nothing by that, so the interval is never narrower than Wilson's for all requests together.
#[must_use]
pub fn success(runs: &[Tally], source: usize) -> Option<Interval> {
    success_at(runs, source, CONFIDENCE)
}

/// The same with an interval of another confidence.
pub(crate) fn success_at(runs: &[Tally], source: usize, confidence: f64) -> Option<Interval> {
    let runs = Requests::of_each(runs, source);
    let counted = || runs.iter().filter(|run| run.all() > 0);
    let all: Requests = counted().copied().sum();
    if all.all() == 0 {
        return None;
    }
    let shares = |share: fn(&Requests) -> f64| counted().map(share).collect::<Vec<f64>>();
    let answered = shares(|run| run.good as f64 / run.all() as f64);
    let perhaps = shares(|run| (run.good + run.open) as f64 / run.all() as f64);
    let pooled = |good| Interval::of_share(good, all.all(), confidence);
    let by_runs = |values: &[f64]| Interval::of_mean(values, confidence);
    let (least, most) = (pooled(all.good).low, pooled(all.good + all.open).high);
    Some(Interval {
        estimate: answered.iter().sum::<f64>() / answered.len() as f64,
        low: by_runs(&answered).map_or(least, |by_runs| by_runs.low.min(least)).max(0.0),
        high: by_runs(&perhaps).map_or(most, |by_runs| by_runs.high.max(most)).min(1.0),
        observations: answered.len() as u64,
    })
}

/// The share of the requests behind `success` that have no answer at the end; 0 when nothing came.
#[must_use]
pub fn unanswered(runs: &[Tally], source: usize) -> f64 {
    let all: Requests = Requests::of_each(runs, source).into_iter().sum();
    all.open as f64 / all.all().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slices::{Limits, Slices};
    use crate::tally::SourceTally;
    use crate::time::Instant;

    fn run(good: u64, unfinished: u64, overflowed: bool) -> Tally {
        let mut source = SourceTally { arrived: good + unfinished, good, ..SourceTally::default() };
        (0..unfinished).for_each(|_| source.unfinished.record(Delay::from_seconds(1.0)));
        Tally {
            sources: vec![source],
            stations: Vec::new(),
            calls: Vec::new(),
            pools: Vec::new(),
            caches: Vec::new(),
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
        assert_eq!(found.estimate, 0.6);
    }

    /// A run of 40 s with 100 requests a second that take half a second, 60 of which are answered at all.
    fn told(answered: u64, waited: f64) -> Tally {
        let mut run = run(40 * answered, 0, false);
        let source = &mut run.sources[0];
        source.slices = Slices::new(Instant::START, Delay::from_seconds(1.0), 40, Limits::default());
        for second in 0..40 {
            let now = Instant::START + Delay::from_seconds(f64::from(second));
            (0..100).for_each(|_| source.slices.arrived(now));
            let ended = if second == 39 { answered - 50 } else { answered };
            for _ in 0..ended {
                source.slices.ended(now, Some(Delay::from_seconds(0.5)));
                source.latency.record(Delay::from_seconds(0.5));
            }
        }
        source.slices.go_on(Instant::START + Delay::from_seconds(40.0));
        source.good -= 50;
        (0..50 + 40 * (100 - answered)).for_each(|_| source.unfinished.record(Delay::from_seconds(waited)));
        run
    }

    #[test]
    fn what_came_too_late_is_left_out_unless_it_piles_up() {
        let share = |answered, waited| success(&[told(answered, waited)], 0).expect("requests came");
        assert_eq!(share(100, 0.2).estimate, 1.0);
        // Older than any answer ever was.
        let hung = share(100, 2.0);
        assert!((hung.estimate - 3950.0 / 4000.0).abs() < 1e-9 && hung.low < 0.99, "{hung:?}");
        let piled = share(60, 0.2);
        assert!((piled.estimate - 2350.0 / 4000.0).abs() < 1e-9 && piled.high == 1.0, "{piled:?}");
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
