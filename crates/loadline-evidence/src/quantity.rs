//! A number that can be trusted: value, unit, how it was worked out and from what.

use crate::Working;
use loadline_base::figure::Digits;
use loadline_base::units::format_number;
use std::borrow::Cow;
use std::sync::Arc;

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Written in the model.
    Model,
    /// Worked out from the model by the formula beside it.
    Computed,
}

impl Source {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Computed => "computed",
        }
    }
}

/// Who stands behind a number that went into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// Written in the model at this very place.
    Explicit,
    /// Written in a profile that the record uses.
    Profile,
    /// Read from a foreign file by an importer.
    Imported,
    /// A tool's default: nobody has said it.
    Default,
    /// Taken for granted by the formula because the model does not say it.
    Assumed,
    /// Itself worked out from the model.
    Computed,
}

impl Provenance {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Explicit => "explicit",
            Self::Profile => "profile",
            Self::Imported => "imported",
            Self::Default => "default",
            Self::Assumed => "assumed",
            Self::Computed => "computed",
        }
    }
}

/// A number that went into another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Id path of the field it stands in, or what was assumed.
    pub path: Arc<str>,
    /// The number, in `unit`.
    pub value: f64,
    /// The unit, as in [`Quantity::unit`].
    pub unit: &'static str,
    /// Who stands behind it.
    pub provenance: Provenance,
}

/// A number with its unit and, when it was worked out, the arithmetic with the figures put in.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// What it measures, in a word or two (`demand`, `worst case`).
    pub name: Cow<'static, str>,
    /// The number, in `unit`.
    pub value: f64,
    /// The unit: `s`, `rps`, `B`, `connections`, `1` for a plain ratio.
    pub unit: &'static str,
    /// The working with the figures put in, such as `2 × 400 ms + 1.2 s`; `None` when simply read.
    pub formula: Option<Working>,
    /// Where it comes from.
    pub source: Source,
    /// What went into it, as far as that is traced. Shared, since several figures go back to the same inputs.
    pub inputs: Arc<[Input]>,
}

impl Quantity {
    /// A number written in the model.
    #[must_use]
    pub fn stated(name: impl Into<Cow<'static, str>>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, formula: None, source: Source::Model, inputs: Arc::default() }
    }

    /// A number worked out by `formula`.
    #[must_use]
    pub fn computed(
        name: impl Into<Cow<'static, str>>,
        value: f64,
        unit: &'static str,
        formula: impl Into<Working>,
    ) -> Self {
        let (name, formula) = (name.into(), Some(formula.into()));
        Self { name, value, unit, formula, source: Source::Computed, inputs: Arc::default() }
    }

    /// The same number with what went into it: a list, or one that other figures share.
    #[must_use]
    pub fn from(self, inputs: impl Into<Arc<[Input]>>) -> Self {
        Self { inputs: inputs.into(), ..self }
    }

    /// The number alone, for people. What the model states is written as it stands there.
    #[must_use]
    pub fn number(&self, digits: Digits) -> String {
        match (self.source, digits) {
            (Source::Model, Digits::Two) => format_number(self.value),
            _ => digits.number(self.value),
        }
    }

    /// The number with its unit, for people.
    #[must_use]
    pub fn words(&self, digits: Digits) -> String {
        match (self.source, digits) {
            // Four digits are more than people state, and keep the unit handy.
            (Source::Model, Digits::Two) => Digits::Four.with_unit(self.value, self.unit),
            _ => digits.with_unit(self.value, self.unit),
        }
    }
}
