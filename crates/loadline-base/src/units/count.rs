//! Whole numbers of things, `3`.

use super::format::group;
use super::text::{Leading, excerpt};
use super::{Unit, UnitError};

/// How many of something: a whole number without a unit.
///
/// Written `3` or `400_000`, printed `400,000`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Count(u64);

impl Count {
    /// That many.
    #[must_use]
    pub const fn new(count: u64) -> Self {
        Self(count)
    }

    /// How many.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }
}

impl Unit for Count {
    const WANTS: &'static str = "a whole number such as `3`";
    const PATTERN: &'static str = "^(?:[0-9]+(?:_[0-9]+)*|[0-9]{1,3}(?:,[0-9]{3})+)$";

    fn read(text: &str) -> Result<Self, UnitError> {
        let out_of_range = |limit| UnitError::OutOfRange(excerpt(text), limit);
        let leading = Leading::of(text)?;
        if !leading.rest.is_empty() {
            return Err(leading.wrong_unit("a bare number"));
        }
        let digits = leading.whole().ok_or_else(|| out_of_range("it must be a whole number"))?;
        digits.parse().map(Self).map_err(|_| out_of_range("the number is too large"))
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&group(&self.0.to_string()))
    }
}
