//! Quantities with their units, as people write them in a model: `300ms`, `350rps`, `2kB`, `30%`, `60 EUR/month`.
//!
//! Every unit knows what it wants (for messages), a pattern (for the JSON Schema), how to read itself from text and
//! how to print itself. A bare number is always refused: the reader must see the unit.

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

/// Why a text is not the wanted quantity.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// A number without its unit.
    #[error("`{0}` has no unit")]
    NoUnit(String),
    /// A unit that is not known here; the second text lists those that are.
    #[error("`{0}` is not a unit known here; use {1}")]
    UnknownUnit(String, &'static str),
    /// Not a number at all.
    #[error("`{0}` is not a number with a unit")]
    NotANumber(String),
    /// A number outside what the quantity allows.
    #[error("`{0}` is out of range: {1}")]
    OutOfRange(String, &'static str),
}
