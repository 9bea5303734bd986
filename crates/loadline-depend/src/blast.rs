//! What the loss of one thing does, now, later, and for good.

use crate::age::Age;
use crate::consequences::Consequences;
use crate::failures::Failures;
use crate::fault_tree::Term;
use crate::spof::{SinglePoint, ages_of, path, points_beside};
use crate::thing::Thing;
use loadline_base::units::Duration;
use std::collections::BTreeSet;

/// What the loss of one thing does to the journeys. Journeys are named by their index among [`Failures::journeys`].
#[derive(Debug, Clone)]
pub struct Blast<'m> {
    /// What is lost.
    pub thing: Thing<'m>,
    /// What fails as the outage lasts, at once first. Each stage names only what is new.
    pub stages: Vec<Stage>,
    /// For every journey that fails or degrades in the end, the way from its entry to the loss.
    pub paths: Vec<(usize, Vec<Thing<'m>>)>,
    /// What becomes a single point of failure while the thing is gone.
    pub new_single_points: Vec<SinglePoint<'m>>,
}

/// What begins to fail once an outage has lasted so long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// Time since the loss.
    pub after: Duration,
    /// Journeys that fail from now on.
    pub failed: Vec<usize>,
    /// Journeys that degrade from now on and do not fail.
    pub degraded: Vec<usize>,
}

impl Blast<'_> {
    /// Journeys that fail at once or in the end.
    pub fn failed(&self) -> impl Iterator<Item = usize> {
        self.stages.iter().flat_map(|stage| stage.failed.iter().copied())
    }

    /// Journeys that degrade and never fail.
    #[must_use]
    pub fn degraded(&self) -> Vec<usize> {
        let failed: Vec<usize> = self.failed().collect();
        let degraded = self.stages.iter().flat_map(|stage| stage.degraded.iter().copied());
        degraded.filter(|journey| !failed.contains(journey)).collect()
    }
}

/// Takes things away, one after the other, from one and the same system.
#[derive(Debug)]
pub struct Losses<'m, 'f> {
    failures: &'f Failures<'m>,
    now: Consequences,
    /// The single points while nothing is lost, once somebody asked.
    before: Option<Vec<SinglePoint<'m>>>,
}

impl<'m, 'f> Losses<'m, 'f> {
    /// A system in which nothing is lost yet.
    #[must_use]
    pub fn of(failures: &'f Failures<'m>) -> Self {
        Self { failures, now: Consequences::new(&failures.tree, failures.ways()), before: None }
    }

    /// The single points of failure while nothing is lost, thing by thing.
    pub fn single_points(&mut self) -> &[SinglePoint<'m>] {
        let (failures, now) = (self.failures, &mut self.now);
        self.before.get_or_insert_with(|| points_beside(failures, now))
    }

    /// Which journeys fail and which merely degrade when the thing is gone for good. The short form of [`Losses::blast`].
    pub fn reach(&mut self, thing: Thing<'m>) -> (Vec<usize>, Vec<usize>) {
        let mark = self.now.mark();
        self.now.hold(thing.events(self.failures, Age::NEVER));
        let (mut failed, mut degraded) = (Vec::new(), Vec::new());
        for (index, journey) in self.failures.journeys.iter().enumerate() {
            if self.now.holds(journey.failed) {
                failed.push(index);
            } else if self.now.holds(journey.degraded) {
                degraded.push(index);
            }
        }
        self.now.release(mark);
        (failed, degraded)
    }

    /// Which journeys fail at once when a thing is lost, each with the way from its entry to the loss.
    pub fn at_once(&mut self, thing: Thing<'m>) -> Vec<(usize, Vec<Thing<'m>>)> {
        let mark = self.now.mark();
        let was: Vec<bool> =
            self.failures.journeys.iter().map(|journey| self.now.holds(journey.failed)).collect();
        self.now.hold(thing.events(self.failures, Age::NOW));
        let mut found = Vec::new();
        for (index, journey) in self.failures.journeys.iter().enumerate() {
            if !was[index] && self.now.holds(journey.failed) {
                found.push((index, path(self.failures, &self.now, journey.failed)));
            }
        }
        self.now.release(mark);
        found
    }

    /// What the loss of a thing does.
    pub fn blast(&mut self, thing: Thing<'m>) -> Blast<'m> {
        let failures = self.failures;
        self.single_points();
        let holding = |now: &Consequences, top: fn(&crate::JourneyTops<'m>) -> Term| -> Vec<usize> {
            let journeys = failures.journeys.iter().enumerate();
            journeys.filter(|(_, journey)| now.holds(top(journey))).map(|(index, _)| index).collect()
        };
        let start = self.now.mark();
        let (was_failed, was_degraded) =
            (holding(&self.now, |journey| journey.failed), holding(&self.now, |journey| journey.degraded));
        let (mut failed, mut degraded) = (was_failed, was_degraded);
        let mut stages = Vec::new();
        for age in ages_of(failures, thing) {
            self.now.hold(thing.events(failures, age));
            let fails = holding(&self.now, |journey| journey.failed);
            let degrades = holding(&self.now, |journey| journey.degraded);
            let stage = Stage {
                after: age.time(),
                failed: fails.iter().copied().filter(|journey| !failed.contains(journey)).collect(),
                degraded: degrades
                    .iter()
                    .copied()
                    .filter(|journey| !degraded.contains(journey) && !fails.contains(journey))
                    .collect(),
            };
            (failed, degraded) = (fails, degrades);
            if !stage.failed.is_empty() || !stage.degraded.is_empty() {
                stages.push(stage);
            }
        }
        let paths = self.paths();
        let beside = points_beside(failures, &mut self.now);
        self.now.release(start);
        let known: BTreeSet<(Thing<'m>, usize)> =
            self.single_points().iter().map(|point| (point.thing, point.journey)).collect();
        let new_single_points =
            beside.into_iter().filter(|point| !known.contains(&(point.thing, point.journey))).collect();
        Blast { thing, stages, paths, new_single_points }
    }

    fn paths(&self) -> Vec<(usize, Vec<Thing<'m>>)> {
        let mut found = Vec::new();
        for (index, journey) in self.failures.journeys.iter().enumerate() {
            let tops = [journey.failed, journey.degraded];
            if let Some(top) = tops.into_iter().find(|top| self.now.holds(*top)) {
                found.push((index, path(self.failures, &self.now, top)));
            }
        }
        found
    }
}
