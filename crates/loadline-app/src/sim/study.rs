//! `sim knee`, `sim resilience` and `sim metastable`: questions that take many runs.

use super::{claims, find, no_such};
use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources, Span};
use loadline_flow::Flows;
use loadline_model::faults::WRONG_VALUE;
use loadline_sim::claim::{Claim, place, read};
use loadline_sim::compile::{Assumption, Compiled, Problem, compile};
use loadline_sim::study::{self, Knee, Metastable, Outcome};
use std::path::Path;

/// Share of requests that must be answered where a model claims nothing.
const SUCCESS: &str = "99%";

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
    /// What the random numbers follow from.
    pub seed: u64,
    /// Runs of each point.
    pub runs: u32,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
}

/// What every fault does.
#[derive(Debug, Clone, PartialEq)]
pub struct ResilienceReport {
    /// Ids of the journeys, in the order of the outcomes of rows.
    pub journeys: Vec<String>,
    /// Fault by fault, the worst first.
    pub rows: Vec<ResilienceRow>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Runs of each fault.
    pub runs: u32,
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
    /// How bad it is: first what does not come back, then the worst share of failures.
    fn weight(&self) -> (bool, f64) {
        let worst = self.outcomes.iter().map(|outcome| outcome.failed_during).fold(0.0, f64::max);
        (self.outcomes.iter().any(|outcome| outcome.stuck > 0), worst)
    }
}

/// Whether overload outlives its cause.
#[derive(Debug, Clone, PartialEq)]
pub struct MetastableReport {
    /// What was found.
    pub found: Metastable,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Runs of each point.
    pub runs: u32,
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
) -> Result<Answer<KneeReport>, Failure> {
    prepared(path, scenario, |Prepared { compiled, claims }| {
        let written: Vec<Claim> = claims.iter().map(|(claim, _)| claim.clone()).collect();
        let knee = study::knee(&compiled, &written, seed, runs).unwrap_or(Knee {
            holds: None,
            breaks: None,
            points: Vec::new(),
        });
        KneeReport {
            claims: claims.into_iter().map(|(_, text)| text).collect(),
            journeys: compiled.journeys.clone(),
            components: compiled.layout.stations.iter().map(|station| station.name.clone()).collect(),
            knee,
            seed,
            runs,
            assumptions: compiled.assumptions,
        }
    })
}

/// Tries every fault on every journey at its peak.
///
/// # Errors
/// When there is no model.
pub fn resilience(path: &Path, seed: u64, runs: u32) -> Result<Answer<ResilienceReport>, Failure> {
    prepared(path, None, |Prepared { compiled, .. }| {
        let trials = study::trials(&compiled);
        let outcomes = study::resilience(&compiled, &trials, seed, runs);
        let rows = trials.into_iter().zip(outcomes);
        let mut rows: Vec<ResilienceRow> = rows
            .map(|(trial, outcomes)| ResilienceRow { of: trial.of, what: trial.what, outcomes })
            .collect();
        rows.sort_by(|one, other| {
            let (one, other) = (one.weight(), other.weight());
            other.0.cmp(&one.0).then(other.1.total_cmp(&one.1))
        });
        ResilienceReport { journeys: compiled.journeys, rows, seed, runs, assumptions: compiled.assumptions }
    })
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
) -> Result<Answer<MetastableReport>, Failure> {
    prepared(path, None, |Prepared { compiled, .. }| MetastableReport {
        found: study::metastable(&compiled, lasts, seed, runs),
        seed,
        runs,
        assumptions: compiled.assumptions,
    })
}

struct Prepared {
    compiled: Compiled,
    claims: Vec<(Claim, String)>,
}

/// Compiles the scenario without its faults, or every journey at its peak.
fn prepared<T>(
    path: &Path,
    scenario: Option<&str>,
    work: impl FnOnce(Prepared) -> T,
) -> Result<Answer<T>, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(Answer::Faults(sources, reading.faults));
    }
    let model = &reading.model;
    let named = scenario.map(|id| find(model, id)).transpose()?;
    let engines = Engines::of(model);
    let mut faults = Vec::new();
    let written = claims(named.map(|(_, record)| record), &mut faults);
    let quiet = named.map(|(_, record)| {
        let mut quiet = record.clone();
        quiet.value.faults = None;
        quiet
    });
    let compiled = match compile(model, &engines.flows, &engines.loads, quiet.as_ref()) {
        Ok(compiled) => compiled,
        Err(problems) => {
            faults.extend(
                problems.into_iter().map(|problem| fault(problem, named.map(|(_, record)| record.key))),
            );
            return Ok(Answer::Faults(sources, faults));
        }
    };
    // Without a fault there is nothing to recover from.
    let mut kept: Vec<(Claim, String)> = Vec::new();
    for (claim, text, span) in written {
        match place(&claim, &compiled) {
            Err(unknown) => faults.push(no_such(&claim, &unknown, span, &compiled)),
            Ok(_) if matches!(claim, Claim::Recovers { .. }) => {}
            Ok(_) => kept.push((claim, text)),
        }
    }
    if !faults.is_empty() {
        return Ok(Answer::Faults(sources, faults));
    }
    if kept.is_empty() {
        kept = usual(&engines.flows, &compiled);
    }
    Ok(Answer::Found(work(Prepared { compiled, claims: kept })))
}

/// A problem as a diagnostic, at its own place or that of the scenario.
pub(super) fn fault(problem: Problem, scenario: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::error(WRONG_VALUE.code, problem.message).hint(problem.hint);
    match problem.span.or(scenario) {
        Some(span) => fault.at(span, ""),
        None => fault,
    }
}

/// What is claimed where nothing else is.
fn usual(flows: &Flows<'_>, compiled: &Compiled) -> Vec<(Claim, String)> {
    let mut texts = Vec::new();
    for journey in &compiled.journeys {
        texts.push(format!("success of {journey} >= {SUCCESS}"));
        let latency = flows.of(journey).and_then(|flow| flow.journey.latency.as_ref());
        if let Some(p99) = latency.and_then(|latency| latency.p99.as_ref()) {
            texts.push(format!("p99 of {journey} <= {}", p99.value));
        }
    }
    texts.into_iter().filter_map(|text| Some((read(&text).ok()?, text))).collect()
}
