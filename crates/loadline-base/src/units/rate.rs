//! How often something happens, `350rps` or `400000 per month`.

use std::cmp::Ordering;

use super::text::{Leading, clamped, excerpt, number, per, per_what, period};
use super::{Period, Unit, UnitError, format_number};

/// How often something happens: a count per [`Period`], finite and never negative.
///
/// Written `350rps`, `70/s`, `20/min`, `400_000 per month`, `10k/week`, `2M per day`. Printed in its own period:
/// `350 rps`, `400,000 per month`. Two rates compare by [`Self::per_second`], whatever their periods.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    count: f64,
    period: Period,
}

impl Rate {
    /// `count` per `period`. NaN and negative counts give 0, infinity the largest number.
    #[must_use]
    pub fn new(count: f64, period: Period) -> Self {
        Self { count: clamped(count), period }
    }

    /// That many per second; clamped like [`Self::new`].
    #[must_use]
    pub fn from_rps(count: f64) -> Self {
        Self::new(count, Period::Second)
    }

    /// How many per [`Self::period`].
    #[must_use]
    pub const fn count(self) -> f64 {
        self.count
    }

    /// The period it was written in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// How many per second. A month is 365.25/12 days, a year 365.25 days.
    #[must_use]
    pub fn per_second(self) -> f64 {
        self.count / self.period.seconds()
    }

    /// `self` times `factor`, in the same period; clamped like [`Self::new`].
    #[must_use]
    pub fn scale(self, factor: f64) -> Self {
        Self::new(self.count * factor, self.period)
    }
}

impl PartialEq for Rate {
    fn eq(&self, other: &Self) -> bool {
        self.per_second() == other.per_second()
    }
}

impl PartialOrd for Rate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.per_second().partial_cmp(&other.per_second())
    }
}

impl Unit for Rate {
    const WANTS: &'static str = "a rate such as `350rps` or `400000 per month`";
    const PATTERN: &'static str = concat!("^", number!(), " *[kM]? *(?:rps|", per!(), period!(), ")$");

    fn read(text: &str) -> Result<Self, UnitError> {
        const KNOWN: &str = "`rps`, `/s`, `/min`, `/h`, `/d`, `/w`, `/month` or `/y`";
        let leading = Leading::of(text)?;
        let (power, unit) = leading.suffix();
        let period = match unit {
            "" => return Err(UnitError::NoUnit(excerpt(text))),
            "rps" => Period::Second,
            _ => per_what(unit).and_then(Period::named).ok_or_else(|| leading.wrong_unit(KNOWN))?,
        };
        Ok(Self { count: leading.shifted(power)?, period })
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let count = format_number(self.count);
        match self.period {
            Period::Second => write!(f, "{count} rps"),
            period => write!(f, "{count} per {period}"),
        }
    }
}
