//! `sim steady`: what journeys settle to under a load that stays, from one long run.

use super::prepare::Prepared;
use super::study::{Answer, prepared};
use super::{Hands, Interrupted};
use crate::load::Failure;
use loadline_sim::analysis::{Interval, settled};
use loadline_sim::compile::{Assumption, Compiled};
use loadline_sim::time::Delay;
use std::path::Path;
use std::sync::Arc;

/// Seconds of the first run.
const FIRST: f64 = 600.0;
/// Requests in a run that are not exceeded.
const MOST: f64 = 5e7;
/// Seconds of a run that are not exceeded: a week.
const LONGEST: f64 = 604_800.0;

/// What journeys settle to.
#[derive(Debug, Clone, PartialEq)]
pub struct SteadyReport {
    /// Id of the scenario; `None` for every journey at its peak.
    pub scenario: Option<String>,
    /// Why there is no steady state at all.
    pub refusal: Option<String>,
    /// Journey by journey, or why nothing is said of one.
    pub journeys: Vec<(String, Result<SteadyRow, String>)>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Half of an interval as a share of the mean, as was asked for.
    pub precision: f64,
    /// Seconds of the run.
    pub seconds: f64,
    /// How far it was when it was stopped, if it was.
    pub interrupted: Option<Interrupted>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
}

impl SteadyReport {
    /// Whether something is not known as it was asked for.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let open = |row: &Result<SteadyRow, String>| {
            row.as_ref().map_or(true, |row| row.mean.relative() > self.precision)
        };
        self.refusal.is_some() || self.journeys.iter().any(|(_, row)| open(row))
    }
}

/// What a journey settles to.
#[derive(Debug, Clone, PartialEq)]
pub struct SteadyRow {
    /// Mean time to an answer in seconds, of those answered.
    pub mean: Interval,
    /// Names and values in seconds of percentiles; `None` where there are too few requests.
    pub percentiles: [(&'static str, Option<Interval>); 3],
    /// Seconds left out at the start of the run.
    pub left_out: f64,
    /// Requests behind the mean.
    pub requests: u64,
    /// Batches behind its interval.
    pub batches: usize,
}

/// Follows a scenario without its faults, or every journey at its peak, for so long that each mean is as precise as asked for.
///
/// # Errors
/// When there is no model, or no such scenario.
pub fn steady(
    path: &Path,
    scenario: Option<&str>,
    seed: u64,
    precision: f64,
    hands: &mut Hands<'_>,
) -> Result<Answer<SteadyReport>, Failure> {
    let found = prepared(path, scenario, |Prepared { compiled, .. }| {
        let report = SteadyReport {
            scenario: scenario.map(str::to_owned),
            refusal: None,
            journeys: Vec::new(),
            seed,
            precision,
            seconds: 0.0,
            interrupted: None,
            assumptions: compiled.assumptions.clone(),
        };
        if compiled.layout.sources.iter().any(|source| !source.profile.is_constant()) {
            let refusal = Some("the load of the scenario changes over time".to_owned());
            return SteadyReport { refusal, ..report };
        }
        report.told(compiled, hands)
    })?;
    hands.settled()?;
    Ok(found)
}

impl SteadyReport {
    /// With what a run says that is long enough.
    fn told(self, compiled: Compiled, hands: &mut Hands<'_>) -> Self {
        let rate: f64 = compiled.layout.sources.iter().map(|source| source.profile.expected(1.0)).sum();
        let longest = Delay::from_seconds((MOST / rate).clamp(1.0, LONGEST));
        let first = Delay::from_seconds(FIRST).min(longest);
        let layout = Arc::new(compiled.layout);
        let found = settled(&layout, self.seed, (first, longest), self.precision, hands);
        let seconds = found.as_ref().map_or(0.0, |(_, lasts)| lasts.seconds());
        let (refusal, told) = match found {
            Some((Ok(told), _)) => (None, told),
            Some((Err(refusal), _)) => (Some(refusal.to_string()), Vec::new()),
            None => (None, Vec::new()),
        };
        let rows = told.into_iter().map(|told| {
            let told = told.map_err(|refusal| refusal.to_string())?;
            let [p50, p99, p999] = told.quantiles;
            Ok(SteadyRow {
                mean: told.mean,
                percentiles: [("p50", p50), ("p99", p99), ("p99.9", p999)],
                left_out: told.left_out * seconds,
                requests: told.requests,
                batches: told.batches,
            })
        });
        let journeys = compiled.journeys.into_iter().zip(rows).collect();
        Self { refusal, journeys, seconds, interrupted: hands.interrupted(None), ..self }
    }
}
