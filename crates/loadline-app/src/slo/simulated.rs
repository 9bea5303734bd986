//! `slo backtest --from sim`: alert policies replayed on what a scenario of the model does, where it is known what was truly wrong.
//!
//! A scenario lasts minutes and alerts look at days, so its steady state before the first fault is repeated in front of it, and
//! behind it once everything is normal again. Every run of the scenario is a history of its own.

mod cast;
mod record;
mod score;
mod truth;

pub use score::{Detected, FaultRow, PolicyRow, Summary};

use super::Objectives;
use super::backtest::{alertmanager, refusal, zone};
use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use crate::sim::{Answer, fault, find};
use cast::cast;
use loadline_base::units::Duration;
use loadline_promql::Millis;
use loadline_sim::compile::{Compiled, compile};
use loadline_sim::time::Instant;
use loadline_sim::{Limits, Settings, Tally, replicate};
use loadline_slo::backtest::{Candidate, Report, Setup, backtest};
use loadline_slo::{AlertPolicy, Slo};
use record::Tape;
use score::Scores;
use std::path::{Path, PathBuf};
use truth::{Known, injections};

/// When the simulated part of every history begins: 1 January 2024, 00:00 UTC, a Monday.
const START: Millis = 1_704_067_200_000;
/// Slices of a run at most, and their shortest length in seconds.
const MOST_SLICES: f64 = 3_600.0;
const SHORTEST: f64 = 1.0;
/// Slices of steady state that are needed at least.
const STEADY: usize = 5;
/// Longest time that is made of steady state: windows of alerts are days, and a mistyped one must not fill the memory.
const LONGEST: f64 = 60.0 * 86_400.0;

/// What is asked.
#[derive(Debug)]
pub struct Question<'a> {
    /// Id of the scenario.
    pub scenario: &'a str,
    /// Everything random follows from it.
    pub seed: u64,
    /// Runs, instead of what the scenario says.
    pub runs: Option<u32>,
    /// Alertmanager's configuration; the generated one when not said.
    pub alertmanager: Option<PathBuf>,
    /// Whether the Workbook's six ways to alert are tried beside the objectives' own policies.
    pub workbook: bool,
    /// Time between two evaluations of the rules.
    pub step: Duration,
    /// Share of the budget (0 to 1) from which on what a fault spends needs a page.
    pub worth: f64,
    /// IANA name of the time zone of those who are woken.
    pub zone: String,
}

/// What came of it.
#[derive(Debug)]
pub struct Trial {
    /// Id of the scenario.
    pub scenario: String,
    /// What the random numbers follow from.
    pub seed: u64,
    /// How many runs.
    pub runs: u32,
    /// Seconds that are simulated in each.
    pub lasts: f64,
    /// Seconds before the first fault that are repeated around it.
    pub steady: f64,
    /// Seconds that are made of them in front of each run.
    pub lead_in: f64,
    /// Seconds that are made of them behind a run after which everything is normal.
    pub tail: f64,
    /// Seconds from one scrape to the next.
    pub scrape: f64,
    /// Seconds from one evaluation to the next.
    pub step: f64,
    /// Share of the budget from which on what a fault spends needs a page.
    pub worth: f64,
    /// Runs that end before a journey is known to be normal again; their histories end there.
    pub unrecovered: usize,
    /// Runs that were ended early, with too much under way.
    pub overflowed: usize,
    /// The objectives that were tried.
    pub slos: Vec<Slo>,
    /// Ids of those that were not, and why.
    pub refused: Vec<(String, String)>,
    /// Every fault for every objective, by objective and time.
    pub faults: Vec<FaultRow>,
    /// Policy by policy, the objectives' own first.
    pub policies: Vec<PolicyRow>,
}

/// How the histories of a scenario are laid out.
struct Layout {
    /// Milliseconds of a slice.
    slice: f64,
    /// Slices from one scrape to the next.
    every: usize,
    /// Slices before the first fault.
    steady: usize,
    /// Slices in front of a run and behind it.
    around: [usize; 2],
}

