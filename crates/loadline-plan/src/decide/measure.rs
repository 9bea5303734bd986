//! What kinds of values facts have, how such a value is written in a condition, and how it is printed.

use loadline_base::figure::figure;
use loadline_base::units::{Count, Duration, Factor, Rate, Share, Unit};

/// What kind of value a fact has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A number, never negative.
    Number(Measure),
}

impl Kind {
    /// In words, for the reference: `yes or no`, `high or low`, `a rate`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Flag => "yes or no".to_owned(),
            Self::Word(words) => format!("`{}`", words.join("`, `")),
            Self::Number(measure) => measure.words().to_owned(),
        }
    }
}

/// What a number measures, and with it the unit it is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// How many: `3`.
    Count,
    /// How many times: `10x`.
    Factor,
    /// How often, in operations a second: `350rps`.
    Rate,
    /// What part: `90%`.
    Share,
    /// How long, in seconds: `24h`.
    Duration,
}

impl Measure {
    const fn words(self) -> &'static str {
        match self {
            Self::Count => "a number",
            Self::Factor => "how many times",
            Self::Rate => "a rate",
            Self::Share => "a share",
            Self::Duration => "a time",
        }
    }

    /// What is wanted, to read after "expected".
    pub(super) const fn wants(self) -> &'static str {
        match self {
            Self::Count => Count::WANTS,
            Self::Factor => Factor::WANTS,
            Self::Rate => Rate::WANTS,
            Self::Share => Share::WANTS,
            Self::Duration => Duration::WANTS,
        }
    }

    /// Reads a number in the unit of this measure: operations a second, seconds, fractions.
    pub(super) fn read(self, text: &str) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "counts in conditions are small")]
            Self::Count => Count::read(text).ok().map(|count| count.get() as f64),
            Self::Factor => Factor::read(text).ok().map(Factor::get),
            Self::Rate => Rate::read(text).ok().map(Rate::per_second),
            Self::Share => Share::read(text).ok().map(Share::fraction),
            Self::Duration => Duration::read(text).ok().map(Duration::as_secs_f64),
        }
    }

    /// The name of the unit, as in [`loadline_evidence::Quantity::unit`].
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Count | Self::Factor | Self::Share => "1",
            Self::Rate => "rps",
            Self::Duration => "s",
        }
    }

    /// Prints a number: `12 rps`, `40%`, `1.5x`, `30 d`; without end when it is infinite.
    #[must_use]
    pub fn print(self, value: f64) -> String {
        if !value.is_finite() {
            return "without end".to_owned();
        }
        match self {
            Self::Count => figure(value),
            Self::Factor => format!("{}x", figure(value)),
            Self::Rate => format!("{} rps", figure(value)),
            Self::Share => format!("{}%", figure(value * 100.0)),
            Self::Duration => Duration::from_secs_f64(value).to_string(),
        }
    }
}
