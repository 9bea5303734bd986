//! Faults and repairs, and the time from which a run counts.

use super::{Run, copies};
use crate::event::Kind;
use crate::failure::Failure;
use crate::layout::Effect;
use crate::tally::{CacheTally, CallTally};
use crate::time::Instant;

/// What the second number of a change means.
const FAULT: u32 = 0;
const RESUME: u32 = 1;
const COUNT: u32 = 2;
/// An autoscaler looks at its station.
pub(super) const LOOK: u32 = 3;
/// Copies that an autoscaler asked for are there.
pub(super) const SCALED: u32 = 4;

impl Run<'_> {
    pub(super) fn plan_changes(&mut self) {
        self.plan_looks();
        if self.settings.from > Instant::START {
            self.agenda.plan(self.settings.from, Kind::Change, 0, 0, COUNT);
        }
        for (index, fault) in (0u32..).zip(&self.layout.faults) {
            self.agenda.plan(fault.at, Kind::Change, 0, index, FAULT);
        }
    }

    pub(super) fn change(&mut self, index: u32, what: u32) {
        match what {
            FAULT => self.apply(self.layout.faults[index as usize].effect),
            RESUME => self.pull_all(index),
            LOOK => self.look(index),
            SCALED => self.scaled(index),
            _ => self.begin_to_count(),
        }
    }

    /// What happened so far does not count.
    fn begin_to_count(&mut self) {
        let now = self.now;
        self.halls.iter_mut().for_each(|hall| hall.forget(now));
        self.pools.forget();
        self.keyed.iter_mut().flatten().for_each(|cache| cache.tally = CacheTally::default());
        self.guards.iter_mut().for_each(|guard| guard.tally = CallTally::default());
        for place in 0..self.places.len() as u32 {
            self.change_sharing(place, super::sharing::Sharing::forget);
        }
    }

    fn pull_all(&mut self, station: u32) {
        for place in self.places_of(station, 0, u32::MAX) {
            self.change_sharing(place, |_| {});
            self.pull(place);
        }
    }

    /// The copies of a station from the first on, as far as there are so many.
    fn places_of(&self, station: u32, first: u32, copies: u32) -> std::ops::Range<u32> {
        let hall = &self.halls[station as usize];
        let start = first.min(hall.room);
        let end = start.saturating_add(copies).min(hall.room);
        hall.first + start..hall.first + end
    }

    fn apply(&mut self, effect: Effect) {
        match effect {
            Effect::Down { station, first, copies } => {
                let places = self.places_of(station, first, copies);
                self.take_down(station, places);
                self.count_up(station);
            }
            Effect::Up { station, first, copies } => {
                for place in self.places_of(station, first, copies) {
                    let copy = &mut self.places[place as usize];
                    copy.crashed = copy.crashed.saturating_sub(1);
                    copy.down = copy.down.saturating_sub(1);
                }
                self.count_up(station);
            }
            Effect::Drain { station, first, copies } => {
                for place in self.places_of(station, first, copies) {
                    self.places[place as usize].down += 1;
                }
                self.count_up(station);
            }
            Effect::Refill { station, first, copies } => {
                for place in self.places_of(station, first, copies) {
                    let down = &mut self.places[place as usize].down;
                    *down = down.saturating_sub(1);
                }
                self.count_up(station);
            }
            Effect::Replace { station, first, copies, by_new } => {
                for place in self.places_of(station, first, copies) {
                    self.places[place as usize].runs_new = by_new;
                }
            }
            Effect::NewVersion { station, factor, errors } => {
                let hall = &mut self.halls[station as usize];
                hall.release.begin(factor, errors);
                hall.is_altered = true;
            }
            Effect::Routed { station, share } => self.halls[station as usize].release.share = share,
            Effect::Slow { station, factor } => self.halls[station as usize].slow = factor,
            Effect::Errors { station, share } => {
                let hall = &mut self.halls[station as usize];
                (hall.errors, hall.is_altered) = (share, true);
            }
            Effect::Pause { station, lasts } => {
                self.pauses = true;
                let mut last = self.now;
                for place in self.places_of(station, 0, u32::MAX) {
                    self.change_sharing(place, |_| {});
                    let copy = &mut self.places[place as usize];
                    // Pauses one upon the other: what is not over yet goes on with the new one.
                    let begun = copy.resumes.max(self.now);
                    let resumes = (self.now + lasts).max(begun);
                    copy.stalled += resumes - begun;
                    copy.resumes = resumes;
                    // Those who share ended sooner than they will now.
                    self.change_sharing(place, |_| {});
                    last = last.max(resumes);
                }
                // All copies stand still alike, so that one look is enough for them.
                self.agenda.plan(last, Kind::Change, 0, station, RESUME);
            }
            Effect::Cut { call, cut } => self.guards[call as usize].cut = cut,
            Effect::Workers { station, workers } => {
                self.halls[station as usize].set_workers(workers, self.now);
                for place in self.places_of(station, 0, u32::MAX) {
                    if self.places[place as usize].sharing.is_some() {
                        self.share_among(place, workers);
                        continue;
                    }
                    self.places[place as usize].workers = workers;
                    self.pull(place);
                }
            }
            Effect::Flush { cache } => self.empty(cache),
        }
    }

    /// Copies go down: everything there fails at once.
    fn take_down(&mut self, station: u32, places: std::ops::Range<u32>) {
        let mut gone = Vec::new();
        let held = self.places_of(station, 0, self.halls[station as usize].copies());
        let held: Vec<u32> = held.filter(|place| self.places[*place as usize].crashed == 0).collect();
        let mut inside = copies::inside(&self.records, &places).into_iter().peekable();
        let (first, lanes) = (places.start, self.pools.of(&places));
        self.terms.leave_lanes(&lanes);
        for place in places {
            let copy = &mut self.places[place as usize];
            copy.down += 1;
            // What is being replaced takes nothing new, and has still something to lose.
            copy.crashed += 1;
            let visits = std::iter::from_fn(|| inside.next_if(|(there, _)| *there == place));
            let visits: Vec<u32> = visits.map(|(_, visit)| visit).collect();
            if copy.crashed > 1 {
                continue;
            }
            gone.push(place);
            self.break_connections(&lanes, place - first);
            let copy = &mut self.places[place as usize];
            for visit in copy.clear() {
                self.turn_away(visit, Failure::Down);
            }
            self.stop_sharing(place);
            for visit in visits {
                if matches!(self.records.visit_at(visit).state, super::State::Working { .. }) {
                    self.places[place as usize].busy -= 1;
                }
                self.fail(visit, Failure::Down);
            }
        }
        self.lose(station, &gone, &held);
    }

    fn count_up(&mut self, station: u32) {
        self.halls[station as usize].count_up(&self.places, self.now);
    }

    /// Whether the copy of a visit stands still, so that it neither goes on nor fails.
    #[inline]
    pub(super) fn stands_still(&mut self, visit: u32) -> bool {
        if !self.pauses {
            return false;
        }
        let place = self.records.visit_at(visit).place;
        self.places[place as usize].resumes > self.now
    }

    /// A visit was answered, or has failed, while its copy stood still: it learns of it when that goes on.
    #[cold]
    pub(super) fn put_off(&mut self, at: u32, failure: Option<Failure>) {
        let generation = self.records.generation(at);
        let place = self.records.visit_at(at).place;
        let resumes = self.places[place as usize].resumes;
        let what = failure.map_or(0, |failure| failure as u8 + 1);
        self.agenda.plan(resumes, Kind::GoOn, what, at, generation);
    }

    /// What was put off is done, unless the copy has crashed or stands still again.
    pub(super) fn go_on(&mut self, at: u32, generation: u32, what: u8) {
        if self.records.visit(at, generation).is_none() {
            return;
        }
        let failure = what.checked_sub(1).and_then(Failure::numbered);
        if self.stands_still(at) {
            return self.put_off(at, failure);
        }
        match failure {
            Some(failure) => self.fail(at, failure),
            None => self.todo.push(super::Todo::Advance(at)),
        }
    }
}
