//! What a caller keeps for each call: timers, retry budget, breaker, adaptive throttling.

use super::bucket::Bucket;
use crate::failure::Failure;
use crate::layout::{Breaker, Cache, Call};
use crate::tally::CallTally;
use crate::time::{Delay, Instant};
use loadline_math::{Stream, exp};

/// How long adaptive throttling remembers: the two minutes of the Google SRE book, ch. 21, as a decay.
const MEMORY: f64 = 120.0;

/// What is kept for one call.
#[derive(Debug)]
pub(super) struct Guard<'l> {
    pub(super) call: &'l Call,
    pub(super) tally: CallTally,
    pub(super) timeout: Option<usize>,
    pub(super) hedge: Option<usize>,
    /// Whether nobody is reached.
    pub(super) cut: bool,
    /// How often the call is made surely, and with which probability once more.
    sure: u32,
    more: f64,
    times: Stream,
    pub(super) waits: Stream,
    patience: Stream,
    luck: Stream,
    budget: Option<(f64, f64, f64)>,
    breaker: BreakerState,
    throttle: Throttle,
    /// Whether attempts may be held back, or anything has to be learnt from results.
    learns: bool,
    /// What is added to a place of the caller to find its connections, where they are limited.
    pub(super) lanes: Option<u32>,
    /// The cache that its answers fill.
    pub(super) fills: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
enum BreakerState {
    Closed {
        since: Instant,
        attempts: u32,
        failed: u32,
    },
    Open {
        until: Instant,
    },
    /// One call is out to try; if nothing is heard of it until then, another one is.
    Trial {
        until: Instant,
    },
}

#[derive(Debug, Clone, Copy, Default)]
struct Throttle {
    at: Instant,
    requests: f64,
    accepted: f64,
}

impl Throttle {
    fn decay(&mut self, now: Instant) {
        let factor = exp(-(now - self.at).seconds() / MEMORY);
        self.at = now;
        self.requests *= factor;
        self.accepted *= factor;
    }
}

impl<'l> Guard<'l> {
    pub(super) fn new(
        call: &'l Call,
        [timeout, hedge]: [Option<usize>; 2],
        [times, waits, luck, patience]: [Stream; 4],
    ) -> Self {
        Self {
            call,
            tally: CallTally::default(),
            timeout,
            hedge,
            cut: false,
            sure: call.times.mean as u32,
            more: call.times.mean.fract(),
            times,
            waits,
            patience,
            luck,
            budget: call.retries.budget.map(|budget| (budget.burst, budget.ratio, budget.burst)),
            breaker: BreakerState::Closed { since: Instant::START, attempts: 0, failed: 0 },
            throttle: Throttle::default(),
            fills: call.times.misses.map(|(cache, _)| cache),
            learns: call.breaker.is_some() || call.throttle.is_some() || call.limit.is_some(),
            lanes: None,
        }
    }

    /// How often the call is made this time. `warmth` is the share of what each cache answers when warm that it answers now.
    #[inline]
    pub(super) fn times(&mut self, caches: &[Cache], warmth: &[f64]) -> u32 {
        let certain = self.sure + u32::from(self.more > 0.0 && self.times.uniform() < self.more);
        let Some((cache, lookups)) = self.call.times.misses else { return certain };
        let missed = lookups * (1.0 - caches[cache as usize].hit_ratio * warmth[cache as usize]);
        let missed = missed as u32 + u32::from(self.times.uniform() < missed.fract());
        certain + missed
    }

    /// When all attempts of a call that is wanted now must be over.
    #[inline]
    pub(super) fn deadline(&mut self, now: Instant) -> Instant {
        let fixed = self.call.deadline.map_or(Instant::NEVER, |deadline| now + deadline);
        let Some(law) = &self.call.patience else { return fixed };
        fixed.min(now + Delay::from_seconds(law.draw(&mut self.patience)))
    }

    /// A first attempt feeds the budget.
    #[inline]
    pub(super) fn deposit(&mut self) {
        if let Some((tokens, ratio, most)) = &mut self.budget {
            *tokens = (*tokens + *ratio).min(*most);
        }
    }

    /// Takes what another attempt costs, when there is enough.
    pub(super) fn withdraw(&mut self) -> bool {
        match &mut self.budget {
            None => true,
            Some((tokens, ..)) if *tokens >= 1.0 => {
                *tokens -= 1.0;
                true
            }
            Some(_) => false,
        }
    }

    /// Why an attempt is not even sent.
    #[inline]
    pub(super) fn holds_back(&mut self, now: Instant, buckets: &mut [Bucket]) -> Option<Failure> {
        if !self.learns {
            return None;
        }
        self.judge(now, buckets)
    }

    fn judge(&mut self, now: Instant, buckets: &mut [Bucket]) -> Option<Failure> {
        let mut bucket = self.call.limit.and_then(|limit| buckets.get_mut(limit as usize));
        // Looked at first, so that no trial of a breaker is spent on what is not sent; taken last, so that no token is.
        if bucket.as_mut().is_some_and(|bucket| !bucket.has_token(now)) {
            return Some(Failure::RateLimited);
        }
        if let Some(k) = self.call.throttle {
            self.throttle.decay(now);
            let Throttle { requests, accepted, .. } = self.throttle;
            let reject = ((requests - k * accepted) / (requests + 1.0)).max(0.0);
            self.throttle.requests += 1.0;
            if reject > 0.0 && self.luck.uniform() < reject {
                return Some(Failure::Throttled);
            }
        }
        let held_back = self.call.breaker.and_then(|breaker| self.breaker_holds_back(breaker, now));
        if held_back.is_none()
            && let Some(bucket) = bucket
        {
            bucket.take();
        }
        held_back
    }

    fn breaker_holds_back(&mut self, breaker: Breaker, now: Instant) -> Option<Failure> {
        match self.breaker {
            BreakerState::Open { until } | BreakerState::Trial { until } if now >= until => {
                self.breaker = BreakerState::Trial { until: now + breaker.open_for };
                None
            }
            BreakerState::Open { .. } | BreakerState::Trial { .. } => Some(Failure::BreakerOpen),
            BreakerState::Closed { .. } => None,
        }
    }

    /// An attempt that was sent has ended.
    #[inline]
    pub(super) fn learn(&mut self, now: Instant, failed: bool) {
        if !self.learns {
            return;
        }
        if self.call.throttle.is_some() && !failed {
            self.throttle.decay(now);
            self.throttle.accepted += 1.0;
        }
        let Some(breaker) = self.call.breaker else { return };
        let closed = BreakerState::Closed { since: now, attempts: 0, failed: 0 };
        let open = BreakerState::Open { until: now + breaker.open_for };
        self.breaker = match self.breaker {
            BreakerState::Trial { .. } => {
                if failed {
                    open
                } else {
                    closed
                }
            }
            // Answers to what was sent before it opened.
            BreakerState::Open { until } => BreakerState::Open { until },
            BreakerState::Closed { since, attempts, failed: bad } => {
                let fresh = now - since > breaker.over;
                let (since, attempts, bad) = if fresh { (now, 0, 0) } else { (since, attempts, bad) };
                let (attempts, bad) = (attempts + 1, bad + u32::from(failed));
                let too_many = f64::from(bad) >= breaker.opens_at * f64::from(attempts);
                if attempts >= breaker.least && bad > 0 && too_many {
                    open
                } else {
                    BreakerState::Closed { since, attempts, failed: bad }
                }
            }
        };
    }
}
