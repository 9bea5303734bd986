//! How fast something grows, `40%/y`.

use std::cmp::Ordering;

use super::format::format_percent;
use super::text::{Leading, excerpt, number, per, per_what, period};
use super::{Period, Unit, UnitError};

/// The largest yearly factor. More than a billionfold a year is a slip of the pen, and would overflow in forecasts.
const FASTEST: f64 = 1e9;

/// Compound growth: a share of itself per [`Period`], at least -100% and at most a billionfold a year.
///
/// Written `40%/y`, `3%/month`, `-10% per year`. Two growths compare by [`Self::yearly_factor`].
#[derive(Debug, Clone, Copy)]
pub struct Growth {
    share: f64,
    period: Period,
}

impl Growth {
    /// Growth by `share` (0.4 is 40%) per `period`; `None` below -1 or above a billionfold a year.
    #[must_use]
    pub fn new(share: f64, period: Period) -> Option<Self> {
        let growth = Self { share, period };
        (share >= -1.0 && growth.yearly_factor() <= FASTEST).then_some(growth)
    }

    /// The share added per [`Self::period`]: 0.4 for `40%/y`.
    #[must_use]
    pub const fn share(self) -> f64 {
        self.share
    }

    /// The period it was written in.
    #[must_use]
    pub const fn period(self) -> Period {
        self.period
    }

    /// By what a quantity is multiplied in one year: (1 + share)^(periods in a year).
    #[must_use]
    pub fn yearly_factor(self) -> f64 {
        (1.0 + self.share).powf(Period::Year.seconds() / self.period.seconds())
    }
}

impl PartialEq for Growth {
    fn eq(&self, other: &Self) -> bool {
        self.yearly_factor() == other.yearly_factor()
    }
}

impl PartialOrd for Growth {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.yearly_factor().partial_cmp(&other.yearly_factor())
    }
}

impl Unit for Growth {
    const WANTS: &'static str = "a growth such as `40%/y` or `3%/month`";
    const PATTERN: &'static str = concat!("^-?", number!(), " *%", per!(), period!(), "$");

    fn read(text: &str) -> Result<Self, UnitError> {
        const KNOWN: &str = "`%/y`, `%/month`, `%/w` or `%/d`";
        let leading = Leading::signed(text)?;
        let period = leading
            .rest
            .strip_prefix('%')
            .and_then(|rest| per_what(rest.trim_start_matches(' ')))
            .and_then(Period::named)
            .ok_or_else(|| leading.wrong_unit(KNOWN))?;
        let share = leading.shifted(-2)?;
        Self::new(share, period).ok_or_else(|| {
            let limit = if share < -1.0 {
                "nothing shrinks by more than 100%"
            } else {
                "that is over a billionfold a year"
            };
            UnitError::OutOfRange(excerpt(text), limit)
        })
    }
}

impl std::fmt::Display for Growth {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", format_percent(self.share), self.period.symbol())
    }
}
