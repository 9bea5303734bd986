//! What a caller keeps for each call: its timers, how often it is made, what holds it back.

use super::{Ask, NOBODY};
use crate::layout::{Cache, Call, Fallback};
use crate::tally::CallTally;
use crate::time::{Delay, Instant};
use loadline_math::Stream;

/// What is kept for one call. What every attempt looks at comes first, on two lines of a cache; it stands there twice, since the call
/// itself is long.
#[derive(Debug)]
#[repr(C, align(64))]
pub(super) struct Guard<'l> {
    pub(super) call: &'l Call,
    /// The rings of its time limit and of its hedges.
    pub(super) timeout: Option<u32>,
    pub(super) hedge: Option<u32>,
    /// With which probability the call is made once more than surely.
    more: f64,
    /// How often it is made surely.
    sure: u32,
    /// Which of all calls it is.
    number: u32,
    /// The node that it goes to, and the station of that.
    pub(super) to: u32,
    pub(super) station: u32,
    /// What holds it back, which other calls may share.
    pub(super) restraint: u32,
    /// The cache in which it looks up keys, if any.
    pub(super) keyed: u32,
    /// Whether nobody is reached.
    pub(super) cut: bool,
    /// Whether it is made exactly once and awaited, without a restraint, connections or keys.
    pub(super) is_plain: bool,
    /// Whether its caller waits for it.
    pub(super) is_awaited: bool,
    pub(super) propagates: bool,
    /// Whether all attempts together have a time.
    is_limited: bool,
    /// Whether it takes from a limit that it may share.
    has_limit: bool,
    /// Whether how often it is made depends on a cache.
    pub(super) looks_up: bool,
    pub(super) fallback: Fallback,
    /// What is added to a place of the caller to find its connections, where they are limited.
    pub(super) lanes: Option<u32>,
    /// The cache that its answers fill, where that knows no keys.
    pub(super) fills: Option<u32>,
    pub(super) tally: CallTally,
    times: Stream,
    pub(super) waits: Stream,
    patience: Stream,
}

impl<'l> Guard<'l> {
    pub(super) fn new(
        number: u32,
        call: &'l Call,
        station: u32,
        [timeout, hedge]: [Option<u32>; 2],
        [times, waits, patience]: [Stream; 3],
    ) -> Self {
        Self {
            number,
            call,
            is_plain: false,
            tally: CallTally::default(),
            timeout,
            hedge,
            cut: false,
            to: call.to,
            station,
            is_awaited: call.waits,
            propagates: call.propagates,
            is_limited: call.deadline.is_some() || call.patience.is_some(),
            has_limit: call.limit.is_some(),
            looks_up: call.times.misses.is_some(),
            fallback: call.fallback,
            sure: call.times.mean as u32,
            more: call.times.mean.fract(),
            times,
            waits,
            patience,
            restraint: NOBODY,
            fills: call.times.misses.map(|(cache, _)| cache),
            keyed: NOBODY,
            lanes: None,
        }
    }

    /// The call as it is wanted now, so often, by a visit and its generation or nobody, who was told to give up then.
    #[inline(always)]
    pub(super) fn wanted(
        &mut self,
        caller: Option<(u32, u32)>,
        told: Instant,
        priority: u8,
        times: u32,
        now: Instant,
    ) -> Ask {
        self.tally.asked += 1;
        let own = self.deadline(now);
        let deadline = if self.propagates { own.min(told) } else { own };
        let (caller, caller_generation) = caller.unwrap_or((NOBODY, 0));
        Ask {
            call: self.number,
            caller,
            caller_generation,
            left: times,
            priority,
            over: false,
            started: now,
            deadline,
            ..Ask::OVER
        }
    }

    /// Notes whether it is plain, once everything that could make it otherwise is known.
    pub(super) fn note_plain(&mut self) {
        let is_made_once = self.sure == 1 && self.more == 0.0 && !self.looks_up;
        let is_free = self.restraint == NOBODY && self.lanes.is_none() && self.keyed == NOBODY;
        self.is_plain = self.is_awaited && is_made_once && is_free;
    }

    /// How often the call is made this time. `warmth` is the share of what its cache answers when warm that it answers now.
    #[inline]
    pub(super) fn times(&mut self, caches: &[Cache], warmth: f64) -> u32 {
        let certain = self.sure + u32::from(self.more > 0.0 && self.times.uniform() < self.more);
        if !self.looks_up || self.keyed != NOBODY {
            return certain;
        }
        let Some((cache, lookups)) = self.call.times.misses else { return certain };
        let missed = lookups * (1.0 - caches[cache as usize].hit_ratio * warmth);
        let missed = missed as u32 + u32::from(self.times.uniform() < missed.fract());
        certain + missed
    }

    /// How many keys are looked up this time.
    pub(super) fn lookups(&mut self) -> u32 {
        let (_, lookups) = self.call.times.misses.unwrap_or_default();
        lookups as u32 + u32::from(lookups.fract() > 0.0 && self.times.uniform() < lookups.fract())
    }

    /// When all attempts of a call that is wanted now must be over.
    #[inline]
    pub(super) fn deadline(&mut self, now: Instant) -> Instant {
        if !self.is_limited {
            return Instant::NEVER;
        }
        let fixed = self.call.deadline.map_or(Instant::NEVER, |deadline| now + deadline);
        let Some(law) = &self.call.patience else { return fixed };
        fixed.min(now + Delay::from_seconds(law.draw(&mut self.patience)))
    }

    /// Whether attempts may be held back.
    #[inline]
    pub(super) const fn may_be_held_back(&self) -> bool {
        self.restraint != NOBODY || self.has_limit
    }

    /// Whether anything learns from what becomes of attempts.
    #[inline]
    pub(super) const fn teaches(&self) -> bool {
        self.restraint != NOBODY || self.fills.is_some()
    }
}
