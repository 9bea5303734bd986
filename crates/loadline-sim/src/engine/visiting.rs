//! Visits: finding a copy, waiting, working, calling others, answering.

use super::{Ask, Run, State, Todo};
use crate::event::Kind;
use crate::failure::Failure;
use crate::layout::{Balancing, Expired, Node, Station};
use crate::time::{Delay, Instant};
use loadline_math::{Law, Stream};

/// What a run keeps of a station beside its copies.
#[derive(Debug)]
pub(super) struct Hall {
    pub(super) first: u32,
    pub(super) copies: u32,
    balancing: Balancing,
    turn: u32,
    pub(super) slow: f64,
    pub(super) errors: f64,
    crowding: f64,
    expired: Expired,
    quota: Option<Quota>,
    draws: Stream,
    luck: Stream,
}

/// The work of a node, of which the next piece is always drawn already: that way drawing delays no event.
#[derive(Debug)]
pub(super) struct Work<'l> {
    law: &'l Law,
    stream: Stream,
    next: f64,
    /// Whether there is nothing to do, and so no worker to wait for.
    is_none: bool,
}

impl<'l> Work<'l> {
    pub(super) fn of(node: &'l Node, mut stream: Stream) -> Self {
        let next = node.work.draw(&mut stream);
        Self { law: &node.work, stream, next, is_none: node.work == Law::Constant(0.0) }
    }

    /// Seconds.
    #[inline]
    fn draw(&mut self) -> f64 {
        let next = self.law.draw(&mut self.stream);
        std::mem::replace(&mut self.next, next)
    }
}

#[derive(Debug)]
struct Quota {
    rate: f64,
    tokens: f64,
    at: Instant,
}

impl Hall {
    pub(super) fn new(station: &Station, first: u32, [draws, luck]: [Stream; 2]) -> Self {
        let quota = station.quota.map(|rate| Quota { rate, tokens: rate.max(1.0), at: Instant::START });
        Self {
            first,
            copies: station.copies.max(1),
            balancing: station.balancing,
            turn: 0,
            slow: 1.0,
            errors: 0.0,
            crowding: station.crowding,
            expired: station.expired,
            quota,
            draws,
            luck,
        }
    }

    fn is_over_quota(&mut self, now: Instant) -> bool {
        let Some(Quota { rate, tokens, at }) = &mut self.quota else { return false };
        *tokens = (*tokens + (now - *at).seconds() * *rate).min(rate.max(1.0));
        *at = now;
        if *tokens < 1.0 {
            return true;
        }
        *tokens -= 1.0;
        false
    }
}

