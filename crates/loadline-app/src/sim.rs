//! `sim run`: a scenario of the model, simulated so many times, and what that says about its claims.

mod rows;
mod study;

pub use loadline_sim::analysis::{Interval, Verdict};
pub use loadline_sim::compile::Assumption;
pub use loadline_sim::study::{Level, Point, Trigger};
pub use rows::{ClaimRow, ComponentRow, JourneyRow, Percentile, Slice};
pub use study::{
    Answer, KneeReport, MetastableReport, ResilienceReport, ResilienceRow, knee, metastable, resilience,
};

use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources, Span, did_you_mean};
use loadline_model::faults::WRONG_VALUE;
use loadline_model::kinds::Scenario;
use loadline_model::{Model, Named, Stated};
use loadline_sim::claim::{Claim, judge, place, read};
use loadline_sim::compile::{Compiled, compile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, replicate};
use std::path::Path;

/// Slices of time that a run is told in, at most.
const MOST_SLICES: f64 = 600.0;

/// How a scenario is simulated.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Everything random follows from it.
    pub seed: u64,
    /// Runs, instead of what the scenario says.
    pub runs: Option<u32>,
}

/// What came of simulating a scenario.
#[derive(Debug)]
pub struct SimReport {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text or the scenario. While there is any, there is no answer.
    pub faults: Vec<Diagnostic>,
    /// Id of the scenario; `None` for every journey at its peak.
    pub scenario: Option<String>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// Seconds of each run that count.
    pub lasts: f64,
    /// Seconds before that.
    pub warm_up: f64,
    /// When something goes wrong for the first time and when the last repair is done, in seconds after the warm-up.
    pub trouble: Option<(f64, f64)>,
    /// Journey by journey.
    pub journeys: Vec<JourneyRow>,
    /// Component by component, the busiest first.
    pub components: Vec<ComponentRow>,
    /// The claims, in the order written.
    pub claims: Vec<ClaimRow>,
    /// What was taken for granted.
    pub assumptions: Vec<Assumption>,
    /// Runs that were ended early, since too many requests were in the system at once, with the first second it happened.
    pub overflowed: Option<(usize, f64)>,
    /// Events that happened in all runs.
    pub events: u64,
}

/// Simulates a scenario of the model at `path`, or every journey at its peak.
///
/// # Errors
/// When there is no model, or no such scenario.
pub fn run(path: &Path, scenario: Option<&str>, options: Options) -> Result<SimReport, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(SimReport::refused(sources, reading.faults, options.seed));
    }
    let model = &reading.model;
    let named = scenario.map(|id| find(model, id)).transpose()?;
    let engines = Engines::of(model);
    let record = named.map(|(_, record)| record);
    let mut faults = Vec::new();
    let claims = claims(record, &mut faults);
    let compiled = match compile(model, &engines.flows, &engines.loads, record) {
        Ok(compiled) => compiled,
        Err(problems) => {
            let key = named.map(|(_, record)| record.key);
            faults.extend(problems.into_iter().map(|problem| study::fault(problem, key)));
            return Ok(SimReport::refused(sources, faults, options.seed));
        }
    };
    for (claim, _, span) in &claims {
        if let Err(unknown) = place(claim, &compiled) {
            faults.push(no_such(claim, &unknown, *span, &compiled));
        }
    }
    if !faults.is_empty() {
        return Ok(SimReport::refused(sources, faults, options.seed));
    }
    let runs = options.runs.unwrap_or(compiled.runs);
    let seconds = compiled.lasts.seconds();
    let settings = Settings {
        from: Instant::START + compiled.warm_up,
        slices: seconds.ceil().clamp(60.0, MOST_SLICES) as usize,
        ..Settings::lasting((compiled.warm_up + compiled.lasts).seconds(), options.seed)
    };
    let tallies = replicate(&compiled.layout, settings, runs);
    let mut judged = Vec::new();
    for (claim, text, _) in claims {
        if let Ok(verdict) = judge(&claim, &compiled, &tallies) {
            judged.push(ClaimRow::of(text, &claim, verdict));
        }
    }
    let overflowed = tallies.iter().filter(|tally| tally.overflowed).map(|tally| tally.until.seconds());
    let overflowed: Vec<f64> = overflowed.collect();
    let mut components = rows::components(&compiled, &tallies);
    components.sort_by(|one, other| other.busiest().total_cmp(&one.busiest()).then(one.id.cmp(&other.id)));
    let after = |time: Delay| time.seconds() - compiled.warm_up.seconds();
    Ok(SimReport {
        sources,
        faults,
        scenario: scenario.map(str::to_owned),
        seed: options.seed,
        runs,
        lasts: seconds,
        warm_up: compiled.warm_up.seconds(),
        trouble: compiled.trouble.map(|(begins, over)| (after(begins), after(over))),
        journeys: rows::journeys(&compiled, &tallies),
        components,
        claims: judged,
        overflowed: overflowed.iter().copied().reduce(f64::min).map(|first| (overflowed.len(), first)),
        events: tallies.iter().map(|tally| tally.events).sum(),
        assumptions: compiled.assumptions,
    })
}

impl SimReport {
    fn refused(sources: Sources, faults: Vec<Diagnostic>, seed: u64) -> Self {
        Self {
            sources,
            faults,
            scenario: None,
            seed,
            runs: 0,
            lasts: 0.0,
            warm_up: 0.0,
            trouble: None,
            journeys: Vec::new(),
            components: Vec::new(),
            claims: Vec::new(),
            assumptions: Vec::new(),
            overflowed: None,
            events: 0,
        }
    }

    /// Whether a claim was refuted.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.claims.iter().any(|claim| claim.verdict == Verdict::Fail)
    }
}

fn find<'m>(model: &'m Model, id: &str) -> Result<(&'m str, &'m Named<Scenario>), Failure> {
    let all = || model.system.scenarios.iter().flat_map(|all| all.iter());
    all().find(|(known, _)| *known == id).ok_or_else(|| {
        let known: Vec<&str> = all().map(|(known, _)| known).collect();
        let hint = match (did_you_mean(id, known.iter().copied()), known.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => {
                "the model has none; write one under `scenarios:`, or leave the name out".to_owned()
            }
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
