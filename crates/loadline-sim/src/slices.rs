//! A run in slices of time: what came, what was answered and how fast, slice by slice.

use crate::histogram::Histogram;
use crate::time::{Delay, Instant};

/// So many limits can be asked for.
pub const LIMITS: usize = 4;

/// Latencies that slices count answers within; zero = none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Limits(pub [Delay; LIMITS]);

/// Slices of equal length, the first one at the time counting began.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Slices {
    from: Instant,
    length: Delay,
    most: usize,
    limits: Limits,
    done: Vec<Slice>,
    open: Slice,
    latency: Histogram,
}

/// What happened in one slice.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Slice {
    /// Requests that came.
    pub arrived: u64,
    /// Requests answered.
    pub good: u64,
    /// Requests that failed for good.
    pub failed: u64,
    /// Sum of latencies in seconds, of those answered.
    pub latency_sum: f64,
    /// Of those answered, how many were within each of the limits that were asked for.
    pub within: [u64; LIMITS],
    /// Median, 99th and 99.9th percentile of all that ended in the slice; `None` where it lies among the failed.
    pub quantiles: [Option<Delay>; 3],
}

/// The quantiles of a slice.
pub const QUANTILES: [f64; 3] = [0.5, 0.99, 0.999];

impl Slices {
    /// Slices of this length, so many at most, which count answers within these limits. Of length zero there is none.
    pub(crate) fn new(from: Instant, length: Delay, most: usize, limits: Limits) -> Self {
        Self { from, length, limits, most: if length.is_zero() { 0 } else { most }, ..Self::default() }
    }

    /// Every slice that is over.
    #[must_use]
    pub fn done(&self) -> &[Slice] {
        &self.done
    }

    /// How long each of them is.
    #[must_use]
    pub const fn length(&self) -> Delay {
        self.length
    }

    /// When the first of them begins.
    #[must_use]
    pub const fn from(&self) -> Instant {
        self.from
    }

    #[inline]
    pub(crate) fn arrived(&mut self, now: Instant) {
        if self.most > 0 {
            self.go_on(now);
            self.open.arrived += 1;
        }
    }

    #[inline]
    pub(crate) fn ended(&mut self, now: Instant, latency: Option<Delay>) {
        if self.most == 0 {
            return;
        }
        self.go_on(now);
        match latency {
            Some(latency) => {
                self.open.good += 1;
                self.open.latency_sum += latency.about_seconds();
                self.latency.record(latency);
                for (within, limit) in self.open.within.iter_mut().zip(self.limits.0) {
                    *within += u64::from(latency <= limit);
                }
            }
            None => self.open.failed += 1,
        }
    }

    /// Closes every slice that ends by now.
    pub(crate) fn go_on(&mut self, now: Instant) {
        while self.done.len() < self.most {
            let end =
                self.from + Delay::from_nanos(self.length.nanos().saturating_mul(self.done.len() as u64 + 1));
            if now < end {
                break;
            }
            let nothing = Histogram::default();
            self.open.quantiles = QUANTILES.map(|q| self.latency.quantile(q, self.open.failed, &nothing));
            self.done.push(std::mem::take(&mut self.open));
            self.latency.clear();
        }
    }
}
