//! How many people or machines use something, `400000 per month`.

use std::cmp::Ordering;

use super::text::{Leading, clamped, number, per, per_what, period};
use super::{Period, Unit, UnitError, format_number};

/// How many actors there are, in all or active per [`Period`]; finite and never negative.
///
/// Written `5000`, `400_000 per month`, `2M/month`. Printed `5,000`, `400,000 per month`. It is not a rate: the same
/// people come back every month. So only populations counted the same way compare.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Population {
    count: f64,
    period: Option<Period>,
}

impl Population {
    /// `count` actors. NaN and negative counts give 0, infinity the largest number.
    #[must_use]
    pub fn new(count: f64, period: Option<Period>) -> Self {
        Self { count: clamped(count), period }
    }

    /// How many actors.
    #[must_use]
    pub const fn count(self) -> f64 {
        self.count
    }

    /// The period in which that many are active; `None` when it counts all there are.
    #[must_use]
    pub const fn period(self) -> Option<Period> {
        self.period
    }
}

impl PartialOrd for Population {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        if self.period == other.period { self.count.partial_cmp(&other.count) } else { None }
    }
}

impl Unit for Population {
    const WANTS: &'static str = "a population such as `5000` or `400000 per month`";
    const PATTERN: &'static str = concat!("^", number!(), "(?: *[kM])?(?:", per!(), period!(), ")?$");

    fn read(text: &str) -> Result<Self, UnitError> {
        const KNOWN: &str = "a bare number, `/d`, `/w`, `/month` or `/y`";
        let leading = Leading::of(text)?;
        let (power, unit) = leading.suffix();
        let period = match unit {
            "" => None,
            _ => Some(per_what(unit).and_then(Period::named).ok_or_else(|| leading.wrong_unit(KNOWN))?),
        };
        Ok(Self { count: leading.shifted(power)?, period })
    }
}

impl std::fmt::Display for Population {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&format_number(self.count))?;
        self.period.map_or(Ok(()), |period| write!(f, " per {period}"))
    }
}
