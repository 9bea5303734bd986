//! What a fault did to one journey: figures of the runs with their intervals, and against the same runs without it.

use super::WARM_UP;
use super::measured::{CONFIDENCE, Measured, Part};
use crate::analysis::Interval;
use crate::backlog;
use crate::recovery::{Recovery, Usual, recovery};
use crate::tally::Tally;
use crate::time::Delay;

/// Seconds before the fault.
pub(super) const BEFORE: f64 = 20.0;
/// Seconds that a fault lasts.
pub const FAULT: f64 = 30.0;
/// Seconds that journeys are watched after it.
pub const AFTER: f64 = 90.0;

/// Share of requests that a fault has to fail beyond what fails anyway to be worth a word.
const WORTH: f64 = 0.001;
/// Seconds at the end of a run that are looked at for what stays.
const LATER: usize = 30;

/// What a fault did to one journey.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Share of requests that failed while it lasted, of those that ended then. `None` where nothing came.
    pub failed_during: Option<Measured>,
    /// The same in the last 30 seconds of the run, a minute and more after the repair.
    pub failed_after: Option<Measured>,
    /// By how much more failed while it lasted than in the same runs without it, at the same time.
    pub more_during: Option<Measured>,
    /// The same in the last 30 seconds.
    pub more_after: Option<Measured>,
    /// p99 in seconds while it lasted, the mean of all slices; `None` where too many failed.
    pub p99_during: Option<Measured>,
    /// Seconds from the repair until it is back to normal, of those runs that get there.
    pub recovery: Option<Measured>,
    /// Runs that do not get back to normal within 90 s.
    pub stuck: u32,
    /// Of those, runs that would have been back to normal then without it.
    pub stuck_by_it: u32,
    /// Runs of which nothing can be told, since nothing is answered without a fault either.
    pub unknown: u32,
    /// Runs in all.
    pub runs: u32,
}

/// Whether a fault does harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Harm {
    /// No more than one request in a thousand fails because of it.
    None,
    /// More fail, but chance alone could have done that: more runs would tell.
    Undecided,
    /// More fail than chance explains, or a run stays that would not without it.
    Shown,
}

impl Harm {
    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Undecided => "undecided",
            Self::Shown => "shown",
        }
    }
}

impl Outcome {
    /// The share of runs that stay, by Wilson's interval.
    #[must_use]
    pub fn stuck_share(&self) -> Interval {
        Interval::of_share(u64::from(self.stuck), u64::from(self.runs), CONFIDENCE)
    }

    /// Whether it does harm, against the same runs without it.
    #[must_use]
    pub fn harm(&self) -> Harm {
        let of = |more: Option<Measured>| match more {
            Some(more) if more.mean <= WORTH => Harm::None,
            Some(more) if more.is_surely_positive() => Harm::Shown,
            Some(_) => Harm::Undecided,
            None => Harm::None,
        };
        let stuck = if self.stuck_by_it > 0 { Harm::Shown } else { Harm::None };
        of(self.more_during).max(of(self.more_after)).max(stuck)
    }
}

