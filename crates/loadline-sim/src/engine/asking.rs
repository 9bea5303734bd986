//! Calls that are wanted: how they end, whether they are tried again, and what becomes of the caller.

use super::ask::MOST_ATTEMPTS;
use super::keyed::Ended;
use super::restraint::Who;
use super::terms::Terms;
use super::{Ask, Live, NOBODY, Run, Todo};
use crate::event::Kind;
use crate::failure::Failure;
use crate::layout::{Fallback, Growth, Jitter};
use crate::time::{Delay, Instant};

impl Run<'_> {
    /// Wants a call answered, `times` over.
    #[inline(always)]
    pub(super) fn ask(
        &mut self,
        call: u32,
        caller: Option<(u32, u32)>,
        told: Instant,
        priority: u8,
        times: u32,
    ) -> u32 {
        let guard = &mut self.guards[call as usize];
        if guard.restraint != NOBODY {
            self.restraints[guard.restraint as usize].deposit();
        }
        self.records.add_ask(guard.wanted(caller, told, priority, times, self.now))
    }

    /// An attempt is answered: the visit that goes on now, if any. Answers that nobody waits for any more change nothing.
    #[inline(always)]
    pub(super) fn answered(&mut self, at: u32, generation: u32, attempt: u8, degraded: bool) -> Option<u32> {
        let ask = self.records.ask_of(at, generation, attempt)?;
        ask.live.remove(attempt);
        ask.degraded |= degraded;
        if ask.terms != NOBODY || self.guards[ask.call as usize].teaches() {
            self.end_for_others((at, generation, attempt), false);
        }
        self.settle(at, None)
    }

    /// An attempt has failed.
    pub(super) fn failed(&mut self, at: u32, generation: u32, attempt: u8, degraded: bool, failure: Failure) {
        let Some(ask) = self.records.ask_of(at, generation, attempt) else { return };
        ask.live.remove(attempt);
        ask.degraded |= degraded;
        let (live, number) = (ask.live, ask.call as usize);
        let on_terms = ask.terms != NOBODY || self.guards[number].teaches();
        if !on_terms || self.end_for_others((at, generation, attempt), true) {
            self.guards[number].tally.failed.count(failure);
        }
        if live.is_empty() {
            self.attempt_failed(at, failure);
        }
    }

    /// An attempt has ended whose end means something for others than its caller; whether it was sent at all.
    #[cold]
    fn end_for_others(&mut self, (at, generation, attempt): Who, has_failed: bool) -> bool {
        let ask = self.records.ask_at(at);
        let (live, terms, number) = (ask.live, ask.terms, ask.call);
        if terms != NOBODY && !has_failed {
            // The other attempt of a hedge has ended for its caller as well, and takes nobody's place in line.
            ask.live = Live::NOBODY;
        }
        let was_sent = terms == NOBODY || !self.terms.at(terms).joined.has(attempt);
        if was_sent && self.guards[number as usize].restraint != NOBODY {
            self.learn(number, (at, generation, attempt), has_failed);
        }
        if terms != NOBODY {
            if !has_failed {
                live.each(|other| self.disconnect(terms, other));
            }
            self.disconnect(terms, attempt);
        }
        if !has_failed && let Some(cache) = self.guards[number as usize].fills {
            self.fill(cache, number, at);
        }
        was_sent
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
            return self.fail_for_good(at, failure);
        }
        let wait = self.wait(at);
        if self.now + wait >= self.records.ask_at(at).deadline {
            return self.fail_for_good(at, failure);
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
    pub(super) fn over_budget(&mut self, at: u32, failure: Failure) {
        let ask = self.records.ask_at(at);
        self.guards[ask.call as usize].tally.over_budget += 1;
        // Of a hedge the first attempt is still out.
        if ask.live.is_empty() {
            self.fail_for_good(at, failure);
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

    /// A call has failed for good.
    fn fail_for_good(&mut self, at: u32, failure: Failure) {
        if let Some(caller) = self.settle(at, Some(failure)) {
            self.todo.push(Todo::Advance(caller));
        }
    }

    /// A call is answered, or has failed for good: the visit that goes on now, if any.
    #[inline(always)]
    fn settle(&mut self, at: u32, failure: Option<Failure>) -> Option<u32> {
        let (ask, generation) = self.records.ask_with_generation(at);
        let guard = &mut self.guards[ask.call as usize];
        guard.tally.lost += u64::from(failure.is_some());
        let fallback = guard.fallback;
        // Who does not fail with one of several calls makes the others all the same.
        let goes_on = failure.is_none() || fallback == Fallback::Degrade || ask.is_nobodys();
        match (failure, fallback) {
            (_, _) if ask.left > 1 && goes_on => {
                ask.degraded |= failure.is_some();
                let (call, left) = (ask.call, ask.left - 1);
                self.go_on_asking(at, call, left, failure.unwrap_or(Failure::Error));
                return None;
            }
            (Some(failure), Fallback::Instead(other)) => {
                self.go_on_asking(at, other, 1, failure);
                return None;
            }
            _ => {}
        }
        let Ask { source, caller, caller_generation, started, degraded, terms, .. } = *ask;
        self.records.end_ask(at);
        if source != NOBODY {
            self.conclude(source, started, degraded, failure);
            return None;
        }
        if terms != NOBODY {
            let Terms { gather, fetch, .. } = self.terms.end(terms);
            if let Some(fetch) = fetch {
                let ended = failure.map_or(Ended::Answered { degraded }, Ended::Failed);
                self.fetched(fetch, (at, generation), ended);
            }
            if gather != NOBODY {
                self.gathered(gather, (caller, caller_generation), degraded, failure, fallback);
                return None;
            }
        }
        // A caller that is nobody has no record.
        let visit = self.records.visit_mut(caller, caller_generation)?;
        visit.degraded |= degraded;
        match (failure, fallback) {
            (Some(failure), Fallback::Fail) => {
                if self.stands_still(caller) {
                    self.put_off(caller, Some(failure));
                } else {
                    self.fail(caller, failure);
                }
                return None;
            }
            (Some(_), _) => visit.degraded = true,
            (None, _) => {}
        }
        visit.pending -= 1;
        (visit.pending == 0).then_some(caller)
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
        let caller = (last.caller != NOBODY).then_some((last.caller, last.caller_generation));
        let next = self.ask(call, caller, told, last.priority, times);
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
