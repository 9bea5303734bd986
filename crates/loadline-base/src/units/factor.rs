//! Multiples of something else, `2x`.

use super::text::{Leading, clamped, number};
use super::{Unit, UnitError, format_number};

/// How many times something else, finite and never negative.
///
/// Written `2x`, `1.5x` or `6×`, printed `2x`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Factor(f64);

impl Factor {
    /// `times` as a factor. NaN and negative numbers give 0, infinity the largest number.
    #[must_use]
    pub fn new(times: f64) -> Self {
        Self(clamped(times))
    }

    /// The number of times.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl Unit for Factor {
    const WANTS: &'static str = "a factor such as `2x`";
    const PATTERN: &'static str = concat!("^", number!(), " *[x×]$");

    fn read(text: &str) -> Result<Self, UnitError> {
        let leading = Leading::of(text)?;
        match leading.rest {
            "x" | "×" => Ok(Self(leading.value)),
            _ => Err(leading.wrong_unit("`x`")),
        }
    }
}

impl std::fmt::Display for Factor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x", format_number(self.0))
    }
}
