//! Visits: finding a copy, waiting, working, calling others, answering.

use super::copies::Place;
use super::desk::Desk;
use super::hall::Hall;
use super::{NOBODY, Run, Settings, State, Todo, Visit};
use crate::event::Kind;
use crate::failure::Failure;
use crate::time::{Delay, Instant};
use std::ops::Range;

impl Run<'_> {
    /// A visit comes to a station.
    #[inline(always)]
    pub(super) fn offer(&mut self, at: u32, station: u32) {
        let cell = if self.has_cells { self.cell_of(at) } else { None };
        let (visit, generation) = self.records.visit_with_generation(at);
        let desk = &mut self.desks[visit.node as usize];
        let hall = &mut self.halls[station as usize];
        hall.tally.arrived += 1;
        if hall.is_picky && hall.is_over_quota(self.now) {
            return self.turn_away(at, Failure::Quota);
        }
        let Some(place) = hall.choose(&self.places, cell) else { return self.turn_away(at, Failure::Down) };
        visit.place = place;
        let copy = &mut self.places[place as usize];
        if hall.is_picky
            && let Some(failure) = hall.turns_away(copy, visit.deadline, desk, self.now)
        {
            return self.turn_away(at, failure);
        }
        if copy.can_begin(self.now) && copy.is_idle() {
            let begun =
                Beginning { visit, desk, hall, copy, settings: &self.settings, now: self.now }.begin();
            return self.go_on_with(begun, at, generation);
        }
        match copy.join(at, visit.priority, self.now) {
            Some(queued) => hall.tally.longest_queue = queued.max(hall.tally.longest_queue),
            None => self.turn_away(at, Failure::QueueFull),
        }
    }

    /// A visit ends before any work.
    pub(super) fn turn_away(&mut self, at: u32, failure: Failure) {
        let visit = self.records.visit_at(at);
        let (ask, generation, attempt) = (visit.ask, visit.ask_generation, visit.attempt);
        let station = self.desks[visit.node as usize].station as usize;
        self.halls[station].tally.failed.count(failure);
        self.records.end_visit(at);
        self.todo.push(Todo::Result { ask, generation, attempt, degraded: false, failure });
    }

    /// A worker begins with a visit.
    fn start(&mut self, at: u32) {
        let (visit, generation) = self.records.visit_with_generation(at);
        let desk = &mut self.desks[visit.node as usize];
        let hall = &mut self.halls[desk.station as usize];
        let copy = &mut self.places[visit.place as usize];
        let begun = Beginning { visit, desk, hall, copy, settings: &self.settings, now: self.now }.begin();
        self.go_on_with(begun, at, generation);
    }

    /// Plans what follows from work that has begun.
    #[inline(always)]
    fn go_on_with(&mut self, begun: Begun, at: u32, generation: u32) {
        match begun {
            Begun::Until(end) => self.agenda.plan(end, Kind::Done, 0, at, generation),
            Begun::Shared(place, work) => self.share(place, at, work),
            Begun::NothingToDo { by_new } => self.nothing_is_done(at, by_new),
        }
    }

    /// A visit without work goes on, unless it meets an error.
    fn nothing_is_done(&mut self, at: u32, by_new: bool) {
        let hall = &mut self.halls[self.desks[self.records.visit_at(at).node as usize].station as usize];
        if hall.is_altered
            && let Some(failure) = hall.outcome(by_new, false)
        {
            hall.tally.failed.count(failure);
            return self.fail(at, failure);
        }
        self.todo.push(Todo::Advance(at));
    }

    /// A worker is done, unless the copy stood still meanwhile.
    #[inline]
    pub(super) fn done(&mut self, at: u32, generation: u32) {
        let Some(visit) = self.records.visit_mut(at, generation) else { return };
        let copy = &mut self.places[visit.place as usize];
        if copy.stalled != visit.stalled {
            let owed = Delay::from_nanos(copy.stalled.nanos() - visit.stalled.nanos());
            visit.stalled = copy.stalled;
            return self.agenda.plan(self.now + owed, Kind::Done, 0, at, generation);
        }
        self.work_is_done(at);
    }

    /// A worker is free again, and what it worked on goes on.
    #[inline(always)]
    pub(super) fn work_is_done(&mut self, at: u32) {
        let is_in_vain = !self.records.is_awaited(at);
        let visit = self.records.visit_at(at);
        let by_new = visit.state == State::Working { by_new: true };
        visit.state = State::Calling;
        let place = visit.place;
        let copy = &mut self.places[place as usize];
        copy.busy -= 1;
        let hall = &mut self.halls[self.desks[visit.node as usize].station as usize];
        if is_in_vain {
            hall.was_in_vain(visit.work);
        }
        let outdone = visit.version != copy.version;
        let failure = if hall.is_altered { hall.outcome(by_new, outdone) } else { None };
        if let Some(failure) = failure {
            hall.tally.failed.count(failure);
            self.fail(at, failure);
        } else {
            copy.version = copy.version.wrapping_add(1);
            if copy.is_idle() { self.advance(at) } else { self.step_aside(at) }
        }
        if !self.places[place as usize].is_idle() {
            self.pull(place);
        }
    }

    /// Goes on with a visit whose worker others wait for: they begin before its caller goes on.
    fn step_aside(&mut self, at: u32) {
        let mut next = self.step(at);
        while next == Some(at) {
            next = self.step(at);
        }
        self.todo.extend(next.map(Todo::Advance));
    }

    /// Lets those who wait begin, as far as there are workers.
    #[inline]
    pub(super) fn pull(&mut self, place: u32) {
        loop {
            let copy = &mut self.places[place as usize];
            if copy.is_idle() || !copy.can_begin(self.now) {
                return;
            }
            let Some(next) = copy.next() else { return };
            let visit = self.records.visit_at(next);
            let desk = &self.desks[visit.node as usize];
            let too_late = self.halls[desk.station as usize].is_too_late(visit.deadline, desk, self.now);
            if too_late || copy.is_too_old(visit.entered, self.now) {
                if let Some(limiter) = &mut copy.limiter {
                    limiter.dropped();
                }
                self.turn_away(next, Failure::Dropped);
            } else {
                self.start(next);
            }
        }
    }

    /// Goes on with a visit, and with those that its answer leads to. A chain of callers, however long, is no chain of functions.
    #[inline(always)]
    pub(super) fn advance(&mut self, visit: u32) {
        let mut next = Some(visit);
        while let Some(visit) = next {
            if self.stands_still(visit) {
                return self.put_off(visit, None);
            }
            next = self.step(visit);
        }
    }

    /// Makes the calls of the next step of a visit, or answers it: the visit that goes on now, if any.
    #[inline(always)]
    fn step(&mut self, at: u32) -> Option<u32> {
        let (visit, generation) = self.records.visit_with_generation(at);
        let desk = &self.desks[visit.node as usize];
        let Some(calls) = desk.steps.get(visit.step as usize) else { return self.answer(at) };
        if calls.len() != 1 || !self.guards[calls.start as usize].is_plain {
            return self.call_all(at, calls.clone());
        }
        visit.step += 1;
        visit.pending = 1;
        let guard = &mut self.guards[calls.start as usize];
        let ask = guard.wanted(Some((at, generation)), visit.deadline, visit.priority, 1, self.now);
        let ask = self.records.add_ask(ask);
        if self.has_cells {
            self.records.set_lot(ask, self.records.lot(at));
        }
        self.begin(ask);
        None
    }

    /// Makes all calls of the next step of a visit: the visit itself where there is nothing to wait for.
    #[inline(never)]
    fn call_all(&mut self, at: u32, calls: Range<u32>) -> Option<u32> {
        let (visit, generation) = self.records.visit_with_generation(at);
        let desk = &self.desks[visit.node as usize];
        let (deadline, priority, place) = (visit.deadline, visit.priority, visit.place);
        let enough = if desk.enough.is_empty() { u32::MAX } else { desk.enough[visit.step as usize] };
        visit.step += 1;
        let gather = if enough == u32::MAX { NOBODY } else { self.gather(enough, calls.len()) };
        let mut pending = 0;
        for call in calls.clone() {
            let warmth = if self.guards[call as usize].looks_up { self.warmth_of(call, at) } else { 1.0 };
            let guard = &mut self.guards[call as usize];
            let times = guard.times(&self.layout.caches, warmth);
            let (waits, lanes) = (guard.is_awaited, guard.lanes);
            let by = Caller { at, generation, deadline, priority, place };
            if guard.keyed != NOBODY {
                pending += self.fetch_missing(call, by, gather);
            }
            if times == 0 {
                continue;
            }
            pending += u32::from(waits);
            let ask = self.ask_of(call, by, waits, times);
            if lanes.is_some() || gather != NOBODY {
                let lane = lanes.map_or(NOBODY, |lanes| lanes.wrapping_add(place));
                self.bind(ask, lane, if waits { gather } else { NOBODY });
            }
            if waits && calls.len() == 1 && pending == 1 {
                // Nothing has to come before the only call of a step, so that it need not be put on the list.
                self.records.visit_at(at).pending = 1;
                self.begin(ask);
                return None;
            }
            self.begin_next(ask);
        }
        if gather != NOBODY {
            self.gathers.await_some(gather, pending, enough);
            pending = pending.min(1);
        }
        self.records.visit_at(at).pending = pending;
        (pending == 0).then_some(at)
    }

    /// Wants a call of a visit answered, `times` over; whether the visit waits for it.
    #[inline(always)]
    pub(super) fn ask_of(&mut self, call: u32, by: Caller, waits: bool, times: u32) -> u32 {
        let (caller, told) =
            if waits { (Some((by.at, by.generation)), by.deadline) } else { (None, Instant::NEVER) };
        let ask = self.ask(call, caller, told, by.priority, times);
        if self.has_cells {
            self.records.set_lot(ask, self.records.lot(by.at));
        }
        ask
    }

    /// A visit has come to its end: the one that goes on now, if any.
    #[inline(always)]
    fn answer(&mut self, at: u32) -> Option<u32> {
        let visit = self.records.visit_at(at);
        let (ask, generation, attempt, degraded) =
            (visit.ask, visit.ask_generation, visit.attempt, visit.degraded);
        let took = self.now - visit.entered;
        let hall = &mut self.halls[self.desks[visit.node as usize].station as usize];
        hall.tally.sojourn.record(took);
        let place = visit.place;
        if hall.is_picky {
            self.places[place as usize].answered(took, self.now);
        }
        self.leave(at, place);
        self.answered(ask, generation, attempt, degraded)
    }

    /// A visit leaves its copy.
    #[inline(always)]
    fn leave(&mut self, at: u32, place: u32) {
        self.records.end_visit(at);
        let copy = &mut self.places[place as usize];
        copy.in_flight -= 1;
        if copy.limits_flight() {
            self.pull(place);
        }
    }

    /// A visit fails, as soon as everything before that is done.
    pub(super) fn fail(&mut self, at: u32, failure: Failure) {
        let visit = self.records.visit_at(at);
        let (ask, generation, attempt, degraded) =
            (visit.ask, visit.ask_generation, visit.attempt, visit.degraded);
        let place = visit.place;
        self.leave(at, place);
        self.todo.push(Todo::Result { ask, generation, attempt, degraded, failure });
    }
}

