//! Whether overload outlives its cause: the smallest trigger that sticks, the load cut that ends it, and the loop between good
//! and bad.

use super::baseline::{Unsteady, unsteady, usual};
use super::bracket::Bracket;
use super::looks::Looks;
use super::measured::Measured;
use super::{WARM_UP, settings};
use crate::analysis::{Interval, Verdict};
use crate::compile::Compiled;
use crate::crew::{Crew, replicated};
use crate::engine::Settings;
use crate::layout::Layout;
use crate::profile::Profile;
use crate::recovery::{Recovery, Usual, recovery};
use crate::slices::Slice;
use crate::tally::Tally;
use crate::time::Delay;
use std::convert::Infallible;

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
const NEAR: f64 = 1.1;
/// Runs of a trigger whose verdict fewer leave undecided. Six that all stick, or all come back, are the fewest that decide.
const LATER: [u32; 2] = [12, 20];

/// A spike of load that was tried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trigger {
    /// How many times the load.
    pub factor: f64,
    /// For so many seconds.
    pub lasts: f64,
    /// The share of the usual load from its end on; 1 where it is not cut.
    pub share: f64,
    /// Runs that are not back to normal two minutes later.
    pub stuck: u32,
    /// Of so many.
    pub runs: u32,
    /// The share of runs that stick, by Wilson's interval.
    pub sticking: Interval,
}

impl Trigger {
    /// Whether most runs come back: surely (pass), surely not (fail), or as many runs as were done do not tell.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        Verdict::at_most(&self.sticking, 0.5)
    }
}

/// What the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Metastable {
    /// Sources that do not stay as they are at the usual load, without any trigger: then nothing else is tried.
    pub unsteady: Vec<Unsteady>,
    /// Spikes that were tried, the weakest first.
    pub triggers: Vec<Trigger>,
    /// The strongest trigger after which most runs surely come back, below the one that sticks.
    pub recovers: Option<Trigger>,
    /// The weakest after which most runs surely do not; `None` when none up to 16 times the load sticks.
    pub sticks: Option<Trigger>,
    /// The trigger that sticks, with the load cut afterwards to the shares that were tried, the highest first.
    pub cuts: Vec<Trigger>,
    /// Share of the usual load to which it has to be cut after a trigger that sticks, so that most runs surely come back; `None`
    /// when nothing sticks, or no cut down to a tenth is enough.
    pub cut: Option<f64>,
    /// The lowest share tried above it that is surely not enough.
    pub not_enough: Option<f64>,
    /// Whether a run of the loop was ended early, so that loads from there on have no figure.
    pub ended_early: bool,
    /// The load up step by step, then down again.
    pub upwards: Vec<Level>,
    /// The way down.
    pub downwards: Vec<Level>,
    /// Confidence of the intervals: more than 95 %, since each trigger is looked at several times.
    pub confidence: f64,
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
    /// Requests a second that were answered; its interval is of 95 %.
    pub goodput: Measured,
}

/// Looks for triggers of `lasts` seconds that stick for two minutes and more. Where the crew is stopped, what is known by then.
#[must_use]
pub fn metastable(compiled: &Compiled, lasts: f64, seed: u64, runs: u32, crew: &mut dyn Crew) -> Metastable {
    let looks = Looks::new(runs, &LATER);
    let found = Metastable {
        unsteady: Vec::new(),
        triggers: Vec::new(),
        recovers: None,
        sticks: None,
        cuts: Vec::new(),
        cut: None,
        not_enough: None,
        ended_early: false,
        upwards: Vec::new(),
        downwards: Vec::new(),
        confidence: looks.confidence,
        finished: false,
    };
    let mut search = Search {
        compiled,
        lasts,
        seed,
        runs,
        looks,
        crew,
        usual: Vec::new(),
        bracket: Bracket::default(),
        found,
    };
    search.found.finished = search.go().is_some();
    search.found.triggers.sort_by(|one, other| one.factor.total_cmp(&other.factor));
    search.found
}

struct Search<'s> {
    compiled: &'s Compiled,
    lasts: f64,
    seed: u64,
    runs: u32,
    looks: Looks,
    crew: &'s mut dyn Crew,
    /// What is normal for each source.
    usual: Vec<Option<Usual>>,
    bracket: Bracket,
    found: Metastable,
}

/// Points to try, about: to find a trigger, to close in on it, to find the cut that ends it, and the loop.
const LOOP: usize = 1;
const CUTS: usize = LOOP + 9;
const CLOSER: usize = CUTS + 3;

