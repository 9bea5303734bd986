//! Makes a scenario of a model ready to be run: compiles it, and reads its claims.

use crate::engines::Engines;
use crate::load::Failure;
use loadline_base::{Diagnostic, Span, did_you_mean};
use loadline_flow::Flows;
use loadline_model::faults::WRONG_VALUE;
use loadline_model::kinds::Scenario;
use loadline_model::{Model, Named, Stated};
use loadline_sim::Settings;
use loadline_sim::claim::{Claim, place, read};
use loadline_sim::compile::{Compiled, Problem, compile};
use loadline_sim::time::Instant;

/// Share of requests that must be answered where a model claims nothing.
const SUCCESS: &str = "99%";
/// Slices of time that a run is told in, at most.
const MOST_SLICES: f64 = 600.0;

/// A scenario that can be run.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) compiled: Compiled,
    /// Its claims with their text.
    pub(super) claims: Vec<(Claim, String)>,
    /// What is claimed where nothing else is.
    pub(super) usual: Vec<(Claim, String)>,
}

impl Prepared {
    /// How it is run as it says itself.
    pub(super) fn settings(&self, seed: u64) -> Settings {
        let compiled = &self.compiled;
        Settings {
            from: Instant::START + compiled.warm_up,
            slices: compiled.lasts.seconds().ceil().clamp(60.0, MOST_SLICES) as usize,
            ..Settings::lasting((compiled.warm_up + compiled.lasts).seconds(), seed)
        }
    }
}

/// Prepares a scenario of `model`, or every journey at its peak; what is wrong with it is in the inner result. `quiet` leaves its
/// faults out, and what is claimed about getting over them.
pub(super) fn prepare(
    model: &Model,
    scenario: Option<&str>,
    quiet: bool,
) -> Result<Result<Prepared, Vec<Diagnostic>>, Failure> {
    let named = scenario.map(|id| find(model, id)).transpose()?;
    let engines = Engines::of(model);
    let mut faults = Vec::new();
    let written = claims(named, &mut faults);
    let key = named.map(|record| record.key);
    let quietened = named.filter(|_| quiet).map(|record| {
        let mut quietened = record.clone();
        quietened.value.faults = None;
        quietened
    });
    if let Some(replay) = named.filter(|_| quiet).and_then(|record| record.replay.as_ref()) {
        let said = "what is replayed has one load and one length, and cannot be asked that";
        let fault = Diagnostic::error(WRONG_VALUE.code, said);
        let fault =
            fault.hint("name a scenario whose load is a rate, or none: then every journey has its peak");
        let fault = match replay.first() {
            Some(first) => fault.at(first.span, ""),
            None => fault,
        };
        return Ok(Err(vec![fault]));
    }
    let compiled = match compile(model, &engines.flows, &engines.loads, quietened.as_ref().or(named)) {
        Ok(compiled) => compiled,
        Err(problems) => {
            faults.extend(problems.into_iter().map(|problem| fault(problem, key)));
            return Ok(Err(faults));
        }
    };
    let mut kept = Vec::new();
    for (claim, text, span) in written {
        match place(&claim, &compiled) {
            Err(unknown) => faults.push(no_such(&claim, &unknown, span, &compiled)),
            // Without a fault there is nothing to recover from.
            Ok(_) if quiet && matches!(claim, Claim::Recovers { .. }) => {}
            Ok(_) => kept.push((claim, text)),
        }
    }
    if !faults.is_empty() {
        return Ok(Err(faults));
    }
    let usual = usual(&engines.flows, &compiled);
    Ok(Ok(Prepared { compiled, claims: kept, usual }))
}

pub(crate) fn find<'m>(model: &'m Model, id: &str) -> Result<&'m Named<Scenario>, Failure> {
    let all = || model.system.scenarios.iter().flat_map(|all| all.iter());
    all().find(|(known, _)| *known == id).map(|(_, record)| record).ok_or_else(|| {
        let known: Vec<&str> = all().map(|(known, _)| known).collect();
        let hint = match (did_you_mean(id, known.iter().copied()), known.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "the model has none; write one under `scenarios:`".to_owned(),
            (None, known) => format!("the model has `{}`", known.join("`, `")),
        };
        Failure::new(format!("there is no scenario `{id}`"), hint)
    })
}

/// The claims of a scenario; those that cannot be read are faults.
fn claims(scenario: Option<&Named<Scenario>>, faults: &mut Vec<Diagnostic>) -> Vec<(Claim, String, Span)> {
    let written: &[Stated<String>] =
        scenario.and_then(|scenario| scenario.claims.as_deref()).map_or(&[], Vec::as_slice);
    let mut claims = Vec::new();
    for claim in written {
        match read(&claim.value) {
            Ok(read) => claims.push((read, claim.value.clone(), claim.span)),
            Err(error) => {
                let fault = Diagnostic::error(WRONG_VALUE.code, error.message).at(claim.span, "");
                faults.push(fault.hint(error.hint));
            }
        }
    }
    claims
}

/// A claim about something that is not simulated.
fn no_such(claim: &Claim, unknown: &str, span: Span, compiled: &Compiled) -> Diagnostic {
    let of_component = matches!(claim, Claim::Limit { figure, .. } if figure.is_of_component());
    let stations = || compiled.layout.stations.iter().map(|station| station.name.as_str());
    let (kind, near) = if of_component {
        ("component", did_you_mean(unknown, stations()))
    } else {
        ("journey", did_you_mean(unknown, compiled.journeys.iter().map(String::as_str)))
    };
    let message = format!("no {kind} `{unknown}` is part of this scenario");
    let fault = Diagnostic::error(WRONG_VALUE.code, message).at(span, "");
    match near {
        Some(near) => fault.hint(format!("did you mean `{near}`?")),
        None => fault.hint(format!("name a {kind} that has load in it")),
    }
}

/// A problem as a diagnostic, at its own place or that of the scenario.
pub(crate) fn fault(problem: Problem, scenario: Option<Span>) -> Diagnostic {
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
