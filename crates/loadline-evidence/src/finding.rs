//! One thing a rule found wrong, at one place of the model.

use crate::Quantity;
use loadline_base::{Diagnostic, Fingerprint, Span};

/// Where in the model: the id path that survives moved text, and the bytes it stands at today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Id path such as `services/gateway/needs/sessions`.
    pub path: String,
    /// The bytes to mark.
    pub span: Span,
}

impl Place {
    /// A place in the model.
    #[must_use]
    pub fn new(path: impl Into<String>, span: Span) -> Self {
        Self { path: path.into(), span }
    }
}

/// One thing a rule found wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Name of the rule, such as `missing-timeout`; its code is in the diagnostic.
    pub rule: &'static str,
    /// Id path of what is wrong.
    pub path: String,
    /// Severity, message, marked places, notes and hints.
    pub diagnostic: Diagnostic,
    /// The numbers in the message, for machines.
    pub numbers: Vec<Quantity>,
    /// What it may cost, for ranking only: higher comes first. Unitless; see `loadline-check` for how it is weighed.
    pub cost: f64,
    /// A second part of the identity where one rule may speak twice at one path (two callers, say).
    pub aspect: String,
}

impl Finding {
    /// The identity of this finding: rule code, id path and aspect, never its line.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(&[self.diagnostic.code, &self.path, &self.aspect])
    }
}
