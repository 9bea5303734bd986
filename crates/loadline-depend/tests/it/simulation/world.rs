//! What happens by itself: things that break and are repaired, one after the other, until the time is up.

use super::signal::Signal;
use loadline_math::Stream;

/// Seconds of a year of 8,766 hours.
pub(super) const YEAR: f64 = 31_557_600.0;

/// Something that breaks: up for an exponential time, then down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Breaks {
    /// Share of time it is down.
    pub(super) share: f64,
    /// Mean length of an outage, seconds.
    pub(super) mean: f64,
    /// Whether every outage is that long; otherwise they are exponential.
    pub(super) always: bool,
}

impl Breaks {
    /// Outages of exponential length.
    pub(super) const fn now_and_then(share: f64, mean: f64) -> Self {
        Self { share, mean, always: false }
    }

    /// Outages that are always as long.
    pub(super) const fn for_always_as_long(share: f64, mean: f64) -> Self {
        Self { share, mean, always: true }
    }

    /// Outages a second.
    pub(super) fn rate(self) -> f64 {
        self.share / self.mean
    }

    /// Outages a year.
    pub(super) fn per_year(self) -> f64 {
        self.rate() * YEAR
    }
}

/// A stretch of time and its chances.
#[derive(Debug)]
pub(super) struct World {
    pub(super) stream: Stream,
    /// Seconds.
    pub(super) until: f64,
}

impl World {
    /// Long enough for so many outages of all these together.
    pub(super) fn with(outages: f64, of: &[Breaks], stream: Stream) -> Self {
        Self { stream, until: outages / of.iter().map(|it| it.rate()).sum::<f64>() }
    }

    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.stream.uniform().ln()
    }

    /// When it is down.
    pub(super) fn outages(&mut self, of: Breaks) -> Signal {
        let mut found = Vec::new();
        if of.share == 0.0 {
            return Signal(found);
        }
        let up = of.mean / of.share - of.mean;
        let mut now = self.exponential(up);
        while now < self.until {
            let end = now + if of.always { of.mean } else { self.exponential(of.mean) };
            found.push((now, end));
            now = end + self.exponential(up);
        }
        Signal(found)
    }
}
