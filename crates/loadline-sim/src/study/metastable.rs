//! Whether overload outlives its cause: the smallest trigger that sticks, the load cut that ends it, and the loop between good
//! and bad.

use super::{WARM_UP, settings};
use crate::compile::Compiled;
use crate::layout::Layout;
use crate::profile::Profile;
use crate::recovery::{Recovery, recovery};
use crate::replicate::replicate;
use crate::tally::Tally;
use crate::time::Delay;

/// Seconds before the trigger, and after it.
const BEFORE: f64 = 30.0;
const AFTER: f64 = 120.0;
/// Seconds of each level of the loop.
const STEP: f64 = 20.0;
/// Factors of load of the loop, on the way up.
const LEVELS: [f64; 8] = [0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0];
/// Highest factor of a trigger, and how near its search gets.
const STRONGEST: f64 = 16.0;
const CLOSE: f64 = 1.1;

/// A spike of load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trigger {
    /// How many times the load.
    pub factor: f64,
    /// For so many seconds.
    pub lasts: f64,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Metastable {
    /// The strongest trigger after which most runs came back.
    pub recovers: Option<Trigger>,
    /// The weakest after which most runs did not; `None` when none up to 16 times the load sticks.
    pub sticks: Option<Trigger>,
    /// Share of the usual load to which it has to be cut after a trigger that sticks, so that most runs come back; `None` when
    /// nothing sticks, or no cut down to a tenth is enough.
    pub cut: Option<f64>,
    /// Whether a run of the loop was ended early, so that loads from there on have no figure.
    pub ended_early: bool,
    /// The load up step by step, then down again.
    pub upwards: Vec<Level>,
    /// The way down.
    pub downwards: Vec<Level>,
}

/// One level of load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Level {
    /// Factor of the usual load.
    pub factor: f64,
    /// Requests a second that came.
    pub offered: f64,
    /// Requests a second that were answered.
    pub goodput: f64,
}

/// Looks for triggers of `lasts` seconds that stick for two minutes and more.
#[must_use]
pub fn metastable(compiled: &Compiled, lasts: f64, seed: u64, runs: u32) -> Metastable {
    let sticks = |factor: f64| stuck(compiled, factor, lasts, 1.0, seed, runs);
    let (mut good, mut bad, mut factor) = (1.0, None, 2.0);
    while factor <= STRONGEST {
        if sticks(factor) {
            bad = Some(factor);
            break;
        }
        good = factor;
        factor *= 2.0;
    }
    while let Some(high) = bad.filter(|high| high / good > CLOSE) {
        let middle = (good * high).sqrt();
        if sticks(middle) { bad = Some(middle) } else { good = middle }
    }
    let cut = bad.and_then(|factor| cut(compiled, factor, lasts, seed, runs));
    let (ended_early, upwards, downwards) = sweep(compiled, seed, runs);
    let trigger = |factor| Trigger { factor, lasts };
    Metastable {
        recovers: (good > 1.0).then(|| trigger(good)),
        sticks: bad.map(trigger),
        cut,
        ended_early,
        upwards,
        downwards,
    }
}

/// The highest share of the load, in steps of a tenth, at which most runs come back after the trigger.
fn cut(compiled: &Compiled, factor: f64, lasts: f64, seed: u64, runs: u32) -> Option<f64> {
    let shares = (1..10).rev().map(|tenths| f64::from(tenths) / 10.0);
    shares.into_iter().find(|share| !stuck(compiled, factor, lasts, *share, seed, runs))
}

/// Whether most runs are not back to normal two minutes after a trigger, with a share of the load from its end on.
fn stuck(compiled: &Compiled, factor: f64, lasts: f64, share: f64, seed: u64, runs: u32) -> bool {
    let (from, to) = (WARM_UP + BEFORE, WARM_UP + BEFORE + lasts);
    let layout = with(compiled, |profile| {
        let after = if share < 1.0 { profile.with_factor(to, 1e9, share) } else { profile };
        after.with_factor(from, to, factor)
    });
    let tallies = replicate(&layout, settings(seed, BEFORE + lasts + AFTER), runs);
    let sticks = |tally: &&Tally| {
        let (from, to) = (Delay::from_seconds(from), Delay::from_seconds(to));
        let away = |source: &crate::SourceTally| recovery(&source.slices, from, to) == Recovery::NotRecovered;
        tally.overflowed || tally.sources.iter().any(away)
    };
    2 * tallies.iter().filter(sticks).count() > tallies.len()
}

fn with(compiled: &Compiled, change: impl Fn(Profile) -> Profile) -> Layout {
    let mut layout = compiled.layout.clone();
    for source in &mut layout.sources {
        source.profile = change(source.profile.clone());
    }
    layout
}

/// The load up in steps, then down again, in one run each; first whether one was ended early.
fn sweep(compiled: &Compiled, seed: u64, runs: u32) -> (bool, Vec<Level>, Vec<Level>) {
    let way: Vec<f64> = LEVELS.iter().chain(LEVELS.iter().rev()).copied().collect();
    let layout = with(compiled, |profile| {
        way.iter().enumerate().fold(profile, |profile, (place, factor)| {
            let from = WARM_UP + STEP * place as f64;
            profile.with_factor(from, from + STEP, *factor)
        })
    });
    let tallies = replicate(&layout, settings(seed, STEP * way.len() as f64), runs);
    let level = |place: usize| {
        // The second half of a level, when what it changes has come through.
        let (first, end) = (STEP as usize * place + STEP as usize / 2, STEP as usize * (place + 1));
        let reached = |tally: &Tally| tally.sources.iter().all(|source| source.slices.done().len() >= end);
        if !tallies.iter().all(reached) {
            return None;
        }
        let slices = || {
            let all = tallies.iter().flat_map(|tally| &tally.sources);
            all.flat_map(|source| source.slices.done().iter().take(end).skip(first))
        };
        let seconds = (end - first) as f64 * tallies.len().max(1) as f64;
        Some(Level {
            factor: way[place],
            offered: slices().map(|slice| slice.arrived).sum::<u64>() as f64 / seconds,
            goodput: slices().map(|slice| slice.good).sum::<u64>() as f64 / seconds,
        })
    };
    let upwards = (0..LEVELS.len()).filter_map(level).collect();
    let downwards = (LEVELS.len()..way.len()).filter_map(level).collect();
    (tallies.iter().any(|tally| tally.overflowed), upwards, downwards)
}
