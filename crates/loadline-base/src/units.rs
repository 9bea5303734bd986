//! Quantities with their units, as people write them in a model: `300ms`, `350rps`, `2kB`, `30%`, `60 EUR/month`.
//!
//! Every unit knows what it wants (for messages), a pattern (for the JSON Schema), how to read itself from text and
//! how to print itself. A bare number is refused wherever a unit exists: the reader must see it.

mod count;
mod duration;
mod factor;
mod format;
mod growth;
mod money;
mod number;
mod period;
mod population;
#[cfg(test)]
mod properties;
mod rate;
mod share;
mod size;
#[cfg(test)]
mod table;
mod text;

pub use count::Count;
pub use duration::Duration;
pub use factor::Factor;
pub use format::format_number;
pub(crate) use format::format_percent;
pub use growth::Growth;
pub use money::{Money, Per};
pub use number::Number;
pub use period::Period;
pub use population::Population;
pub use rate::Rate;
pub use share::Share;
pub use size::Size;
pub(crate) use text::excerpt;

/// A quantity that is written as one word or phrase.
pub trait Unit: Sized + std::fmt::Display {
    /// What is wanted, to read after "expected": `a duration such as `300ms` or `7d``.
    const WANTS: &'static str;
    /// A regular expression (ECMA 262, anchored) that accepts at least everything [`Unit::read`] accepts.
    const PATTERN: &'static str;

    /// Reads the quantity.
    ///
    /// # Errors
    /// When the text is not such a quantity; the error says what is wrong in a fragment.
    fn read(text: &str) -> Result<Self, UnitError>;
}

/// Why a text is not the wanted quantity. Long texts are cut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// A number without its unit.
    #[error("`{0}` has no unit")]
    NoUnit(String),
    /// A unit that is not known here; the second text lists those that are.
    #[error("`{0}` is not a unit known here; use {1}")]
    UnknownUnit(String, &'static str),
    /// Not a number at all.
    #[error("`{0}` cannot be read as a number")]
    NotANumber(String),
    /// Not a calendar day.
    #[error("`{0}` is not a day written as year-month-day")]
    NotADate(String),
    /// A number outside what the quantity allows.
    #[error("`{0}` is out of range: {1}")]
    OutOfRange(String, &'static str),
}