/// What runs with a fault show of one source, against runs of the same random numbers without it.
pub(super) fn outcome(
    tallies: &[Tally],
    baseline: &[Tally],
    source: usize,
    usual: Option<&Usual>,
) -> Outcome {
    let over = Delay::from_seconds(WARM_UP + BEFORE + FAULT);
    let back = |run: &Tally| recovery(&run.sources[source].slices, usual, over);
    let times: Vec<Recovery> = tallies.iter().map(back).collect();
    let known: Vec<f64> = times
        .iter()
        .filter_map(|time| match time {
            Recovery::Recovered(time) => Some(time.seconds()),
            _ => None,
        })
        .collect();
    let number = |what: Recovery| times.iter().filter(|time| **time == what).count() as u32;
    let anyway = baseline.iter().map(|run| back(run) == Recovery::NotRecovered);
    let by_it = times.iter().zip(anyway).filter(|(time, anyway)| **time == Recovery::NotRecovered && !anyway);
    let (first, last) = (BEFORE as usize, (BEFORE + FAULT) as usize);
    let end = (BEFORE + FAULT + AFTER) as usize;
    let of = |runs: &[Tally], first, end| -> Vec<Part> {
        runs.iter().map(|run| failed(run, source, first, end)).collect()
    };
    let more = |with: &[Part], without: &[Part]| {
        let pairs = with.iter().zip(without);
        let differences: Vec<f64> =
            pairs.filter_map(|(with, without)| Some(with.share()? - without.share()?)).collect();
        Measured::of_differences(&differences)
    };
    let (during, after) = (of(tallies, first, last), of(tallies, end - LATER, end));
    let tail: Option<Vec<f64>> = tallies.iter().map(|run| mean_p99(run, source, first, last)).collect();
    Outcome {
        failed_during: Measured::of_shares(&during),
        failed_after: Measured::of_shares(&after),
        more_during: more(&during, &of(baseline, first, last)),
        more_after: more(&after, &of(baseline, end - LATER, end)),
        p99_during: tail.and_then(|tail| Measured::of(&tail)),
        recovery: Measured::of(&known),
        stuck: number(Recovery::NotRecovered),
        stuck_by_it: by_it.count() as u32,
        unknown: number(Recovery::NothingToCompare),
        runs: tallies.len() as u32,
    }
}

/// The mean of the p99 of slices; `None` where one lies among the failed.
fn mean_p99(run: &Tally, source: usize, first: usize, end: usize) -> Option<f64> {
    let slices = run.sources[source].slices.done().iter().take(end).skip(first);
    let all: Option<Vec<f64>> = slices.map(|slice| slice.quantiles[1].map(|time| time.seconds())).collect();
    all.filter(|all| !all.is_empty()).map(|all| all.iter().sum::<f64>() / all.len() as f64)
}

/// Failures among what ended in the slices from `first` to before `end`; where clearly less ended than came, among all that came,
/// since what piles up is not answered; where nothing ended at all, all of it counts as failed.
fn failed(run: &Tally, source: usize, first: usize, end: usize) -> Part {
    let done = run.sources[source].slices.done();
    let slices = &done[first.min(done.len())..end.min(done.len())];
    let (mut good, mut failed, mut arrived) = (0, 0, 0);
    for slice in slices {
        good += slice.good;
        failed += slice.failed;
        arrived += slice.arrived;
    }
    match good + failed {
        // A run that was ended early has no more slices: what would have come then has nobody to answer it.
        0 if run.overflowed => Part { some: arrived.max(1), all: arrived.max(1) },
        0 => Part { some: arrived, all: arrived },
        _ if backlog::falls_behind(slices) => Part { some: arrived.saturating_sub(good), all: arrived },
        ended => Part { some: failed, all: ended },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(differences: &[f64], stuck_by_it: u32) -> Outcome {
        Outcome {
            failed_during: None,
            failed_after: None,
            more_during: Measured::of_differences(differences),
            more_after: None,
            p99_during: None,
            recovery: None,
            stuck: 4,
            stuck_by_it,
            unknown: 0,
            runs: 4,
        }
    }

    #[test]
    fn harm_does_not_rest_on_noise() {
        assert_eq!(outcome(&[0.0, 0.0, 0.0, 0.01], 0).harm(), Harm::Undecided);
        assert_eq!(outcome(&[0.010, 0.011, 0.012, 0.010], 0).harm(), Harm::Shown);
        assert_eq!(outcome(&[0.0001, 0.0001, 0.0001], 0).harm(), Harm::None);
        // What is stuck without the fault as well is not its doing.
        assert_eq!(outcome(&[0.0, 0.0], 0).harm(), Harm::None);
        assert_eq!(outcome(&[0.0, 0.0], 1).harm(), Harm::Shown);
    }
}
