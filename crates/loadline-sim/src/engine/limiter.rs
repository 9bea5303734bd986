//! A limit of requests at a copy that follows from how long they take: it grows while they take no longer than an idle copy needs,
//! and shrinks when they queue.
//!
//! Both rules are those of Netflix' concurrency-limits (2018), with its defaults: one look a second, at the mean of what ended
//! meanwhile, and only where that were ten requests or more.

use crate::layout::{AdaptiveLimit, AdaptiveRule};
use crate::time::{Delay, Instant};

/// Time from one look to the next.
const LOOK: Delay = Delay::from_nanos(1_000_000_000);
/// Fewest requests that say anything.
const LEAST: u32 = 10;
/// Where limits begin, and how far the gradient rule lets them fall.
const FIRST: f64 = 20.0;
/// How many requests the gradient rule lets queue.
const QUEUE: f64 = 4.0;
/// How much longer than usual requests may take before the gradient rule takes it for a queue.
const TOLERANCE: f64 = 1.5;
/// How much of a new limit counts at once.
const SMOOTHING: f64 = 0.2;
/// Looks that the usual time is averaged over, and how many of the first ones are weighed alike.
const LONG: f64 = 600.0;
const WARM_UP: u32 = 10;
/// After so many looks for each request of the limit, the least time is measured anew.
const PROBE: f64 = 30.0;

/// The limit of one copy.
#[derive(Debug)]
pub(super) struct Limiter {
    rule: AdaptiveRule,
    most: f64,
    limit: f64,
    /// What ended since the last look: how many, how long they took in all, and most that were there at once.
    ended: u32,
    took: f64,
    crowd: u32,
    dropped: bool,
    looks_at: Instant,
    /// Least time (Vegas), or usual time (gradient), in seconds.
    base: Option<f64>,
    looks: u32,
}

impl Limiter {
    pub(super) fn of(limit: AdaptiveLimit) -> Self {
        let most = f64::from(limit.most.max(1));
        Self {
            rule: limit.rule,
            most,
            limit: FIRST.min(most),
            ended: 0,
            took: 0.0,
            crowd: 0,
            dropped: false,
            looks_at: Instant::START + LOOK,
            base: None,
            looks: 0,
        }
    }

    /// Whether one more may come where so many are.
    pub(super) const fn lets_in(&self, there: u32) -> bool {
        there < self.limit as u32
    }

    /// A request that was let in was dropped.
    pub(super) const fn dropped(&mut self) {
        self.dropped = true;
    }

    /// A request was answered after so long, one of so many that were there.
    pub(super) fn answered(&mut self, took: Delay, there: u32, now: Instant) {
        self.ended += 1;
        self.took += took.seconds();
        self.crowd = self.crowd.max(there);
        if now < self.looks_at {
            return;
        }
        self.looks_at = now + LOOK;
        let mean = self.took / f64::from(self.ended);
        if self.ended >= LEAST && mean > 0.0 {
            self.look(mean);
        }
        (self.ended, self.took, self.crowd, self.dropped) = (0, 0.0, 0, false);
    }

    fn look(&mut self, mean: f64) {
        let limit = match self.rule {
            AdaptiveRule::Vegas => self.vegas(mean),
            AdaptiveRule::Gradient => self.gradient(mean),
        };
        if let Some(limit) = limit {
            self.limit = limit;
        }
    }

    /// TCP Vegas (Brakmo and Peterson 1995): of a limit `L`, `L × (1 − least time ÷ time)` requests queue.
    fn vegas(&mut self, mean: f64) -> Option<f64> {
        self.looks += 1;
        let least =
            self.base.filter(|_| f64::from(self.looks) < PROBE * self.limit).filter(|least| mean >= *least);
        let Some(least) = least else {
            if f64::from(self.looks) >= PROBE * self.limit {
                self.looks = 0;
            }
            self.base = Some(mean);
            return None;
        };
        let step = loadline_math::ln(self.limit) / std::f64::consts::LN_10;
        // The whole part, at least one.
        let step = step.floor().max(1.0);
        let queue = (self.limit * (1.0 - least / mean)).ceil();
        let next = if self.dropped {
            self.limit - step
        } else if f64::from(self.crowd) * 2.0 < self.limit {
            return None;
        } else if queue <= step {
            self.limit + 6.0 * step
        } else if queue < 3.0 * step {
            self.limit + step
        } else if queue > 6.0 * step {
            self.limit - step
        } else {
            return None;
        };
        Some(next.clamp(1.0, self.most))
    }

    /// The gradient of the usual time over the present one, between a half and one.
    fn gradient(&mut self, mean: f64) -> Option<f64> {
        self.looks = self.looks.saturating_add(1);
        let usual = self.base.unwrap_or(mean);
        let weight = if self.looks <= WARM_UP { 1.0 / f64::from(self.looks) } else { 2.0 / (LONG + 1.0) };
        let usual = usual + (mean - usual) * weight;
        // Load is back to normal: it need not take minutes until that is noticed.
        self.base = Some(if usual > 2.0 * mean { usual * 0.95 } else { usual });
        if f64::from(self.crowd) < self.limit / 2.0 {
            return None;
        }
        let gradient = (TOLERANCE * usual / mean).clamp(0.5, 1.0);
        let next = self.limit * gradient + QUEUE;
        let next = self.limit * (1.0 - SMOOTHING) + next * SMOOTHING;
        Some(next.clamp(FIRST.min(self.most), self.most))
    }
}
