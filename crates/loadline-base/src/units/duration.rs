//! Spans of time, `300ms` or `1h30m`, held as whole nanoseconds.

use std::iter::Sum;
use std::ops::Add;

use super::text::{Leading, excerpt, number};
use super::{Unit, UnitError, format_number};

const US: u64 = 1_000;
const MS: u64 = 1_000 * US;
const S: u64 = 1_000 * MS;
const MIN: u64 = 60 * S;
const H: u64 = 60 * MIN;
const D: u64 = 24 * H;
const W: u64 = 7 * D;
/// 365.25 d.
const Y: u64 = 8_766 * H;

const KNOWN: &str = "`ns`, `us`, `ms`, `s`, `m`, `h`, `d`, `w` or `y`";

macro_rules! unit {
    () => {
        "(?:ns|us|µs|μs|ms|s|m|min|h|d|w|y)"
    };
}

/// A span of time in whole nanoseconds, up to 584 years. Arithmetic saturates.
///
/// Written `300ms`, `1.5s`, `20m`, `2h`, `30d`, `4w`, `7y` (a year is 365.25 days) or as a sum, `1h30m`.
/// Printed for people: `300 ms`, `1 h 30 min`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Duration(u64);

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self(0);
    /// The longest duration, about 584 years; what saturating arithmetic ends at.
    pub const MAX: Self = Self(u64::MAX);

    /// That many nanoseconds.
    #[must_use]
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// That many seconds, to the nearest nanosecond.
    ///
    /// NaN and negative numbers give [`Self::ZERO`]; infinity and whatever is too long give [`Self::MAX`].
    #[must_use]
    pub fn from_secs_f64(seconds: f64) -> Self {
        Self::from_nanos_f64(seconds * S as f64)
    }

    /// The cast from `f64` saturates at both ends and takes NaN to zero.
    fn from_nanos_f64(nanos: f64) -> Self {
        Self(nanos.round() as u64)
    }

    /// In nanoseconds.
    #[must_use]
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// In seconds.
    #[must_use]
    pub fn as_secs_f64(self) -> f64 {
        self.0 as f64 / S as f64
    }

    /// Whether it is no time at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// `self` less `other`, or zero when `other` is longer.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// `self` `times` over.
    #[must_use]
    pub const fn saturating_mul(self, times: u64) -> Self {
        Self(self.0.saturating_mul(times))
    }

    /// `self` times `factor`; NaN and negative factors give zero.
    #[must_use]
    pub fn scale(self, factor: f64) -> Self {
        Self::from_nanos_f64(self.0 as f64 * factor)
    }
}

impl Add for Duration {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sum for Duration {
    fn sum<I: Iterator<Item = Self>>(durations: I) -> Self {
        durations.fold(Self::ZERO, Add::add)
    }
}

impl Unit for Duration {
    const WANTS: &'static str = "a duration such as `300ms` or `7d`";
    const PATTERN: &'static str =
        concat!("^", number!(), " *", unit!(), "(?: *", number!(), " *", unit!(), ")*$");

    fn read(text: &str) -> Result<Self, UnitError> {
        let mut total = Self::ZERO;
        let mut left = text;
        loop {
            let leading = Leading::of(left)?;
            let end =
                leading.rest.find(|c: char| c == ' ' || c.is_ascii_digit()).unwrap_or(leading.rest.len());
            let (unit, rest) = leading.rest.split_at(end);
            let nanos = match unit {
                "ns" => 1,
                "us" | "µs" | "μs" => US,
                "ms" => MS,
                "s" => S,
                "m" | "min" => MIN,
                "h" => H,
                "d" => D,
                "w" => W,
                "y" => Y,
                "" => return Err(leading.no_unit()),
                _ => return Err(UnitError::UnknownUnit(excerpt(unit), KNOWN)),
            };
            let part = leading.value * nanos as f64;
            let sum = total.0.checked_add(part.round() as u64);
            total = match sum {
                Some(sum) if part < u64::MAX as f64 => Self(sum),
                _ => return Err(UnitError::OutOfRange(excerpt(text), "a duration is at most 584 years")),
            };
            left = rest.trim_start_matches(' ');
            if left.is_empty() {
                return Ok(total);
            }
        }
    }
}

impl std::fmt::Display for Duration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let nanos = rounded(self.0);
        let mut one = |value: u64, unit: u64, name: &str| {
            write!(f, "{} {name}", format_number(value as f64 / unit as f64))
        };
        if nanos > 0 && nanos.is_multiple_of(Y) {
            return one(nanos, Y, "y");
        }
        if nanos < MIN {
            let (unit, name) = match nanos {
                0 | S.. => (S, "s"),
                MS.. => (MS, "ms"),
                US.. => (US, "µs"),
                _ => (1, "ns"),
            };
            return one(nanos, unit, name);
        }
        let parts = [
            (nanos / D * D, D, "d"),
            (nanos % D / H * H, H, "h"),
            (nanos % H / MIN * MIN, MIN, "min"),
            (nanos % MIN, S, "s"),
        ];
        let mut gap = "";
        for (part, unit, name) in parts.into_iter().filter(|(part, ..)| *part > 0) {
            write!(f, "{gap}{} {name}", format_number(part as f64 / unit as f64))?;
            gap = " ";
        }
        Ok(())
    }
}

/// `nanos` to the nearest step that people care for at this length: seconds for hours, milliseconds for seconds.
fn rounded(nanos: u64) -> u64 {
    let step = match nanos {
        D.. => MIN,
        H.. => S,
        S.. => MS,
        MS.. => US,
        _ => 1,
    };
    let down = nanos - nanos % step;
    if nanos - down >= step.div_ceil(2) { down.checked_add(step).unwrap_or(down) } else { down }
}
