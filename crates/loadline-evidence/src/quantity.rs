//! A number that can be trusted: value, unit, how it was worked out and from what.

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

/// A number with its unit and, when it was worked out, the arithmetic with the figures put in.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// What it measures, in a word or two (`demand`, `worst case`).
    pub name: String,
    /// The number, in `unit`.
    pub value: f64,
    /// The unit: `s`, `rps`, `B`, `connections`, `1` for a plain ratio.
    pub unit: &'static str,
    /// The working with the figures put in, such as `2 × 400 ms + 1.2 s`; `None` when simply read.
    pub formula: Option<String>,
    /// Where it comes from.
    pub source: Source,
}

impl Quantity {
    /// A number written in the model.
    #[must_use]
    pub fn stated(name: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self { name: name.into(), value, unit, formula: None, source: Source::Model }
    }

    /// A number worked out by `formula`.
    #[must_use]
    pub fn computed(
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        formula: impl Into<String>,
    ) -> Self {
        Self { name: name.into(), value, unit, formula: Some(formula.into()), source: Source::Computed }
    }
}
