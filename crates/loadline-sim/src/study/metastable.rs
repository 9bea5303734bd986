//! Whether overload outlives its cause: the smallest trigger that sticks, the load cut that ends it, and the loop between good
//! and bad.

use super::baseline::{Unsteady, unsteady, usual};
use super::{WARM_UP, settings};
use crate::compile::Compiled;
use crate::crew::{Crew, replicated};
use crate::layout::Layout;
use crate::profile::Profile;
use crate::recovery::{Recovery, Usual, recovery};
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
    /// Sources that do not stay as they are at the usual load, without any trigger: then nothing else is tried.
    pub unsteady: Vec<Unsteady>,
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
    /// Whether all was tried. Where the crew was stopped before, what is not told may yet be.
    pub finished: bool,
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

/// Looks for triggers of `lasts` seconds that stick for two minutes and more. Where the crew is stopped, what is known by then.
#[must_use]
pub fn metastable(compiled: &Compiled, lasts: f64, seed: u64, runs: u32, crew: &mut dyn Crew) -> Metastable {
    let found = Metastable {
        unsteady: Vec::new(),
        recovers: None,
        sticks: None,
        cut: None,
        ended_early: false,
        upwards: Vec::new(),
        downwards: Vec::new(),
        finished: false,
    };
    let mut search = Search { compiled, lasts, seed, runs, crew, usual: Vec::new(), found };
    search.found.finished = search.go().is_some();
    search.found
}

struct Search<'s> {
    compiled: &'s Compiled,
    lasts: f64,
    seed: u64,
    runs: u32,
    crew: &'s mut dyn Crew,
    /// What is normal for each source.
    usual: Vec<Option<Usual>>,
    found: Metastable,
}

/// Points to try, about: to find a trigger, to close in on it, to find the cut that ends it, and the loop.
const LOOP: usize = 1;
const CUTS: usize = LOOP + 9;
const CLOSER: usize = CUTS + 3;

impl Search<'_> {
    /// All of it; `None` when the crew was stopped.
    fn go(&mut self) -> Option<()> {
        let baseline = self.tallies(1.0, 1.0, LOOP + 5)?;
        self.found.unsteady = unsteady(&baseline, Delay::from_seconds(WARM_UP + BEFORE));
        if !self.found.unsteady.is_empty() {
            return Some(());
        }
        self.usual = usual(&baseline);
        let mut factor = 2.0;
        let mut left = LOOP + 4;
        while factor <= STRONGEST && !self.tried(factor, left)? {
            factor *= 2.0;
            left -= 1;
        }
        let mut left = CLOSER;
        while let Some(bad) = self.found.sticks {
            let good = self.found.recovers.map_or(1.0, |good| good.factor);
            if bad.factor / good <= CLOSE {
                break;
            }
            left = left.saturating_sub(1).max(CUTS);
            self.tried((good * bad.factor).sqrt(), left)?;
        }
        if let Some(bad) = self.found.sticks {
            // The highest share of the load, in steps of a tenth.
            for tenths in (1..10usize).rev() {
                let share = tenths as f64 / 10.0;
                if !self.stuck(bad.factor, share, LOOP + tenths)? {
                    self.found.cut = Some(share);
                    break;
                }
            }
        }
        self.sweep()
    }

    /// Whether a trigger sticks, which is noted.
    fn tried(&mut self, factor: f64, left: usize) -> Option<bool> {
        let sticks = self.stuck(factor, 1.0, left)?;
        let trigger = Some(Trigger { factor, lasts: self.lasts });
        if sticks {
            self.found.sticks = trigger
        } else {
            self.found.recovers = trigger
        }
        Some(sticks)
    }

    /// Whether most runs are not back to normal two minutes after a trigger, with a share of the load from its end on.
    fn stuck(&mut self, factor: f64, share: f64, left: usize) -> Option<bool> {
        let tallies = self.tallies(factor, share, left)?;
        let over = Delay::from_seconds(WARM_UP + BEFORE + self.lasts);
        let sticks = |tally: &&Tally| {
            let mut sources = tally.sources.iter().zip(&self.usual);
            tally.overflowed
                || sources.any(|(source, usual)| {
                    recovery(&source.slices, usual.as_ref(), over) == Recovery::NotRecovered
                })
        };
        Some(2 * tallies.iter().filter(sticks).count() > tallies.len())
    }

    /// Runs with a trigger, and a share of the load from its end on.
    fn tallies(&mut self, factor: f64, share: f64, left: usize) -> Option<Vec<Tally>> {
        let (from, to) = (WARM_UP + BEFORE, WARM_UP + BEFORE + self.lasts);
        let layout = with(self.compiled, |profile| {
            let after = if share < 1.0 { profile.with_factor(to, 1e9, share) } else { profile };
            after.with_factor(from, to, factor)
        });
        self.crew.expect(left * self.runs as usize);
        let length = settings(self.seed, BEFORE + self.lasts + AFTER);
        replicated(self.crew, layout, length, self.runs)
    }

    /// The load up in steps, then down again, in one run each.
    fn sweep(&mut self) -> Option<()> {
        let way: Vec<f64> = LEVELS.iter().chain(LEVELS.iter().rev()).copied().collect();
        let layout = with(self.compiled, |profile| {
            way.iter().enumerate().fold(profile, |profile, (place, factor)| {
                let from = WARM_UP + STEP * place as f64;
                profile.with_factor(from, from + STEP, *factor)
            })
        });
        let length = settings(self.seed, STEP * way.len() as f64);
        let tallies = replicated(self.crew, layout, length, self.runs)?;
        let level = |place: usize| level(&tallies, &way, place);
        self.found.upwards = (0..LEVELS.len()).filter_map(level).collect();
        self.found.downwards = (LEVELS.len()..way.len()).filter_map(level).collect();
        self.found.ended_early = tallies.iter().any(|tally| tally.overflowed);
        Some(())
    }
}

fn level(tallies: &[Tally], way: &[f64], place: usize) -> Option<Level> {
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
}

fn with(compiled: &Compiled, change: impl Fn(Profile) -> Profile) -> Layout {
    let mut layout = compiled.layout.clone();
    for source in &mut layout.sources {
        source.profile = change(source.profile.clone());
    }
    layout
}
