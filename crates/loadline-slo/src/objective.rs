//! The share of good events that is promised, held as an exact decimal: 99.9 % leaves 0.001, never 0.0009999999999999432.

use rust_decimal::Decimal;
use std::fmt;

/// A target between 0 and 1, both allowed: 1 leaves no budget at all, which the policy lint reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target(Decimal);

/// Why a number is no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATarget {
    /// Not a decimal number.
    #[error("`{0}` is not a decimal number")]
    NotANumber(String),
    /// Not a share of a whole.
    #[error("{0} is not a share of a whole: a target lies between 0% and 100%")]
    OutOfRange(Decimal),
}

impl Target {
    /// The target that `ratio` is: 0.999 for 99.9 %.
    ///
    /// # Errors
    /// When it lies outside 0 to 1.
    pub fn from_ratio(ratio: Decimal) -> Result<Self, NotATarget> {
        let ratio = ratio.normalize();
        if ratio < Decimal::ZERO || ratio > Decimal::ONE {
            return Err(NotATarget::OutOfRange(ratio));
        }
        Ok(Self(ratio))
    }

    /// The target that `percent` is: 99.9 for 99.9 %.
    ///
    /// # Errors
    /// When it lies outside 0 to 100.
    pub fn from_percent(percent: Decimal) -> Result<Self, NotATarget> {
        percent
            .checked_div(Decimal::ONE_HUNDRED)
            .ok_or(NotATarget::OutOfRange(percent))
            .and_then(Self::from_ratio)
    }

    /// Reads a percentage without its sign: `99.9`.
    ///
    /// # Errors
    /// When it is no decimal number or lies outside 0 to 100.
    pub fn read_percent(text: &str) -> Result<Self, NotATarget> {
        Self::from_percent(decimal(text)?)
    }

    /// Reads a ratio: `0.999`.
    ///
    /// # Errors
    /// When it is no decimal number or lies outside 0 to 1.
    pub fn read_ratio(text: &str) -> Result<Self, NotATarget> {
        Self::from_ratio(decimal(text)?)
    }

    /// The share of good events, 0 to 1.
    #[must_use]
    pub const fn ratio(self) -> Decimal {
        self.0
    }

    /// The share of bad events that is allowed, 1 less the target, exactly.
    #[must_use]
    pub fn budget(self) -> Decimal {
        (Decimal::ONE - self.0).normalize()
    }

    /// Whether the budget is shorter than anybody needs to answer a page: from 99.999 %, which leaves 26 s of 30 days.
    #[must_use]
    pub fn leaves_hardly_any(self) -> bool {
        self.0 >= Decimal::from_parts(99_999, 0, 0, false, 5)
    }

    /// The share of good events in percent: 99.9.
    #[must_use]
    pub fn percent(self) -> Decimal {
        (self.0 * Decimal::ONE_HUNDRED).normalize()
    }
}

/// `99.9%`.
impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", self.percent())
    }
}

fn decimal(text: &str) -> Result<Decimal, NotATarget> {
    let text = text.trim();
    text.parse()
        .or_else(|_| Decimal::from_scientific(text))
        .map_err(|_| NotATarget::NotANumber(text.chars().take(40).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_exact() {
        for (percent, ratio, budget) in [
            ("99.9", "0.999", "0.001"),
            ("99.95", "0.9995", "0.0005"),
            ("100", "1", "0"),
            ("9e1", "0.9", "0.1"),
        ] {
            let target = Target::read_percent(percent).unwrap();
            assert_eq!(
                (target.ratio().to_string(), target.budget().to_string()),
                (ratio.into(), budget.into())
            );
        }
        assert_eq!(Target::read_ratio("0.99900").unwrap().to_string(), "99.9%");
        assert!(matches!(Target::read_percent("100.1"), Err(NotATarget::OutOfRange(_))));
        assert!(matches!(Target::read_ratio("-0.1"), Err(NotATarget::OutOfRange(_))));
        assert!(matches!(Target::read_ratio("much"), Err(NotATarget::NotANumber(_))));
    }
}
