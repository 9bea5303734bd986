//! Every fault against every journey: how many requests fail meanwhile, and whether and when it is over.

use super::baseline::{Unsteady, unsteady, usual};
use super::outcome::{AFTER, BEFORE, FAULT, Outcome, outcome};
use super::{WARM_UP, settings};
use crate::compile::Compiled;
use crate::crew::{Crew, Job, replicated};
use crate::layout::{Effect, Fault, Layout};
use crate::tally::Tally;
use crate::time::{Delay, Instant};
use std::sync::Arc;

/// What a fault changes, as pairs of what begins and what ends it.
pub type Effects = Vec<(Effect, Option<Effect>)>;

/// A fault to try.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// What it happens to: the id of a component or a domain.
    pub of: String,
    /// What happens, in a word or two: `down`, `5x slower`.
    pub what: &'static str,
    /// What it changes.
    pub effects: Effects,
}

/// Every fault worth trying: each station down as a whole and by one copy, slow, and with errors; each domain lost; each cache
/// emptied.
#[must_use]
pub fn trials(compiled: &Compiled) -> Vec<Trial> {
    let mut trials = Vec::new();
    for (station, made) in (0u32..).zip(&compiled.layout.stations) {
        let mut add = |what, effect, repair| {
            trials.push(Trial { of: made.name.clone(), what, effects: vec![(effect, Some(repair))] });
        };
        let whole = u32::MAX;
        add(
            "down",
            Effect::Down { station, first: 0, copies: whole },
            Effect::Up { station, first: 0, copies: whole },
        );
        if made.copies > 1 {
            add(
                "one copy down",
                Effect::Down { station, first: 0, copies: 1 },
                Effect::Up { station, first: 0, copies: 1 },
            );
        }
        add("5x slower", Effect::Slow { station, factor: 5.0 }, Effect::Slow { station, factor: 1.0 });
        add("half errors", Effect::Errors { station, share: 0.5 }, Effect::Errors { station, share: 0.0 });
    }
    let domains = compiled.domains.iter().map(|found| (found, "lost"));
    for ((id, places), what) in domains.chain(compiled.cells.iter().map(|found| (found, "one cell down"))) {
        let effects = places.iter().map(|(station, first, copies)| {
            let (station, first, copies) = (*station, *first, *copies);
            (Effect::Down { station, first, copies }, Some(Effect::Up { station, first, copies }))
        });
        trials.push(Trial { of: id.clone(), what, effects: effects.collect() });
    }
    for (cache, made) in (0u32..).zip(&compiled.layout.caches) {
        let effects = vec![(Effect::Flush { cache }, None)];
        trials.push(Trial { of: made.name.clone(), what: "emptied", effects });
    }
    trials
}

/// What all faults do.
#[derive(Debug, Clone, PartialEq)]
pub struct Resilience {
    /// Sources that do not stay as they are without any fault: then none is tried.
    pub unsteady: Vec<Unsteady>,
    /// One list of outcomes a trial, one outcome a journey; `None` where the crew was stopped before its runs were done.
    pub outcomes: Vec<Option<Vec<Outcome>>>,
}

/// Tries every fault for 30 s and looks at 90 s afterwards, and first of all how it goes without one.
#[must_use]
pub fn resilience(
    compiled: &Compiled,
    trials: &[Trial],
    seed: u64,
    runs: u32,
    crew: &mut dyn Crew,
) -> Resilience {
    let settings = settings(seed, BEFORE + FAULT + AFTER);
    let mut found: Vec<Option<Vec<Outcome>>> = trials.iter().map(|_| None).collect();
    let Some(baseline) = replicated(crew, compiled.layout.clone(), settings, runs) else {
        return Resilience { unsteady: Vec::new(), outcomes: found };
    };
    let unsteady = unsteady(&baseline, Delay::from_seconds(WARM_UP + BEFORE));
    if !unsteady.is_empty() {
        return Resilience { unsteady, outcomes: found };
    }
    let usual = usual(&baseline);
    let each = trials.iter().map(|trial| Arc::new(with(compiled, trial)));
    let jobs: Vec<Job> = each.flat_map(|layout| Job::replications(&layout, settings, runs)).collect();
    let runs = runs as usize;
    let mut tallies: Vec<Vec<Option<Tally>>> =
        trials.iter().map(|_| (0..runs).map(|_| None).collect()).collect();
    crew.work(&jobs, &mut |place, tally| {
        let trial = place / runs.max(1);
        tallies[trial][place % runs.max(1)] = Some(tally);
        if tallies[trial].iter().all(Option::is_some) {
            // What is looked at need not be kept.
            let done: Vec<Tally> = std::mem::take(&mut tallies[trial]).into_iter().flatten().collect();
            let journeys = usual.iter().enumerate();
            found[trial] = Some(
                journeys.map(|(source, usual)| outcome(&done, &baseline, source, usual.as_ref())).collect(),
            );
        }
    });
    Resilience { unsteady, outcomes: found }
}

/// The layout with a fault on it.
fn with(compiled: &Compiled, trial: &Trial) -> Layout {
    let mut layout = compiled.layout.clone();
    let (begins, over) = (WARM_UP + BEFORE, WARM_UP + BEFORE + FAULT);
    for (effect, repair) in &trial.effects {
        layout.faults.push(Fault { at: at(begins), effect: *effect });
        if let Some(effect) = *repair {
            layout.faults.push(Fault { at: at(over), effect });
        }
    }
    layout
}

fn at(seconds: f64) -> Instant {
    Instant::START + Delay::from_seconds(seconds)
}
