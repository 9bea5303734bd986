//! One load that was tried on the way to the knee: what so many runs say about every claim.

use super::measured::Measured;
use crate::analysis::{Interval, Verdict, needed_for_quantile};
use crate::claim::{Claim, Judged, Standing, judge_at, piles_up, success_at};
use crate::compile::Compiled;
use crate::tally::{SourceTally, Tally};

/// One load that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Factor of the load.
    pub factor: f64,
    /// Runs it took.
    pub runs: u32,
    /// Requests a second that came, all journeys together.
    pub offered: f64,
    /// Requests a second that were answered.
    pub goodput: Option<Measured>,
    /// p99 of each source in seconds; `None` where too many failed.
    pub p99: Vec<Option<Measured>>,
    /// Share of the requests of each source that were answered.
    pub success: Vec<Option<Interval>>,
    /// What the runs say about each claim.
    pub claims: Vec<Judged>,
    /// Seconds of each run that counted.
    pub seconds: f64,
    /// The station whose workers were busiest, with their utilisation.
    pub busiest: Option<(usize, f64)>,
    /// The station at which most visits failed, with how many a second.
    pub refusing: Option<(usize, f64)>,
    /// Whether a run had to be given up, since too much was under way.
    pub overflowed: bool,
    /// The sources of which ever more requests wait for an answer.
    pub piling_up: Vec<usize>,
}

impl Point {
    /// Positions of the claims that surely fail.
    #[must_use]
    pub fn failed(&self) -> Vec<usize> {
        self.those(|claim| claim.verdict == Verdict::Fail)
    }

    /// Positions of the claims that cannot be judged, such as a percentile of too few requests.
    #[must_use]
    pub fn unjudged(&self) -> Vec<usize> {
        self.those(|claim| claim.verdict == Verdict::Undecided && claim.standing == Standing::Unjudged)
    }

    /// Positions of the claims whose limit lies within their interval.
    #[must_use]
    pub fn undecided(&self) -> Vec<usize> {
        self.those(|claim| claim.verdict == Verdict::Undecided && claim.standing != Standing::Unjudged)
    }

    fn those(&self, which: impl Fn(&Judged) -> bool) -> Vec<usize> {
        self.claims.iter().enumerate().filter(|(_, claim)| which(claim)).map(|(place, _)| place).collect()
    }

    /// Whether every claim surely holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.verdict() == Verdict::Pass && self.unjudged().is_empty()
    }

    /// Whether no claim fails and no backlog grows, or whether that is not sure; some claims may be unjudged, which more runs would
    /// not change.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.overflowed || !self.piling_up.is_empty() || !self.failed().is_empty() {
            Verdict::Fail
        } else if self.undecided().is_empty() {
            Verdict::Pass
        } else {
            Verdict::Undecided
        }
    }
}

/// What runs at a load, of which so many seconds counted, show.
///
/// # Errors
/// When a claim is about something that is not in the layout: its id.
pub(super) fn point(
    compiled: &Compiled,
    claims: &[Claim],
    tallies: &[Tally],
    (factor, length): (f64, f64),
    confidence: f64,
) -> Result<Point, String> {
    let judged = claims.iter().map(|claim| judge_at(claim, compiled, tallies, confidence));
    let claims = judged.collect::<Result<Vec<Judged>, String>>()?;
    let seconds: f64 = tallies.iter().map(|tally| (tally.until - tally.from).seconds()).sum();
    let arrived = |tally: &Tally| tally.sources.iter().map(|source| source.arrived).sum::<u64>();
    let answered = tallies.iter().map(|tally| {
        let answers: u64 = tally.sources.iter().map(SourceTally::answers).sum();
        answers as f64 / (tally.until - tally.from).seconds()
    });
    let needed = needed_for_quantile(0.99);
    let p99 = (0..compiled.journeys.len()).map(|source| {
        let all: Option<Vec<f64>> = tallies
            .iter()
            .map(|tally| Some(&tally.sources[source]).filter(|source| source.arrived >= needed))
            .map(|source| source?.quantile(0.99).map(|time| time.seconds()))
            .collect();
        Measured::of_at(&all?, confidence)
    });
    let stations = compiled.layout.stations.iter().enumerate();
    let used = stations.filter_map(|(place, station)| {
        let workers = station.workers?;
        let all: f64 = tallies.iter().map(|tally| tally.stations[place].utilisation(workers)).sum();
        Some((place, all / tallies.len().max(1) as f64))
    });
    let refused = (0..compiled.layout.stations.len()).map(|place| {
        let failed: u64 = tallies.iter().map(|tally| tally.stations[place].failed.total()).sum();
        (place, failed as f64 / seconds)
    });
    let sources = || 0..compiled.journeys.len();
    Ok(Point {
        factor,
        runs: tallies.len() as u32,
        offered: tallies.iter().map(arrived).sum::<u64>() as f64 / seconds,
        goodput: Measured::of_at(&answered.collect::<Vec<f64>>(), confidence),
        p99: p99.collect(),
        success: sources().map(|source| success_at(tallies, source, confidence)).collect(),
        claims,
        seconds: length,
        busiest: used.max_by(|one, other| one.1.total_cmp(&other.1)),
        refusing: refused.max_by(|one, other| one.1.total_cmp(&other.1)).filter(|(_, rate)| *rate > 0.0),
        overflowed: tallies.iter().any(|tally| tally.overflowed),
        piling_up: sources().filter(|source| piles_up(tallies, *source) == Some(true)).collect(),
    })
}
