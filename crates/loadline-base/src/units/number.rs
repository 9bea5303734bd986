//! Plain numbers, `1.8`, where a unit would say nothing.

use super::text::{Leading, clamped, number};
use super::{Unit, UnitError, format_number};

/// A plain number without a unit, finite and never negative.
///
/// Written and printed `1.8`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Number(f64);

impl Number {
    /// This number. NaN and negative numbers give 0, infinity the largest number.
    #[must_use]
    pub fn new(value: f64) -> Self {
        Self(clamped(value))
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Unit for Number {
    const WANTS: &'static str = "a number such as `1.8`";
    const PATTERN: &'static str = concat!("^", number!(), "$");

    fn read(text: &str) -> Result<Self, UnitError> {
        let leading = Leading::of(text)?;
        if leading.rest.is_empty() {
            Ok(Self(leading.value))
        } else {
            Err(leading.wrong_unit("a bare number"))
        }
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&format_number(self.0))
    }
}
