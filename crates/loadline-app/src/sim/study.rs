//! `sim knee`, `sim resilience` and `sim metastable`: questions that take many runs.

use super::prepare::{Prepared, prepare};
use super::{ClaimRow, Hands, Interrupted};
use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources};
use loadline_sim::claim::Claim;
use loadline_sim::compile::Assumption;
use loadline_sim::study::{self, Harm, Knee, Metastable, Outcome, Point, Unsteady};
use std::path::Path;

/// An answer, or what is wrong with the text or the scenario.
#[derive(Debug)]
pub enum Answer<T> {
    /// There is one.
    Found(T),
    /// The files and what is wrong with them.
    Faults(Sources, Vec<Diagnostic>),
}

/// Where the knee is.
#[derive(Debug, Clone, PartialEq)]
pub struct KneeReport {
    /// What must hold, as text.
    pub claims: Vec<String>,
    /// Ids of the journeys, in the order of the p99 of points.
    pub journeys: Vec<String>,
    /// Ids of the components, by their positions in points.
    pub components: Vec<String>,
    /// What was found.
    pub knee: Knee,
    /// The claims at each point, in the order of its points.
    pub judged: Vec<Vec<ClaimRow>>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Runs of each point, or more where that leaves it undecided.
    pub runs: u32,
    /// How far it was when it was stopped, if it was.
    pub interrupted: Option<Interrupted>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
}

/// What every fault does.
#[derive(Debug, Clone, PartialEq)]
pub struct ResilienceReport {
    /// Fingerprint of what was simulated.
    pub read: String,
    /// Ids of the journeys, in the order of the outcomes of rows.
    pub journeys: Vec<String>,
    /// Journeys that do not stay as they are without any fault, by their positions: then no fault is tried.
    pub unsteady: Vec<Unsteady>,
    /// Fault by fault, the worst first.
    pub rows: Vec<ResilienceRow>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Runs of each fault.
    pub runs: u32,
    /// How far it was when it was stopped, if it was.
    pub interrupted: Option<Interrupted>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
}

/// A fault and what it does.
#[derive(Debug, Clone, PartialEq)]
pub struct ResilienceRow {
    /// What it happens to.
    pub of: String,
    /// What happens.
    pub what: &'static str,
    /// One outcome a journey.
    pub outcomes: Vec<Outcome>,
}

impl ResilienceRow {
    /// Whether it harms a journey.
    #[must_use]
    pub fn harm(&self) -> Harm {
        self.outcomes.iter().map(Outcome::harm).max().unwrap_or(Harm::None)
    }

    /// Whether a journey stays as bad as it is in some run.
    #[must_use]
    pub fn sticks(&self) -> bool {
        self.outcomes.iter().any(|outcome| outcome.stuck_by_it > 0)
    }

    /// How bad it is: first what does not come back, then what surely does harm, then the worst share of failures.
    fn weight(&self) -> (bool, Harm, f64) {
        let failed = self.outcomes.iter().filter_map(|outcome| Some(outcome.failed_during?.mean));
        (self.sticks(), self.harm(), failed.fold(0.0, f64::max))
    }
}

/// Whether overload outlives its cause.
#[derive(Debug, Clone, PartialEq)]
pub struct MetastableReport {
    /// Ids of the journeys.
    pub journeys: Vec<String>,
    /// What was found.
    pub found: Metastable,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Runs of each point.
    pub runs: u32,
    /// How far it was when it was stopped, if it was.
    pub interrupted: Option<Interrupted>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
}

/// Looks for the highest load, of a scenario without its faults or of every journey at its peak, at which every claim holds: those of
/// the scenario, or else that 99 % of the requests of each journey are answered, within its `latency` where it says one.
///
/// # Errors
/// When there is no model, or no such scenario.
pub fn knee(
    path: &Path,
    scenario: Option<&str>,
    seed: u64,
    runs: u32,
    hands: &mut Hands<'_>,
) -> Result<Answer<KneeReport>, Failure> {
    let found = prepared(path, scenario, |Prepared { compiled, claims, usual }| {
        let claims = if claims.is_empty() { usual } else { claims };
        let written: Vec<Claim> = claims.iter().map(|(claim, _)| claim.clone()).collect();
        let knee = study::knee(&compiled, &written, seed, runs, hands).unwrap_or(Knee {
            holds: None,
            breaks: None,
            points: Vec::new(),
            confidence: 0.95,
        });
        let at = |point: &Point| {
            let claims = claims.iter().zip(&point.claims);
            claims.map(|((claim, text), judged)| ClaimRow::of(text.clone(), claim, judged.clone())).collect()
        };
        let judged = knee.points.iter().map(at).collect();
        KneeReport {
            claims: claims.into_iter().map(|(_, text)| text).collect(),
            journeys: compiled.journeys.clone(),
            components: compiled.layout.stations.iter().map(|station| station.name.clone()).collect(),
            knee,
            judged,
            seed,
            runs,
            interrupted: hands.interrupted(None),
            assumptions: compiled.assumptions,
        }
    })?;
    hands.settled()?;
    Ok(found)
}

/// Tries every fault on every journey at its peak.
///
/// # Errors
/// When there is no model.
pub fn resilience(
    path: &Path,
    seed: u64,
    runs: u32,
    hands: &mut Hands<'_>,
) -> Result<Answer<ResilienceReport>, Failure> {
    let found = prepared(path, None, |Prepared { compiled, .. }| {
        let trials = study::trials(&compiled);
        // And how it goes without a fault.
        let of = (1 + trials.len()) * runs as usize;
        let study::Resilience { unsteady, outcomes } =
            study::resilience(&compiled, &trials, seed, runs, hands);
        let rows = trials.into_iter().zip(outcomes).filter_map(|(trial, outcomes)| {
            Some(ResilienceRow { of: trial.of, what: trial.what, outcomes: outcomes? })
        });
        let mut rows: Vec<ResilienceRow> = rows.collect();
        rows.sort_by(|one, other| {
            let (one, other) = (one.weight(), other.weight());
            (other.0, other.1).cmp(&(one.0, one.1)).then(other.2.total_cmp(&one.2))
        });
        let interrupted = hands.interrupted(Some(of));
        let read = compiled.identity().to_string();
        let (journeys, assumptions) = (compiled.journeys, compiled.assumptions);
        ResilienceReport { read, journeys, unsteady, rows, seed, runs, interrupted, assumptions }
    })?;
    hands.settled()?;
    Ok(found)
}

/// Looks for spikes of so many seconds after which every journey at its peak does not come back.
///
/// # Errors
/// When there is no model.
pub fn metastable(
    path: &Path,
    lasts: f64,
    seed: u64,
    runs: u32,
    hands: &mut Hands<'_>,
) -> Result<Answer<MetastableReport>, Failure> {
    let found = prepared(path, None, |Prepared { compiled, .. }| MetastableReport {
        found: study::metastable(&compiled, lasts, seed, runs, hands),
        journeys: compiled.journeys,
        seed,
        runs,
        interrupted: hands.interrupted(None),
        assumptions: compiled.assumptions,
    })?;
    hands.settled()?;
    Ok(found)
}

/// Prepares the scenario without its faults, or every journey at its peak.
pub(super) fn prepared<T>(
    path: &Path,
    scenario: Option<&str>,
    work: impl FnOnce(Prepared) -> T,
) -> Result<Answer<T>, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(Answer::Faults(sources, reading.faults));
    }
    Ok(match prepare(&reading.model, scenario, true)? {
        Ok(prepared) => Answer::Found(work(prepared)),
        Err(faults) => Answer::Faults(sources, faults),
    })
}
