//! Simulated time in whole nanoseconds. An instant and a delay are different things, and only sums that make sense exist.

use std::ops::{Add, AddAssign, Sub};

const NANOS: f64 = 1e9;
/// One nanosecond in seconds.
const SECOND: f64 = 1e-9;

/// A point in simulated time, counted from the start of the run.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Instant(u64);

/// A stretch of simulated time.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct Delay(u64);

impl Instant {
    /// The start of the run.
    pub const START: Self = Self(0);
    /// After everything.
    pub const NEVER: Self = Self(u64::MAX);

    /// That many nanoseconds after the start.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Nanoseconds since the start.
    #[must_use]
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / NANOS
    }
}

impl Delay {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// That many nanoseconds.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// That many seconds, to the nearest nanosecond; nothing below zero, and 292 years or more last for ever.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Self {
        Self::from_nanos_f64(seconds * NANOS)
    }

    /// That many nanoseconds, to the nearest whole one. The cast saturates, and takes NaN to zero; processors have one for numbers
    /// with a sign, and need a dozen steps for others.
    #[inline]
    pub(crate) fn from_nanos_f64(nanos: f64) -> Self {
        let whole = (nanos + 0.5) as i64;
        // What is longer than any run takes for ever.
        Self(if whole == i64::MAX { u64::MAX } else { whole.max(0).cast_unsigned() })
    }

    /// In nanoseconds.
    #[must_use]
    pub const fn nanos(self) -> u64 {
        self.0
    }

    /// In seconds.
    #[must_use]
    #[inline]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / NANOS
    }

    /// [`Delay::seconds`] to within one in 10¹⁶: multiplying is faster than dividing, and this is done for every request.
    #[inline]
    pub(crate) fn about_seconds(self) -> f64 {
        self.0 as f64 * SECOND
    }

    /// Whether it is no time at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

impl From<loadline_base::units::Duration> for Delay {
    fn from(duration: loadline_base::units::Duration) -> Self {
        Self(duration.as_nanos())
    }
}

impl Add<Delay> for Instant {
    type Output = Self;

    #[inline]
    fn add(self, delay: Delay) -> Self {
        Self(self.0.saturating_add(delay.0))
    }
}

impl Sub for Instant {
    type Output = Delay;

    /// From the earlier instant to the later one; zero when they are the other way round.
    #[inline]
    fn sub(self, earlier: Self) -> Delay {
        Delay(self.0.saturating_sub(earlier.0))
    }
}

impl Add for Delay {
    type Output = Self;

    #[inline]
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Delay {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_that_are_none_are_told_from_those_without_an_end() {
        let nanos = [f64::NAN, -1.0, 0.4, 0.5, 9.2e18, 9.3e18, 1e300, f64::INFINITY];
        let read = nanos.map(|nanos| Delay::from_nanos_f64(nanos).nanos());
        let never = u64::MAX;
        assert_eq!(read, [0, 0, 0, 1, 9_200_000_000_000_000_000, never, never, never]);
        assert_eq!(Instant::from_nanos(5) + Delay::from_seconds(f64::INFINITY), Instant::NEVER);
    }
}