/// The visit that makes a call.
#[derive(Debug, Clone, Copy)]
pub(super) struct Caller {
    pub(super) at: u32,
    pub(super) generation: u32,
    pub(super) deadline: Instant,
    pub(super) priority: u8,
    pub(super) place: u32,
}

/// What follows when a worker begins.
enum Begun {
    /// It is busy until then.
    Until(Instant),
    /// It joins those that share the workers of a copy, with so much work.
    Shared(u32, Delay),
    /// There is no work for the version that it met.
    NothingToDo { by_new: bool },
}

/// A worker that begins with a visit, and all it touches.
struct Beginning<'a, 'l> {
    visit: &'a mut Visit,
    desk: &'a mut Desk<'l>,
    hall: &'a mut Hall<'l>,
    copy: &'a mut Place,
    settings: &'a Settings,
    now: Instant,
}

impl Beginning<'_, '_> {
    #[inline(always)]
    fn begin(self) -> Begun {
        let Self { visit, desk, hall, copy, settings, now } = self;
        copy.in_flight += 1;
        let mut seconds = desk.draw() * hall.slow;
        let mut by_new = false;
        if hall.is_altered {
            let factor;
            (factor, by_new) = hall.altered(copy);
            seconds *= factor;
        }
        visit.work = Delay::from_nanos_f64(seconds * 1e9);
        hall.begin(now - visit.entered, visit.work.min(settings.until - now));
        if let Some(worked) = settings.slice(now).and_then(|slice| hall.tally.slices.get_mut(slice)) {
            *worked += visit.work.about_seconds();
        }
        if desk.is_idle {
            // Nothing to wait for, and so no worker either.
            visit.state = State::Calling;
            return Begun::NothingToDo { by_new };
        }
        copy.busy += 1;
        visit.state = State::Working { by_new };
        visit.stalled = copy.stalled;
        visit.version = copy.version;
        if copy.sharing.is_some() {
            Begun::Shared(visit.place, visit.work)
        } else {
            Begun::Until(now + visit.work)
        }
    }
}
