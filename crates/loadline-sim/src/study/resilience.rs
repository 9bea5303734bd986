//! Every fault against every journey: how many requests fail meanwhile, and whether and when it is over.

use super::baseline::{Unsteady, unsteady, usual};
use super::{WARM_UP, settings, success};
use crate::backlog;
use crate::compile::Compiled;
use crate::crew::{Crew, Job, replicated};
use crate::layout::{Effect, Fault, Layout};
use crate::recovery::{Recovery, Usual, recovery};
use crate::tally::Tally;
use crate::time::{Delay, Instant};
use std::sync::Arc;

/// Seconds before the fault.
const BEFORE: f64 = 20.0;
/// Seconds that a fault lasts.
pub const FAULT: f64 = 30.0;
/// Seconds that journeys are watched after it.
pub const AFTER: f64 = 90.0;

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

/// What a fault did to one journey, the mean of the runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outcome {
    /// Share of requests that failed while it lasted, of those that ended then.
    pub failed_during: f64,
    /// The same in the last 30 seconds of the run, a minute and more after the repair.
    pub failed_after: f64,
    /// p99 in seconds while it lasted, the mean of all slices; `None` where too many failed.
    pub p99_during: Option<f64>,
    /// Seconds from the repair until it is back to normal, the mean of those runs that get there.
    pub recovery: Option<f64>,
    /// Runs that do not get back to normal within 90 s.
    pub stuck: u32,
    /// Runs of which nothing can be told, since nothing is answered without a fault either.
    pub unknown: u32,
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
    for (domain, places) in &compiled.domains {
        let effects = places.iter().map(|(station, first, copies)| {
            let (station, first, copies) = (*station, *first, *copies);
            (Effect::Down { station, first, copies }, Some(Effect::Up { station, first, copies }))
        });
        trials.push(Trial { of: domain.clone(), what: "lost", effects: effects.collect() });
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
            found[trial] =
                Some(journeys.map(|(source, usual)| outcome(&done, source, usual.as_ref())).collect());
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

fn outcome(tallies: &[Tally], source: usize, usual: Option<&Usual>) -> Outcome {
    let mean =
        |value: &dyn Fn(&Tally) -> f64| tallies.iter().map(value).sum::<f64>() / tallies.len().max(1) as f64;
    let over = Delay::from_seconds(WARM_UP + BEFORE + FAULT);
    let times: Vec<Recovery> =
        tallies.iter().map(|tally| recovery(&tally.sources[source].slices, usual, over)).collect();
    let known: Vec<f64> = times
        .iter()
        .filter_map(|time| match time {
            Recovery::Recovered(time) => Some(time.seconds()),
            _ => None,
        })
        .collect();
    let number = |what: Recovery| times.iter().filter(|time| **time == what).count() as u32;
    let (first, last) = (BEFORE as usize, (BEFORE + FAULT) as usize);
    let end = (BEFORE + FAULT + AFTER) as usize;
    let tail: Option<Vec<f64>> = tallies
        .iter()
        .flat_map(|tally| tally.sources[source].slices.done().iter().take(last).skip(first))
        .map(|slice| slice.quantiles[1].map(|time| time.seconds()))
        .collect();
    Outcome {
        failed_during: mean(&|tally| during(tally, source, first, last)),
        failed_after: mean(&|tally| during(tally, source, end - 30, end)),
        p99_during: tail
            .filter(|tail| !tail.is_empty())
            .map(|tail| tail.iter().sum::<f64>() / tail.len() as f64),
        recovery: (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64),
        stuck: number(Recovery::NotRecovered),
        unknown: number(Recovery::NothingToCompare),
    }
}

/// Share of failures among what ended in the slices from `first` to before `end`; where clearly less ended than came, among all that
/// came, since what piles up is not answered; where nothing ended at all, all of it counts as failed if anything had come.
fn during(tally: &Tally, source: usize, first: usize, end: usize) -> f64 {
    let done = tally.sources[source].slices.done();
    let slices = &done[first.min(done.len())..end.min(done.len())];
    let (mut good, mut failed, mut arrived) = (0, 0, 0);
    for slice in slices {
        good += slice.good;
        failed += slice.failed;
        arrived += slice.arrived;
    }
    match good + failed {
        _ if backlog::falls_behind(slices) => 1.0 - good as f64 / arrived as f64,
        0 if arrived > 0 || tally.overflowed => 1.0,
        0 => 1.0 - success(tally, source),
        ended => failed as f64 / ended as f64,
    }
}
