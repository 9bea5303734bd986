//! Parts of a whole, `30%` or `99.95%`.

use super::format::format_percent;
use super::text::{Leading, clamped, excerpt, number};
use super::{Unit, UnitError};

/// A part of a whole, from 0% to 100%.
///
/// Written and printed in percent, `99.95%`; the fraction is the number nearest to what was written, 0.9995.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Share(f64);

impl Share {
    /// 0%.
    pub const NONE: Self = Self(0.0);
    /// 100%.
    pub const ALL: Self = Self(1.0);

    /// The share that `fraction` is, clamped to 0..=1; NaN gives 0%.
    #[must_use]
    pub fn from_fraction(fraction: f64) -> Self {
        Self(clamped(fraction).min(1.0))
    }

    /// As a fraction, 0 to 1.
    #[must_use]
    pub const fn fraction(self) -> f64 {
        self.0
    }

    /// What is left of the whole: 0.1% for 99.9%.
    #[must_use]
    pub fn complement(self) -> Self {
        Self(1.0 - self.0)
    }
}

impl Unit for Share {
    const WANTS: &'static str = "a share such as `30%` or `99.95%`";
    const PATTERN: &'static str = concat!("^", number!(), " *%$");

    fn read(text: &str) -> Result<Self, UnitError> {
        let leading = Leading::of(text)?;
        if leading.rest != "%" {
            return Err(leading.wrong_unit("`%`"));
        }
        let fraction = leading.shifted(-2)?;
        if fraction > 1.0 {
            return Err(UnitError::OutOfRange(excerpt(text), "a share is at most 100%"));
        }
        Ok(Self(fraction))
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&format_percent(without_dust(self.0)))
    }
}

/// `fraction` to twelve significant digits, so that 1 - 0.999 is 0.1%; kept as it is where that would make it 100%.
fn without_dust(fraction: f64) -> f64 {
    match format!("{fraction:.11e}").parse() {
        Ok(rounded) if rounded < 1.0 => rounded,
        _ => fraction,
    }
}
