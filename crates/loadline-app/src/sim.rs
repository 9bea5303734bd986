//! `sim run`: a scenario of the model, simulated so many times, and what that says about its claims.

mod caches;
mod compare;
mod enough;
mod hands;
mod pools;
mod prepare;
mod record;
mod rows;
mod steady;
mod study;
mod sweep;
mod variant;
mod worker;

pub use caches::CacheRow;
pub use compare::{FigurePair, PairedReport, Shift, Sides, compare};
pub use enough::{Precise, Width};
pub use hands::{Hands, Interrupted, Watch, Workers};
pub use loadline_sim::analysis::{Interval, Verdict};
pub use loadline_sim::compile::Assumption;
pub use loadline_sim::study::{Harm, Level, Measured, Metastable, Outcome, Point, Trigger, Unsteady};
pub use pools::PoolRow;
pub(crate) use prepare::{fault, find};
pub use record::{can_record, record, record_faults};
pub use rows::{ClaimRow, ComponentRow, JourneyRow, Percentile, Slice};
pub use steady::{SteadyReport, SteadyRow, steady};
pub use study::{
    Answer, KneeReport, MetastableReport, ResilienceReport, ResilienceRow, knee, metastable, resilience,
};

pub use sweep::{Parameter, SweepPoint, SweepReport, sweep};
pub use variant::Change;
pub use worker::{Said, WorkerOptions, worker};

use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources};
use loadline_sim::claim::judge;
use loadline_sim::time::Delay;
use loadline_sim::{Crew as _, Job, Tally};
use prepare::{Prepared, prepare};
use std::path::Path;
use std::sync::Arc;

/// How a scenario is simulated.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Everything random follows from it.
    pub seed: u64,
    /// Runs, instead of what the scenario says.
    pub runs: Option<u32>,
    /// How precise every figure is to be: half its interval as a share of it. More runs follow until that is so.
    pub precision: Option<f64>,
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
    /// Fingerprint of what was simulated; empty while there are faults.
    pub read: String,
    /// What the random numbers follow from.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// How precise the figures are, where that was asked for.
    pub precise: Option<Precise>,
    /// How far it was when it was stopped, if it was: all that follows is of the runs that were done.
    pub interrupted: Option<Interrupted>,
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
    /// Connections that callers hold, edge by edge.
    pub pools: Vec<PoolRow>,
    /// What caches answered that know their keys.
    pub caches: Vec<CacheRow>,
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
pub fn run(
    path: &Path,
    scenario: Option<&str>,
    options: Options,
    hands: &mut Hands<'_>,
) -> Result<SimReport, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(SimReport::refused(sources, reading.faults, options.seed));
    }
    let prepared = match prepare(&reading.model, scenario, false)? {
        Ok(prepared) => prepared,
        Err(faults) => return Ok(SimReport::refused(sources, faults, options.seed)),
    };
    let mut runs = options.runs.unwrap_or(prepared.compiled.runs);
    if options.precision.is_some() {
        runs = runs.max(enough::LEAST);
    }
    let layout = Arc::new(prepared.compiled.layout.clone());
    let mut tallies: Vec<Tally> = Vec::new();
    let mut precise = None;
    loop {
        let jobs = Job::replications(&layout, prepared.settings(options.seed), runs).split_off(tallies.len());
        let mut done: Vec<Option<Tally>> = jobs.iter().map(|_| None).collect();
        let all = hands.work(&jobs, &mut |place, tally| done[place] = Some(tally));
        hands.settled()?;
        tallies.extend(done.into_iter().flatten());
        let Some(wanted) = options.precision else { break };
        let widest = enough::widest(&prepared, &tallies);
        let next = enough::next(runs, widest.as_ref(), wanted);
        precise = Some(Precise { wanted, widest });
        match next.filter(|_| all) {
            Some(more) => runs = more,
            None => break,
        }
    }
    let scenario = scenario.map(str::to_owned);
    let interrupted = hands.interrupted(Some(runs as usize));
    let refused = SimReport::refused(sources, Vec::new(), options.seed);
    let report = SimReport { scenario, precise, interrupted, ..refused };
    Ok(report.told(prepared, &tallies))
}

impl SimReport {
    fn refused(sources: Sources, faults: Vec<Diagnostic>, seed: u64) -> Self {
        Self {
            sources,
            faults,
            scenario: None,
            read: String::new(),
            seed,
            runs: 0,
            precise: None,
            interrupted: None,
            lasts: 0.0,
            warm_up: 0.0,
            trouble: None,
            journeys: Vec::new(),
            components: Vec::new(),
            pools: Vec::new(),
            caches: Vec::new(),
            claims: Vec::new(),
            assumptions: Vec::new(),
            overflowed: None,
            events: 0,
        }
    }

    /// With what runs of a scenario counted.
    fn told(self, prepared: Prepared, tallies: &[Tally]) -> Self {
        let Prepared { compiled, claims, .. } = prepared;
        let judged = claims.into_iter().filter_map(|(claim, text)| {
            if tallies.is_empty() {
                return Some(ClaimRow::unknown(text));
            }
            Some(ClaimRow::of(text, &claim, judge(&claim, &compiled, tallies).ok()?))
        });
        let claims = judged.collect();
        let overflowed = tallies.iter().filter(|tally| tally.overflowed).map(|tally| tally.until.seconds());
        let overflowed: Vec<f64> = overflowed.collect();
        let (mut journeys, mut components) = (Vec::new(), Vec::new());
        let (mut pools, mut caches) = (Vec::new(), Vec::new());
        // Of runs that were given up before anything counts nothing is known.
        let counting = tallies.iter().all(|tally| tally.until > tally.from);
        if counting && !tallies.is_empty() {
            journeys = rows::journeys(&compiled, tallies);
            components = rows::busiest_first(&compiled, tallies);
            pools = pools::pools(&compiled, tallies);
            caches = caches::caches(&compiled, tallies);
        }
        let after = |time: Delay| time.seconds() - compiled.warm_up.seconds();
        Self {
            read: compiled.identity().to_string(),
            runs: u32::try_from(tallies.len()).unwrap_or(u32::MAX),
            lasts: compiled.lasts.seconds(),
            warm_up: compiled.warm_up.seconds(),
            trouble: compiled.trouble.map(|(begins, over)| (after(begins), after(over))),
            journeys,
            components,
            pools,
            caches,
            claims,
            overflowed: overflowed.iter().copied().reduce(f64::min).map(|first| (overflowed.len(), first)),
            events: tallies.iter().map(|tally| tally.events).sum(),
            assumptions: compiled.assumptions,
            ..self
        }
    }

    /// Whether a claim was refuted, or a run had to be given up.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.overflowed.is_some() || self.claims.iter().any(|claim| claim.verdict == Verdict::Fail)
    }
}
