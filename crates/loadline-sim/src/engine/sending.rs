//! Attempts of calls on their way out: what they wait for, their time limits, and the next ones.

use super::ask::MOST_ATTEMPTS;
use super::pools::Waiting;
use super::{NOBODY, Run, State, Todo, Visit};
use crate::event::Kind;
use crate::failure::Failure;
use crate::time::{Delay, Instant};
use crate::timers::{Purpose, Timer};

impl Run<'_> {
    /// Sends an attempt, unless something holds it back.
    #[inline]
    pub(super) fn begin(&mut self, at: u32) {
        let ask = self.records.ask_at(at);
        let guard = &self.guards[ask.call as usize];
        if ask.terms != NOBODY || guard.may_be_held_back() {
            return self.begin_on_terms(at);
        }
        let is_first = ask.attempts == 0;
        if let Some((attempt, limit)) = self.go_out(at, Going { is_first, joins: false }) {
            self.reach(at, attempt, limit);
        }
    }

    /// Sends an attempt where more is agreed on for its call than how to make it, or where it may be held back.
    #[cold]
    fn begin_on_terms(&mut self, at: u32) {
        let (ask, generation) = self.records.ask_with_generation(at);
        let (number, attempt, terms) = (ask.call, ask.attempts, ask.terms);
        let (mut joins, mut has_paid) = (false, attempt > 0);
        if terms != NOBODY {
            joins = self.waits_for_another(terms, at, generation);
            if let Some(owed) = self.owes(terms) {
                has_paid = owed.is_some() && !joins;
                if let Some(failure) = owed.filter(|_| !joins)
                    && !self.withdraw(number as usize)
                {
                    return self.over_budget(at, failure);
                }
            }
        }
        if !joins
            && self.guards[number as usize].may_be_held_back()
            && let Some(failure) = self.holds_back(number, (at, generation, attempt), has_paid)
        {
            self.guards[number as usize].tally.failed.count(failure);
            return self.attempt_failed(at, failure);
        }
        let is_first =
            if terms == NOBODY { attempt == 0 } else { !joins && self.is_first_sent(terms, attempt) };
        let Some((attempt, limit)) = self.go_out(at, Going { is_first, joins }) else { return };
        if terms != NOBODY {
            let waiting = Waiting { ask: at, generation, attempt, limit, since: self.now };
            if joins {
                return self.wait_for_another(terms, waiting);
            }
            if !self.connects(terms, waiting) {
                return;
            }
        }
        self.reach(at, attempt, limit);
    }

    /// Counts an attempt and sets its timers: its number, and when its caller gives up. `None` where that is over already: then it has failed.
    #[inline(always)]
    fn go_out(&mut self, at: u32, Going { is_first, joins }: Going) -> Option<(u8, Instant)> {
        let (ask, generation) = self.records.ask_with_generation(at);
        let guard = &mut self.guards[ask.call as usize];
        let (attempt, deadline) = (ask.attempts, ask.deadline);
        if guard.propagates && deadline <= self.now {
            // The caller was told too little time, or began too late: it knows that without asking.
            guard.tally.failed.count(Failure::Timeout);
            self.attempt_failed(at, Failure::Timeout);
            return None;
        }
        if !joins {
            if !is_first {
                // Where the first one is still out, it is a hedge.
                guard.tally.retries += u64::from(ask.live.is_empty());
                guard.tally.hedges += u64::from(!ask.live.is_empty());
            }
            guard.tally.attempts += 1;
        }
        ask.attempts += 1;
        ask.live.add(attempt);
        let (timeout, hedge) = (guard.timeout, guard.hedge);
        let mut limit = deadline;
        if let Some(ring) = timeout
            && let own = self.now + self.rings[ring as usize].delay
            && own <= deadline
        {
            limit = own;
            self.set(ring, at, generation, attempt);
        } else if deadline != Instant::NEVER {
            self.agenda.plan(deadline, Kind::Timeout, attempt, at, generation);
        }
        if attempt == 0
            && let Some(ring) = hedge
        {
            self.set(ring, at, generation, attempt);
        }
        Some((attempt, limit))
    }

    /// An attempt comes to its callee, if that is reached at all.
    #[inline(always)]
    pub(super) fn reach(&mut self, at: u32, attempt: u8, limit: Instant) {
        let (ask, generation) = self.records.ask_with_generation(at);
        let guard = &self.guards[ask.call as usize];
        if guard.cut {
            return;
        }
        let station = guard.station;
        let visit = Visit {
            ask: at,
            ask_generation: generation,
            node: guard.to,
            place: 0,
            entered: self.now,
            deadline: if guard.propagates { limit } else { Instant::NEVER },
            work: Delay::ZERO,
            stalled: Delay::ZERO,
            step: 0,
            pending: 0,
            version: 0,
            attempt,
            priority: ask.priority,
            state: State::Waiting,
            degraded: false,
        };
        let visit = self.records.add_visit(visit);
        if self.has_cells {
            self.records.set_lot(visit, self.records.lot(at));
        }
        self.offer(visit, station);
    }

    /// Sends an attempt once everything before it is done.
    #[inline]
    pub(super) fn begin_next(&mut self, ask: u32) {
        let generation = self.records.generation(ask);
        self.todo.push(Todo::Begin { ask, generation });
    }

    #[inline(always)]
    fn set(&mut self, number: u32, ask: u32, generation: u32, attempt: u8) {
        let (records, ring) = (&self.records, &mut self.rings[number as usize]);
        let timer = Timer { at: self.now + ring.delay, ask, generation, attempt };
        ring.set(timer, |timer| records.is_out(timer.ask, timer.generation, timer.attempt));
        if !ring.armed {
            ring.armed = true;
            self.agenda.plan(timer.at, Kind::Ring, 0, number, 0);
        }
    }

    /// The first timer of a ring may be due.
    pub(super) fn ring(&mut self, index: u32) {
        self.rings[index as usize].armed = false;
        while let Some(timer) = self.rings[index as usize].first().copied() {
            let live = self.records.is_out(timer.ask, timer.generation, timer.attempt);
            if live && timer.at > self.now {
                self.rings[index as usize].armed = true;
                self.agenda.plan(timer.at, Kind::Ring, 0, index, 0);
                return;
            }
            self.rings[index as usize].take();
            if live {
                match self.rings[index as usize].purpose {
                    Purpose::Timeout => self.time_out(timer.ask, timer.generation, timer.attempt),
                    Purpose::Hedge => self.hedge(timer.ask),
                }
            }
        }
    }

    /// An attempt has taken too long; the callee is not told and works on.
    pub(super) fn time_out(&mut self, ask: u32, generation: u32, attempt: u8) {
        self.failed(ask, generation, attempt, false, Failure::Timeout);
    }

    fn hedge(&mut self, at: u32) {
        let ask = self.records.ask_at(at);
        let (call, terms) = (ask.call as usize, ask.terms);
        if ask.attempts < MOST_ATTEMPTS && self.pays(call, terms, Failure::Timeout) {
            self.begin_next(at);
        }
    }

    pub(super) fn retry(&mut self, ask: u32, generation: u32) {
        if !self.records.is_wanted(ask, generation) {
            return;
        }
        let terms = self.records.ask_at(ask).terms;
        if terms != NOBODY && self.is_pointless(terms) {
            return self.abandon(ask);
        }
        self.begin(ask);
    }
}

/// An attempt that is about to be sent.
#[derive(Debug, Clone, Copy)]
struct Going {
    /// Whether none of its call was sent before.
    is_first: bool,
    /// Whether it waits for what another call fetches.
    joins: bool,
}
