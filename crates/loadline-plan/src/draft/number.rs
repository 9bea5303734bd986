//! A number of a draft: value, unit, the formula with its figures, and what it rests on; and the list as it grows.

use super::term::{self, Term};
use loadline_base::Span;
use loadline_base::figure::significant;

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The statement says it.
    Given,
    /// Worked out by the formula.
    Computed,
    /// A default, labelled as an assumption.
    Assumed,
}

impl Origin {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Computed => "computed",
            Self::Assumed => "assumed",
        }
    }
}

/// A number of the draft.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// One of [`KEYS`](super::key::KEYS).
    pub key: &'static str,
    /// What it is of, where the statement has several: `search` of two availability targets. None for the main one.
    pub of: Option<String>,
    /// The number, in `unit`.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// The arithmetic with the figures put in.
    pub formula: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Places of the statement it goes back to.
    pub spans: Vec<Span>,
    /// Ids of the assumptions it rests on.
    pub rests_on: Vec<&'static str>,
}

impl Number {
    /// The name it goes by: its key, and what it is of behind a dot: `availability_target.search`.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.of {
            Some(of) => format!("{}.{of}", self.key),
            None => self.key.to_owned(),
        }
    }

    /// The number in one line: `peak_rps = 4,166.7 req/s (208.3 × 20)`.
    #[must_use]
    pub fn line(&self) -> String {
        let unit = if self.unit == "1" { String::new() } else { format!(" {}", self.unit) };
        let rests = match self.rests_on.as_slice() {
            [] => String::new(),
            ids => format!("; rests on {}", ids.join(", ")),
        };
        format!("{} = {}{unit} ({}{rests})", self.name(), term::plain(self.value), self.formula)
    }
}

/// The list as it grows.
pub(super) struct Numbers(pub(super) Vec<Number>);

impl Numbers {
    pub(super) fn push(
        &mut self,
        key: &'static str,
        value: f64,
        unit: impl Into<String>,
        formula: impl Into<String>,
        from: &[&Term],
        origin: Origin,
    ) {
        if !value.is_finite() {
            return;
        }
        // The last bits of a division are noise in a report.
        let value = significant(value, 12);
        let Term { spans, rests_on, .. } = Term::of(0.0, "", from);
        self.0.push(Number {
            key,
            of: None,
            value,
            unit: unit.into(),
            formula: formula.into(),
            origin,
            spans,
            rests_on,
        });
    }

    /// Says what the number pushed last is of.
    pub(super) fn of(&mut self, of: &str) {
        if let Some(last) = self.0.last_mut() {
            last.of = Some(of.to_owned());
        }
    }

    pub(super) fn computed(
        &mut self,
        key: &'static str,
        value: f64,
        unit: impl Into<String>,
        formula: impl Into<String>,
        from: &[&Term],
    ) {
        self.push(key, value, unit, formula, from, Origin::Computed);
    }

    /// A parameter as it is: given, computed from what was given, or assumed.
    pub(super) fn parameter(&mut self, key: &'static str, term: &Term, unit: impl Into<String>) {
        let simple = !term.shown.contains(['+', '×', '÷', '−']);
        let (origin, formula) = match (term.rests_on.is_empty(), simple) {
            (true, true) => (Origin::Given, "given".to_owned()),
            (true, false) => (Origin::Computed, term.shown.clone()),
            (false, _) if term.spans.is_empty() => (Origin::Assumed, "assumed".to_owned()),
            (false, _) => (Origin::Computed, term.shown.clone()),
        };
        self.push(key, term.value, unit, formula, &[term], origin);
    }

    pub(super) fn size(&mut self, key: &'static str, bytes: f64, formula: String, from: &[&Term]) {
        let (value, unit) = term::size(bytes);
        self.computed(key, value, unit, formula, from);
    }

    pub(super) fn bits(&mut self, key: &'static str, bits: f64, formula: String, from: &[&Term]) {
        let (value, unit) = term::bits(bits);
        self.computed(key, value, unit, formula, from);
    }

    /// The number of a key.
    pub(super) fn value(&self, key: &str) -> Option<f64> {
        self.0.iter().find(|number| number.key == key).map(|number| number.value)
    }
}