impl Run<'_> {
    /// A visit comes to a station.
    #[inline]
    pub(super) fn offer(&mut self, at: u32) {
        let node = &self.layout.nodes[self.visits[at].node as usize];
        let number = node.station as usize;
        self.tally.stations[number].arrived += 1;
        if self.stations[number].quota.is_some() && self.stations[number].is_over_quota(self.now) {
            return self.turn_away(at, Failure::Quota);
        }
        let Some(place) = self.choose(number) else { return self.turn_away(at, Failure::Down) };
        let visit = &mut self.visits[at];
        visit.place = place;
        let copy = &mut self.places[place as usize];
        if copy.can_begin(self.now) && copy.is_idle() {
            return self.start(at);
        }
        match copy.join(at, visit.priority, self.now) {
            Some(queued) => {
                let longest = &mut self.tally.stations[number].longest_queue;
                *longest = queued.max(*longest);
            }
            None => self.turn_away(at, Failure::QueueFull),
        }
    }

    /// The copy a visit goes to; `None` when all are down.
    #[inline]
    fn choose(&mut self, number: usize) -> Option<u32> {
        let hall = &mut self.stations[number];
        let (first, copies) = (hall.first, hall.copies);
        if copies == 1 {
            return self.places[first as usize].is_up().then_some(first);
        }
        let places = &self.places[first as usize..(first + copies) as usize];
        if hall.balancing == Balancing::RoundRobin && places[hall.turn as usize].is_up() {
            let copy = hall.turn;
            hall.turn = if copy + 1 == copies { 0 } else { copy + 1 };
            return Some(first + copy);
        }
        let up_from = |start: u32| {
            let around = (start..copies).chain(0..start);
            around.into_iter().find(|copy| places[*copy as usize].is_up())
        };
        let outstanding = |copy: u32| places[copy as usize].outstanding();
        let copy = match hall.balancing {
            Balancing::RoundRobin => {
                let copy = up_from(hall.turn)?;
                hall.turn = if copy + 1 == copies { 0 } else { copy + 1 };
                copy
            }
            Balancing::Random => up_from(hall.draws.below(u64::from(copies)) as u32)?,
            Balancing::LeastOutstanding => {
                // Among equals the one whose turn it is, so that an idle station does not load its first copy alone.
                let start = up_from(hall.turn)?;
                hall.turn = if start + 1 == copies { 0 } else { start + 1 };
                let around = (start..copies).chain(0..start).filter(|copy| places[*copy as usize].is_up());
                around.min_by_key(|copy| outstanding(*copy))?
            }
            Balancing::PowerOfTwo => {
                let mut draw = || up_from(hall.draws.below(u64::from(copies)) as u32);
                let (one, other) = (draw()?, draw()?);
                if outstanding(other) < outstanding(one) { other } else { one }
            }
        };
        Some(first + copy)
    }

    /// A visit ends before any work.
    pub(super) fn turn_away(&mut self, at: u32, failure: Failure) {
        let visit = &self.visits[at];
        let (ask, generation, attempt) = (visit.ask, visit.ask_generation, visit.attempt);
        let station = self.layout.nodes[visit.node as usize].station as usize;
        self.tally.stations[station].failed.count(failure);
        self.visits.remove(at);
        self.todo.push(Todo::Result { ask, generation, attempt, degraded: false, failure: Some(failure) });
    }

    /// A worker begins with a visit.
    #[inline]
    fn start(&mut self, at: u32) {
        let visit = &mut self.visits[at];
        let number = visit.node as usize;
        let node = &self.layout.nodes[number];
        let hall = &self.stations[node.station as usize];
        let copy = &mut self.places[visit.place as usize];
        copy.in_flight += 1;
        let work = &mut self.work[number];
        let mut seconds = work.draw() * hall.slow;
        if hall.crowding > 0.0 {
            seconds *= 1.0 + hall.crowding * f64::from(copy.in_flight);
        }
        visit.work = Delay::from_nanos_f64(seconds * 1e9);
        let tally = &mut self.tally.stations[node.station as usize];
        tally.begun += 1;
        tally.waited += (self.now - visit.entered).about_seconds();
        tally.worked += visit.work.min(self.settings.until - self.now).about_seconds();
        if self.settings.slices > 0 && self.now >= self.settings.from {
            let (slice, work) = (self.slice(), self.visits[at].work.about_seconds());
            if let Some(worked) = self.tally.stations[node.station as usize].slices.get_mut(slice) {
                *worked += work;
            }
        }
        let visit = &mut self.visits[at];
        if self.work[number].is_none {
            // Nothing to wait for, and so no worker either.
            visit.state = State::Calling;
            self.todo.push(Todo::Advance(at));
            return;
        }
        let copy = &mut self.places[visit.place as usize];
        copy.busy += 1;
        visit.state = State::Working;
        visit.stalled = copy.stalled;
        let (end, generation) = (self.now + visit.work, self.visits.generation(at));
        self.plan(end, Kind::Done, 0, at, generation);
    }

    /// A worker is done, unless the copy stood still meanwhile.
    #[inline]
    pub(super) fn done(&mut self, at: u32, generation: u32) {
        if self.visits.get(at, generation).is_none() {
            return;
        }
        let visit = &mut self.visits[at];
        let place = visit.place;
        let copy = &mut self.places[place as usize];
        if copy.stalled != visit.stalled {
            let owed = Delay::from_nanos(copy.stalled.nanos() - visit.stalled.nanos());
            visit.stalled = copy.stalled;
            return self.plan(self.now + owed, Kind::Done, 0, at, generation);
        }
        copy.busy -= 1;
        visit.state = State::Calling;
        let (ask, of, bit) = (visit.ask, visit.ask_generation, 1 << visit.attempt);
        let number = self.layout.nodes[visit.node as usize].station as usize;
        if self.asks.get(ask, of).is_none_or(|ask: &Ask| ask.live & bit == 0) {
            self.tally.stations[number].dead += visit.work.about_seconds();
        }
        let hall = &mut self.stations[number];
        if hall.errors > 0.0 && hall.luck.uniform() < hall.errors {
            self.tally.stations[number].failed.count(Failure::Error);
            self.answer(at, Some(Failure::Error));
        } else {
            self.advance(at);
        }
        self.pull(place);
    }

    /// Lets those who wait begin, as far as there are workers.
    #[inline]
    pub(super) fn pull(&mut self, place: u32) {
        loop {
            let copy = &mut self.places[place as usize];
            if !copy.can_begin(self.now) {
                return;
            }
            let Some(next) = copy.next() else { return };
            let visit = &self.visits[next];
            let node = &self.layout.nodes[visit.node as usize];
            let too_late = match self.stations[node.station as usize].expired {
                Expired::Serve => false,
                Expired::Drop => visit.deadline <= self.now,
                Expired::DropHopeless => visit.deadline < self.now + Delay::from_seconds(node.work.mean()),
            };
            if too_late || copy.is_too_old(visit.entered, self.now) {
                self.turn_away(next, Failure::Dropped);
            } else {
                self.start(next);
            }
        }
    }

    /// Goes on with a visit: the calls of its next step, or the answer.
    #[inline]
    pub(super) fn advance(&mut self, at: u32) {
        loop {
            let visit = &self.visits[at];
            let steps = &self.layout.nodes[visit.node as usize].steps;
            let step = steps.start + visit.step;
            if step >= steps.end {
                return self.answer(at, None);
            }
            let (deadline, priority) = (visit.deadline, visit.priority);
            let generation = self.visits.generation(at);
            self.visits[at].step += 1;
            let mut pending = 0;
            for call in self.layout.steps[step as usize].clone() {
                let times = self.times(call);
                if times == 0 {
                    continue;
                }
                let waits = self.layout.calls[call as usize].waits;
                let caller = if waits { at } else { super::NOBODY };
                pending += u32::from(waits);
                let told = if waits { deadline } else { Instant::NEVER };
                let ask = self.ask(call, caller, generation, told, priority, times);
                self.begin_next(ask);
            }
            if pending > 0 {
                self.visits[at].pending = pending;
                return;
            }
        }
    }

    /// How often a call is made this time.
    #[inline]
    fn times(&mut self, call: u32) -> u32 {
        let misses = self.layout.calls[call as usize].times.misses;
        let guard = &mut self.guards[call as usize];
        let certain = guard.sure + u32::from(guard.more > 0.0 && guard.times.uniform() < guard.more);
        let Some((cache, lookups)) = misses else { return certain };
        let made = &self.layout.caches[cache as usize];
        let warmth = &mut self.warmth[cache as usize];
        let missed = lookups * (1.0 - made.hit_ratio * *warmth);
        let missed = missed as u32 + u32::from(guard.times.uniform() < missed.fract());
        // What was missed is stored.
        *warmth += (1.0 - *warmth) * (f64::from(missed) / made.fills.max(1.0)).min(1.0);
        certain + missed
    }

    /// A visit is over.
    #[inline]
    pub(super) fn answer(&mut self, at: u32, failure: Option<Failure>) {
        let visit = &self.visits[at];
        let (ask, generation, attempt, degraded) =
            (visit.ask, visit.ask_generation, visit.attempt, visit.degraded);
        let place = visit.place;
        let station = self.layout.nodes[visit.node as usize].station as usize;
        if failure.is_none() {
            self.tally.stations[station].sojourn.record(self.now - visit.entered);
        }
        self.visits.remove(at);
        let copy = &mut self.places[place as usize];
        copy.in_flight -= 1;
        if copy.limits_flight() {
            self.pull(place);
        }
        self.todo.push(Todo::Result { ask, generation, attempt, degraded, failure });
    }
}
