//! How long something has been broken already: the question that caches, retained requests and deadlines ask.

use loadline_base::units::Duration;
use loadline_math::exp;

/// "Broken for longer than this", and whether a backlog stretches what comes late because of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Age {
    /// Nanoseconds; [`Age::NEVER`] has the most.
    longer_than: u64,
    /// Bits of the factor by which the late time exceeds the outage's own; never less than that of 1.
    stretch: u64,
}

impl Age {
    /// Broken now, however short.
    pub const NOW: Self = Self { longer_than: 0, stretch: 1f64.to_bits() };
    /// Broken for longer than for ever: it never comes to that.
    pub const NEVER: Self = Self { longer_than: u64::MAX, stretch: 1f64.to_bits() };

    /// Broken for this much longer. Masks one after the other add up.
    #[must_use]
    pub const fn plus(self, time: Duration) -> Self {
        Self { longer_than: self.longer_than.saturating_add(time.as_nanos()), ..self }
    }

    /// Late for `factor` times as long, since a backlog is worked off after the repair; `factor` is at least 1.
    #[must_use]
    pub fn stretched(self, factor: f64) -> Self {
        Self { stretch: (f64::from_bits(self.stretch) * factor.max(1.0)).to_bits(), ..self }
    }

    /// The same question about another time.
    pub(crate) const fn at(self, time: Duration) -> Self {
        Self { longer_than: time.as_nanos(), ..self }
    }

    /// The time it must have been broken.
    #[must_use]
    pub const fn time(self) -> Duration {
        Duration::from_nanos(self.longer_than)
    }

    /// By how much the late time exceeds the outage's own.
    #[must_use]
    pub const fn stretch(self) -> f64 {
        f64::from_bits(self.stretch)
    }

    /// Share of an outage's time that is older than this, for outages of mean length `mean` seconds: `e^(−T/m)` when
    /// exponential, `(m − T)⁺ ÷ m` when always as long, times the stretch.
    #[must_use]
    pub fn share(self, mean: f64, length: Length) -> f64 {
        let stretch = f64::from_bits(self.stretch);
        if self.longer_than == 0 {
            return stretch;
        }
        let age = self.time().as_secs_f64();
        if self == Self::NEVER || mean <= 0.0 {
            return 0.0;
        }
        stretch
            * match length {
                Length::Exponential => exp(-age / mean),
                Length::Fixed => ((mean - age) / mean).max(0.0),
            }
    }

    /// Share of outages that last longer than this.
    #[must_use]
    pub fn reached(self, mean: f64, length: Length) -> f64 {
        let age = self.time().as_secs_f64();
        if self.longer_than == 0 {
            return 1.0;
        }
        if self.time() == Self::NEVER.time() || mean <= 0.0 {
            return 0.0;
        }
        match length {
            Length::Exponential => exp(-age / mean),
            Length::Fixed => f64::from(u8::from(mean > age)),
        }
    }
}

/// How the lengths of outages are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Length {
    /// Exponentially: most are short, some are long.
    Exponential,
    /// Always the same.
    Fixed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(age: Age, length: Length, expected: f64) {
        let share = age.share(600.0, length);
        assert!((share - expected).abs() < 1e-15, "{share}, not {expected}");
    }

    #[test]
    fn older_outages_are_rarer() {
        let ten_minutes = Age::NOW.plus(Duration::from_secs_f64(600.0));
        check(Age::NOW, Length::Exponential, 1.0);
        check(ten_minutes, Length::Exponential, (-1.0f64).exp());
        check(ten_minutes.plus(Duration::from_secs_f64(600.0)), Length::Exponential, (-2.0f64).exp());
        check(Age::NOW.plus(Duration::from_secs_f64(150.0)), Length::Fixed, 0.75);
        check(ten_minutes, Length::Fixed, 0.0);
        check(Age::NEVER, Length::Exponential, 0.0);
    }

    #[test]
    fn a_backlog_stretches_what_is_late() {
        let late = Age::NOW.plus(Duration::from_secs_f64(600.0)).stretched(4.0);
        check(late, Length::Exponential, 4.0 * (-1.0f64).exp());
    }
}
