//! Calls: attempts with their time limits, retries, and what becomes of the caller.

use super::ask::MOST_ATTEMPTS;
use super::keyed::Ended;
use super::pools::Waiting;
use super::terms::Terms;
use super::{Ask, Live, NOBODY, Run, State, Todo, Visit};
use crate::event::Kind;
use crate::failure::Failure;
use crate::layout::{Fallback, Growth, Jitter};
use crate::time::{Delay, Instant};
use crate::timers::{Purpose, Timer};

impl Run<'_> {
    /// Wants a call answered, `times` over.
    #[inline(always)]
    pub(super) fn ask(
        &mut self,
        call: u32,
        caller: u32,
        caller_generation: u32,
        told: Instant,
        priority: u8,
        times: u32,
    ) -> u32 {
        let guard = &mut self.guards[call as usize];
        let own = guard.deadline(self.now);
        let deadline = if guard.propagates { own.min(told) } else { own };
        guard.tally.asked += 1;
        if guard.restraint != NOBODY {
            self.restraints[guard.restraint as usize].deposit();
        }
        self.records.add_ask(Ask {
            call,
            caller,
            caller_generation,
            source: NOBODY,
            live: Live::NOBODY,
            terms: NOBODY,
            left: times,
            attempts: 0,
            retries: 0,
            priority,
            degraded: false,
            over: false,
            started: self.now,
            deadline,
            wait: Delay::ZERO,
        })
    }

    /// Sends an attempt.
    #[inline]
    pub(super) fn begin(&mut self, at: u32) {
        let (ask, generation) = self.records.ask_with_generation(at);
        let (number, attempt, deadline, terms) = (ask.call, ask.attempts, ask.deadline, ask.terms);
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
        let guard = &mut self.guards[number as usize];
        if guard.propagates && deadline <= self.now {
            // The caller was told too little time, or began too late: it knows that without asking.
            guard.tally.failed.count(Failure::Timeout);
            return self.attempt_failed(at, Failure::Timeout);
        }
        let is_first =
            if terms == NOBODY { attempt == 0 } else { !joins && self.is_first_sent(terms, attempt) };
        let ask = self.records.ask_at(at);
        let guard = &mut self.guards[number as usize];
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
        let (call, to) = (guard.call, (guard.to, guard.propagates));
        let (timeout, hedge, cut) = (guard.timeout, guard.hedge, guard.cut);
        let mut limit = deadline;
        if let Some(ring) = timeout
            && let Some(timeout) = call.timeout
            && self.now + timeout <= deadline
        {
            limit = self.now + timeout;
            self.set(ring, Timer { at: limit, ask: at, generation, attempt });
        } else if deadline != Instant::NEVER {
            self.agenda.plan(deadline, Kind::Timeout, attempt, at, generation);
        }
        if let Some(ring) = hedge
            && let Some(hedge) = call.hedge.filter(|_| attempt == 0)
        {
            self.set(ring, Timer { at: self.now + hedge, ask: at, generation, attempt });
        }
        if terms != NOBODY {
            let attempt = Waiting { ask: at, generation, attempt, limit, since: self.now };
            if joins {
                return self.wait_for_another(terms, attempt);
            }
            if !self.connects(terms, attempt) {
                return;
            }
        }
        if !cut {
            self.reach(to, at, generation, attempt, limit);
        }
    }

    /// Sends an attempt that has waited for a connection.
    pub(super) fn send(&mut self, at: u32, generation: u32, attempt: u8, limit: Instant) {
        let guard = &self.guards[self.records.ask_at(at).call as usize];
        if !guard.cut {
            self.reach((guard.to, guard.propagates), at, generation, attempt, limit);
        }
    }

    /// An attempt comes to its callee.
    #[inline(always)]
    fn reach(
        &mut self,
        (to, propagates): (u32, bool),
        at: u32,
        generation: u32,
        attempt: u8,
        limit: Instant,
    ) {
        let priority = self.records.ask_at(at).priority;
        let visit = self.records.add_visit(Visit {
            ask: at,
            ask_generation: generation,
            node: to,
            place: 0,
            entered: self.now,
            deadline: if propagates { limit } else { Instant::NEVER },
            work: Delay::ZERO,
            stalled: Delay::ZERO,
            step: 0,
            pending: 0,
            version: 0,
            attempt,
            priority,
            state: State::Waiting,
            degraded: false,
        });
        if self.has_cells {
            self.records.set_lot(visit, self.records.lot(at));
        }
        self.offer(visit);
    }

    /// Sends an attempt once everything before it is done.
    #[inline]
    pub(super) fn begin_next(&mut self, ask: u32) {
        let generation = self.records.generation(ask);
        self.todo.push(Todo::Begin { ask, generation });
    }

    #[inline(always)]
    fn set(&mut self, number: usize, timer: Timer) {
        let (records, ring) = (&self.records, &mut self.rings[number]);
        ring.set(timer, |timer| records.is_out(timer.ask, timer.generation, timer.attempt));
        if !ring.armed {
            ring.armed = true;
            self.agenda.plan(timer.at, Kind::Ring, 0, number as u32, 0);
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
        self.result(ask, generation, attempt, false, Some(Failure::Timeout));
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

    /// An attempt has ended; answers that nobody waits for any more change nothing.
    #[inline(always)]
    pub(super) fn result(
        &mut self,
        at: u32,
        generation: u32,
        attempt: u8,
        degraded: bool,
        failure: Option<Failure>,
    ) {
        let Some(ask) = self.records.ask_of(at, generation, attempt) else { return };
        ask.live.remove(attempt);
        ask.degraded |= degraded;
        let (live, terms, number) = (ask.live, ask.terms, ask.call);
        if terms != NOBODY && failure.is_none() {
            // The other attempt of a hedge has ended for its caller as well, and takes nobody's place in line.
            ask.live = Live::NOBODY;
        }
        let was_sent = terms == NOBODY || !self.terms.at(terms).joined.has(attempt);
        if was_sent && self.guards[number as usize].restraint != NOBODY {
            self.learn(number, (at, generation, attempt), failure.is_some());
        }
        if terms != NOBODY {
            if failure.is_none() {
                live.each(|other| self.disconnect(terms, other));
            }
            self.disconnect(terms, attempt);
        }
        let guard = &mut self.guards[number as usize];
        match failure {
            None => {
                if let Some(cache) = guard.fills {
                    self.fill(cache, number, at);
                }
                self.settle(at, None);
            }
            Some(failure) => {
                if was_sent {
                    guard.tally.failed.count(failure);
                }
                if live.is_empty() {
                    self.attempt_failed(at, failure);
                }
            }
        }
    }

    pub(super) fn attempt_failed(&mut self, at: u32, failure: Failure) {
        let ask = self.records.ask_at(at);
        if !ask.live.is_empty() {
            // A hedge was held back; the first attempt is still out.
            return;
        }
        let number = ask.call as usize;
        let retries = self.guards[number].call.retries;
        let exhausted = ask.retries >= retries.most || ask.attempts >= MOST_ATTEMPTS;
        let (source, caller, caller_generation) = (ask.source, ask.caller, ask.caller_generation);
        let terms = ask.terms;
        let wanted =
            (source != NOBODY || caller == NOBODY || self.records.visit(caller, caller_generation).is_some())
                && (terms == NOBODY || !self.is_pointless(terms));
        let held_back = matches!(failure, Failure::BreakerOpen | Failure::Throttled | Failure::RateLimited);
        if !wanted || held_back || exhausted {
            return self.settle(at, Some(failure));
        }
        let wait = self.wait(at);
        if self.now + wait >= self.records.ask_at(at).deadline {
            return self.settle(at, Some(failure));
        }
        if !self.pays(number, terms, failure) {
            return self.over_budget(at, failure);
        }
        self.records.ask_at(at).retries += 1;
        if wait.is_zero() {
            self.begin_next(at);
        } else {
            self.agenda.plan(self.now + wait, Kind::Retry, 0, at, self.records.generation(at));
        }
    }

    /// Another attempt after a failure is wanted that the retry budget does not allow.
    #[cold]
    fn over_budget(&mut self, at: u32, failure: Failure) {
        let ask = self.records.ask_at(at);
        self.guards[ask.call as usize].tally.over_budget += 1;
        // Of a hedge the first attempt is still out.
        if ask.live.is_empty() {
            self.settle(at, Some(failure));
        }
    }

    /// The wait before the next retry.
    fn wait(&mut self, at: u32) -> Delay {
        let ask = self.records.ask_at(at);
        let number = ask.call as usize;
        let backoff = self.guards[number].call.retries.backoff;
        let (base, cap) = (backoff.base.nanos() as f64, backoff.cap.nanos() as f64);
        let grown = match backoff.growth {
            Growth::Fixed => base,
            Growth::Linear => base * f64::from(ask.retries + 1),
            // Powers of two are exact; the cap comes long before 2⁶².
            Growth::Exponential => base * (1u64 << ask.retries.min(62)) as f64,
        };
        let grown = grown.min(cap);
        let last = ask.wait.nanos() as f64;
        let mut uniform = || self.guards[number].waits.uniform();
        let wait = match backoff.jitter {
            Jitter::None => grown,
            Jitter::Full => grown * uniform(),
            Jitter::Equal => grown * 0.5 * (1.0 + uniform()),
            Jitter::Decorrelated => (base + (last.max(base) * 3.0 - base) * uniform()).min(cap),
        };
        let wait = Delay::from_nanos_f64(wait);
        ask.wait = wait;
        wait
    }

    /// A call is answered, or has failed for good.
    #[inline(always)]
    fn settle(&mut self, at: u32, failure: Option<Failure>) {
        let ask = self.records.ask_at(at);
        let guard = &mut self.guards[ask.call as usize];
        guard.tally.lost += u64::from(failure.is_some());
        let fallback = guard.fallback;
        // Who does not fail with one of several calls makes the others all the same.
        let goes_on = failure.is_none() || fallback == Fallback::Degrade || ask.is_nobodys();
        match (failure, fallback) {
            (_, _) if ask.left > 1 && goes_on => {
                ask.degraded |= failure.is_some();
                let (call, left) = (ask.call, ask.left - 1);
                return self.go_on_asking(at, call, left, failure.unwrap_or(Failure::Error));
            }
            (Some(failure), Fallback::Instead(other)) => return self.go_on_asking(at, other, 1, failure),
            _ => {}
        }
        let Ask { source, caller, caller_generation, started, degraded, terms, .. } = *ask;
        let generation = self.records.generation(at);
        self.records.end_ask(at);
        if source != NOBODY {
            return self.conclude(source, started, degraded, failure);
        }
        if terms != NOBODY {
            let Terms { gather, fetch, .. } = self.terms.end(terms);
            if let Some(fetch) = fetch {
                let ended = failure.map_or(Ended::Answered { degraded }, Ended::Failed);
                self.fetched(fetch, (at, generation), ended);
            }
            if gather != NOBODY {
                return self.gathered(gather, (caller, caller_generation), degraded, failure, fallback);
            }
        }
        // A caller that is nobody has no record.
        let Some(visit) = self.records.visit_mut(caller, caller_generation) else { return };
        visit.degraded |= degraded;
        match (failure, fallback) {
            (Some(failure), Fallback::Fail) => {
                if self.stands_still(caller) {
                    return self.put_off(caller, Some(failure));
                }
                return self.fail(caller, failure);
            }
            (Some(_), _) => visit.degraded = true,
            (None, _) => {}
        }
        visit.pending -= 1;
        if visit.pending == 0 {
            // Not at once: a chain of calls, however long, is no chain of functions.
            self.todo.push(Todo::Advance(caller));
        }
    }

    /// Wants a call in the place of one that is over.
    #[cold]
    fn go_on_asking(&mut self, at: u32, call: u32, times: u32, failure: Failure) {
        let (last, lot) = (self.records.ask_at(at).clone(), self.records.lot(at));
        if last.terms != NOBODY {
            if self.is_pointless(last.terms) {
                return self.abandon(at);
            }
            if call != last.call {
                // What stands in is reached by other ways, and fills no cache.
                let terms = self.terms.at(last.terms);
                terms.lane = NOBODY;
                if let Some(fetch) = terms.fetch.take() {
                    self.fetched(fetch, (at, self.records.generation(at)), Ended::Failed(failure));
                }
            }
        }
        self.records.end_ask(at);
        let told = last.told(&self.records);
        let next = self.ask(call, last.caller, last.caller_generation, told, last.priority, times);
        self.records.set_lot(next, lot);
        let new = self.records.ask_at(next);
        new.source = last.source;
        new.degraded = last.degraded;
        new.terms = last.terms;
        if last.source != NOBODY {
            // The user's clock goes on.
            new.started = last.started;
        }
        self.begin_next(next);
    }
}

impl Ask {
    /// When the caller's own caller gives up, as far as it told.
    fn told(&self, records: &super::records::Records) -> Instant {
        records.visit(self.caller, self.caller_generation).map_or(Instant::NEVER, |visit| visit.deadline)
    }
}