impl Search<'_> {
    /// All of it; `None` when the crew was stopped.
    fn go(&mut self) -> Option<()> {
        let (layout, settings) = (self.with_spike(1.0, 1.0), self.settings());
        self.crew.expect((LOOP + 5) * self.runs as usize);
        let baseline = replicated(self.crew, layout, settings, self.runs)?;
        self.found.unsteady = unsteady(&baseline, Delay::from_seconds(WARM_UP + BEFORE));
        if !self.found.unsteady.is_empty() {
            return Some(());
        }
        self.usual = usual(&baseline);
        // Without a spike it stays as it is.
        self.bracket.note(1.0, Verdict::Pass);
        let mut factor = 2.0;
        let mut left = LOOP + 4;
        while factor <= STRONGEST && self.tried(factor, left)? != Verdict::Fail {
            factor *= 2.0;
            left -= 1;
        }
        let mut left = CLOSER;
        while let Some(factor) = self.bracket.next(CLOSE, NEAR) {
            left = left.saturating_sub(1).max(CUTS);
            self.tried(factor, left)?;
        }
        if let Some(bad) = self.found.sticks {
            // The highest share of the load, in steps of a tenth.
            for tenths in (1..10usize).rev() {
                let share = tenths as f64 / 10.0;
                let cut = self.trigger(bad.factor, share, LOOP + tenths)?;
                self.found.cuts.push(cut);
                match cut.verdict() {
                    Verdict::Fail => self.found.not_enough = Some(share),
                    Verdict::Undecided => {}
                    Verdict::Pass => {
                        self.found.cut = Some(share);
                        break;
                    }
                }
            }
        }
        self.sweep()
    }

    /// Whether a trigger sticks (it fails to come back), which is noted.
    fn tried(&mut self, factor: f64, left: usize) -> Option<Verdict> {
        let trigger = self.trigger(factor, 1.0, left)?;
        self.bracket.note(factor, trigger.verdict());
        self.found.triggers.push(trigger);
        let at = |value: Option<f64>| {
            let mut tried = self.found.triggers.iter();
            tried.find(|trigger| Some(trigger.factor) == value).copied()
        };
        (self.found.recovers, self.found.sticks) = (at(self.bracket.passes()), at(self.bracket.fails()));
        Some(trigger.verdict())
    }

    /// How many runs are not back to normal two minutes after a trigger, with a share of the load from its end on.
    fn trigger(&mut self, factor: f64, share: f64, left: usize) -> Option<Trigger> {
        let over = Delay::from_seconds(WARM_UP + BEFORE + self.lasts);
        let (layout, settings) = (self.with_spike(factor, share), self.settings());
        let (usual, confidence, lasts) = (&self.usual, self.looks.confidence, self.lasts);
        let sticks = |tally: &&Tally| {
            let mut sources = tally.sources.iter().zip(usual);
            tally.overflowed
                || sources.any(|(source, usual)| {
                    recovery(&source.slices, usual.as_ref(), over) == Recovery::NotRecovered
                })
        };
        let look = |tallies: &[Tally]| {
            let (stuck, runs) = (tallies.iter().filter(sticks).count(), tallies.len());
            let sticking = Interval::of_share(stuck as u64, runs as u64, confidence);
            let trigger = Trigger { factor, lasts, share, stuck: stuck as u32, runs: runs as u32, sticking };
            Ok::<_, Infallible>((trigger.verdict(), trigger))
        };
        let left = left.saturating_sub(1) * self.runs as usize;
        let Ok(found) = self.looks.decide(self.crew, layout, settings, left, look);
        found.map(|(_, trigger)| trigger)
    }

    /// A spike, and a share of the load from its end on.
    fn with_spike(&self, factor: f64, share: f64) -> Layout {
        let (from, to) = (WARM_UP + BEFORE, WARM_UP + BEFORE + self.lasts);
        with(self.compiled, |profile| {
            let after = if share < 1.0 { profile.with_factor(to, 1e9, share) } else { profile };
            after.with_factor(from, to, factor)
        })
    }

    fn settings(&self) -> Settings {
        settings(self.seed, BEFORE + self.lasts + AFTER)
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
    let seconds = (end - first) as f64;
    let rates = |count: fn(&Slice) -> u64| -> Vec<f64> {
        let of = |tally: &Tally| {
            let slices =
                tally.sources.iter().flat_map(|source| source.slices.done().iter().take(end).skip(first));
            slices.map(count).sum::<u64>() as f64 / seconds
        };
        tallies.iter().map(of).collect()
    };
    let offered = Measured::of(&rates(|slice| slice.arrived))?.mean;
    Some(Level { factor: way[place], offered, goodput: Measured::of(&rates(|slice| slice.good))? })
}

fn with(compiled: &Compiled, change: impl Fn(Profile) -> Profile) -> Layout {
    let mut layout = compiled.layout.clone();
    for source in &mut layout.sources {
        source.profile = change(source.profile.clone());
    }
    layout
}
