//! Alert policies replayed on history: who would have been woken, how late, how often for nothing, and at what cost of the budget.
//!
//! The conditions are those of the generated rules: bad ÷ all events over both windows, at every step, long windows added up from the
//! shortest one as the rules do; then `for` and `keep_firing_for`; then Alertmanager ([`crate::alertmanager`]). A tier is not judged
//! before its long window has been filled once. Same input, same bytes, on any number of threads.

mod bases;
mod columns;
mod counted;
mod firing;
mod grid;
mod incident;
mod judge;
mod pages;
mod query;
mod recorded;
mod replay;
mod report;
mod score;
mod seen;
mod standard;
mod tally;

pub use incident::{Incident, read_incidents, read_incidents_yaml};
pub use report::{
    Alert, Candidate, Caught, Gap, OffHours, Page, PolicyReport, Refused, Report, Score, SloFacts, Spread,
};
pub use standard::standard_alertmanager;

pub(crate) use bases::{Bases, Counting, Recordings};
pub(crate) use columns::{Columns, columns};
pub(crate) use firing::{Condition, Firing, firing};
pub(crate) use grid::Grid;
pub(crate) use judge::{Notice, Opening, Tolerance, catches};
pub(crate) use pages::{Told, mail};
pub(crate) use replay::budget_events;
pub(crate) use tally::Tally;

use crate::Slo;
use crate::alertmanager::{Config, Zone};
use loadline_base::units::Duration;
use loadline_promql::{History, Millis};

/// What is replayed, and by which yardstick it is judged.
#[derive(Debug, Clone)]
pub struct Setup<'a> {
    /// Objectives.
    pub slos: &'a [Slo],
    /// What happened.
    pub history: &'a History,
    /// The policies to compare.
    pub candidates: &'a [Candidate],
    /// From when to when; `None`: all of the history.
    pub span: Option<(Millis, Millis)>,
    /// Time between two evaluations of the rules; a minute is Prometheus' default.
    pub step: Duration,
    /// Longest window that is taken from the counters; longer ones are added up from the shortest window of their policy. As
    /// [`Options::raw_up_to`](crate::backends::Options::raw_up_to) of the generated rules.
    pub raw_up_to: Duration,
    /// Alertmanager's configuration; `None`: [`standard_alertmanager`].
    pub alertmanager: Option<&'a Config>,
    /// What truly went wrong; `None`: nobody wrote it down, and precision and recall stay unknown.
    pub incidents: Option<&'a [Incident]>,
    /// How long before the start of an incident an alert may fire and still be about it.
    pub early: Duration,
    /// How long after its end; windows and grouping make alerts late.
    pub late: Duration,
    /// An alert that fires again within this time after it ended has flapped.
    pub flap: Duration,
    /// Share of the budget (0 to 1) that an episode must have spent for its page to be worth somebody's sleep; a judgement that
    /// needs no incidents.
    pub worth: Option<f64>,
    /// Where those live who are woken.
    pub zone: Zone,
}

impl<'a> Setup<'a> {
    /// The usual yardstick: every minute, five minutes early, a quarter of an hour late, flaps within an hour, UTC.
    #[must_use]
    pub fn new(slos: &'a [Slo], history: &'a History, candidates: &'a [Candidate]) -> Self {
        let minutes = |minutes: u64| Duration::from_nanos(minutes * 60_000_000_000);
        Self {
            slos,
            history,
            candidates,
            span: None,
            step: minutes(1),
            raw_up_to: crate::backends::Options::default().raw_up_to,
            alertmanager: None,
            incidents: None,
            early: minutes(5),
            late: minutes(15),
            flap: minutes(60),
            worth: None,
            zone: Zone::utc(),
        }
    }
}

/// Why nothing could be replayed at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotReplay {
    /// No sample in the span.
    #[error("the history is empty\nhint: does it hold the metrics that the indicators ask for?")]
    Empty,
    /// Not a step.
    #[error("a step of {0} ms is no time between evaluations\nhint: a minute is usual")]
    Step(u64),
    /// The span makes no sense or has too many steps.
    #[error(
        "{0} steps are too many to replay (limit {MOST_STEPS})\nhint: take a longer step or a shorter span"
    )]
    Steps(u64),
}

/// Most steps of a replay: at one a minute, 19 years.
pub(crate) const MOST_STEPS: u64 = 10_000_000;

/// Replays every candidate on every objective.
///
/// # Errors
/// When there is nothing to replay. Objectives that cannot be replayed are in [`Report::refused`], by name.
pub fn backtest(setup: &Setup<'_>) -> Result<Report, CannotReplay> {
    replay::replay(setup)
}

/// A duration in whole milliseconds.
pub(crate) fn millis(duration: Duration) -> Millis {
    Millis::try_from(duration.as_nanos() / 1_000_000).unwrap_or(Millis::MAX / 4)
}