/// Tries the policies of `objectives` on a scenario of the model at `path`. `progress` is told runs done and in all.
///
/// # Errors
/// When there is no model or no such scenario, or none of the objectives has a counterpart in it.
pub fn trial(
    path: &Path,
    objectives: &Objectives,
    question: &Question<'_>,
    mut progress: impl FnMut(usize, usize),
) -> Result<Answer<Trial>, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(Answer::Faults(sources, reading.faults));
    }
    let model = &reading.model;
    let scenario = find(model, question.scenario)?;
    let engines = Engines::of(model);
    let compiled = match compile(model, &engines.flows, &engines.loads, Some(scenario)) {
        Ok(compiled) => compiled,
        Err(problems) => {
            let faults = problems.into_iter().map(|problem| fault(problem, Some(scenario.key))).collect();
            return Ok(Answer::Faults(sources, faults));
        }
    };
    let cast = cast(&objectives.slos, model, &compiled)?;
    let candidates = candidates(&cast.slos, question.workbook);
    let seconds = compiled.lasts.seconds();
    let number = (seconds / SHORTEST).ceil().clamp(1.0, MOST_SLICES);
    let layout = layout(&compiled, &cast.slos, &candidates, seconds / number)?;
    let config = question.alertmanager.as_deref().map(alertmanager).transpose()?;
    let zone = zone(&question.zone)?;
    let runs = question.runs.unwrap_or(compiled.runs);
    let settings = Settings {
        from: Instant::START + compiled.warm_up,
        slices: number as usize,
        limits: Limits(cast.limits),
        ..Settings::lasting((compiled.warm_up + compiled.lasts).seconds(), question.seed)
    };
    progress(0, runs as usize);
    let tallies = replicate(&compiled.layout, settings, runs);
    let injections = injections(scenario, &compiled);
    let mut scores = Scores::new(&candidates);
    let mut unrecovered = 0;
    let step = i64::try_from(question.step.as_nanos() / 1_000_000).unwrap_or(i64::MAX / 4);
    for (number, tally) in tallies.iter().enumerate() {
        // Scenarios begin with a full minute and evaluations as well: each run begins somewhere else between two of them.
        let shift = step * number as i64 / i64::from(runs.max(1));
        let tapes: Vec<Tape<'_>> = cast.roles.iter().map(|role| Tape::of(tally, role, &layout)).collect();
        let known: Vec<Vec<Known>> = tapes
            .iter()
            .zip(&cast.slos)
            .map(|(tape, slo)| truth::of(&injections, tape, &compiled, slo, question.worth))
            .collect();
        let normal = known.iter().flatten().all(|known| known.end.is_some()) && !tally.overflowed;
        unrecovered += usize::from(!normal);
        let history = record::history(&cast.slos, &tapes, &layout, START + shift, normal);
        let (incidents, told) = truth::incidents(&cast.slos, &known, START + shift);
        let setup = Setup {
            step: question.step,
            alertmanager: config.as_ref(),
            incidents: Some(&incidents),
            // The moment of an injection is known, and nothing is about it that fired before.
            early: Duration::ZERO,
            zone: zone.clone(),
            ..Setup::new(&cast.slos, &history, &candidates)
        };
        let report: Report = backtest(&setup).map_err(|error| refusal(&error))?;
        scores.add(&report, &told);
        progress(number + 1, runs as usize);
    }
    let (faults, policies) = scores.finish();
    let time = |slices: usize| slices as f64 * layout.slice / 1000.0;
    Ok(Answer::Found(Trial {
        scenario: question.scenario.to_owned(),
        seed: question.seed,
        runs,
        lasts: seconds,
        steady: time(layout.steady),
        lead_in: time(layout.around[0]),
        tail: time(layout.around[1]),
        scrape: time(layout.every),
        step: question.step.as_secs_f64(),
        worth: question.worth,
        unrecovered,
        overflowed: overflowed(&tallies),
        slos: cast.slos,
        refused: cast.refused,
        faults,
        policies,
    }))
}

fn overflowed(tallies: &[Tally]) -> usize {
    tallies.iter().filter(|tally| tally.overflowed).count()
}

fn candidates(slos: &[Slo], workbook: bool) -> Vec<Candidate> {
    let mut candidates = vec![Candidate::Own];
    if workbook {
        let period = slos.first().map_or(Duration::ZERO, Slo::period);
        candidates.extend(AlertPolicy::workbook(period).into_iter().map(Candidate::Policy));
    }
    candidates
}

/// How much steady state there is, and how much of it is needed around a run.
fn layout(
    compiled: &Compiled,
    slos: &[Slo],
    candidates: &[Candidate],
    slice: f64,
) -> Result<Layout, Failure> {
    let before = compiled
        .trouble
        .map_or(compiled.lasts.seconds(), |(begins, _)| begins.seconds() - compiled.warm_up.seconds());
    let steady = (before / slice + 1e-9) as usize;
    if steady < STEADY {
        return Err(Failure::new(
            format!(
                "the first fault begins {before} s after the warm-up, so there is no steady state before it to repeat"
            ),
            "let it begin later, as `at: 60s`: alerts look back for hours and days",
        ));
    }
    let tiers = || {
        let policies = candidates.iter().flat_map(|one| slos.iter().filter_map(move |slo| one.policy(slo)));
        policies.flat_map(|policy| &policy.tiers)
    };
    let longest = tiers().map(|tier| tier.long.as_secs_f64()).fold(3_600.0, f64::max);
    let tail = tiers().map(|tier| tier.short.as_secs_f64()).fold(3_600.0, f64::max);
    if longest > LONGEST {
        return Err(Failure::new(
            format!(
                "a window of {} days is too long to fill with a simulated steady state",
                longest / 86_400.0
            ),
            "try a policy whose windows are 60 days at most",
        ));
    }
    let every = ((record::SCRAPE / slice).round() as usize).max(1);
    let whole = |seconds: f64| ((seconds / slice).ceil() as usize).next_multiple_of(every);
    // Some scrapes more, so that the longest window is full when the run begins.
    let around = [whole(longest) + 8 * every, whole(tail)];
    Ok(Layout { slice: slice * 1000.0, every, steady, around })
}
