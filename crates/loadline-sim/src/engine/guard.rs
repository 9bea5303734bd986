//! What a caller keeps for each call: timers, retry budget, breaker, adaptive throttling.

use crate::failure::Failure;
use crate::layout::Call;
use crate::time::Instant;
use loadline_math::{Stream, exp};

/// How long adaptive throttling remembers: the two minutes of the Google SRE book, ch. 21, as a decay.
const MEMORY: f64 = 120.0;

/// What is kept for one call.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) timeout: Option<usize>,
    pub(super) hedge: Option<usize>,
    /// Whether nobody is reached.
    pub(super) cut: bool,
    /// How often the call is made surely, and with which probability once more.
    pub(super) sure: u32,
    pub(super) more: f64,
    pub(super) times: Stream,
    pub(super) waits: Stream,
    luck: Stream,
    budget: Option<(f64, f64, f64)>,
    breaker: BreakerState,
    throttle: Throttle,
    /// Whether anything has to be learnt from results.
    learns: bool,
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

impl Guard {
    pub(super) fn new(
        call: &Call,
        [timeout, hedge]: [Option<usize>; 2],
        [times, waits, luck]: [Stream; 3],
    ) -> Self {
        Self {
            timeout,
            hedge,
            cut: false,
            sure: call.times.mean as u32,
            more: call.times.mean.fract(),
            times,
            waits,
            luck,
            budget: call.retries.budget.map(|budget| (budget.burst, budget.ratio, budget.burst)),
            breaker: BreakerState::Closed { since: Instant::START, attempts: 0, failed: 0 },
            throttle: Throttle::default(),
            learns: call.breaker.is_some() || call.throttle.is_some(),
        }
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
    pub(super) fn holds_back(&mut self, call: &Call, now: Instant) -> Option<Failure> {
        if !self.learns {
            return None;
        }
        if let Some(k) = call.throttle {
            self.throttle.decay(now);
            let Throttle { requests, accepted, .. } = self.throttle;
            let reject = ((requests - k * accepted) / (requests + 1.0)).max(0.0);
            self.throttle.requests += 1.0;
            if reject > 0.0 && self.luck.uniform() < reject {
                return Some(Failure::Throttled);
            }
        }
        let breaker = call.breaker?;
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
    pub(super) fn learn(&mut self, call: &Call, now: Instant, failed: bool) {
        if !self.learns {
            return;
        }
        if call.throttle.is_some() && !failed {
            self.throttle.decay(now);
            self.throttle.accepted += 1.0;
        }
        let Some(breaker) = call.breaker else { return };
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
