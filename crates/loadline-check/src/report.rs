//! What a rule says when it finds something.

use loadline_base::{Diagnostic, Severity, Span};
use loadline_evidence::{Place, Quantity};
use loadline_flow::Flow;
use loadline_model::{Component, Edge};

/// What a rule says about one place. Start with [`Report::new`], add to it, and hand it to [`Check::report`].
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) place: Place,
    pub(crate) diagnostic: Diagnostic,
    pub(crate) severity: Option<Severity>,
    pub(crate) numbers: Vec<Quantity>,
    pub(crate) aspect: String,
}

impl Report {
    /// `message` is a lower-case fragment that carries the deciding number with its unit.
    pub(crate) fn new(place: Place, message: impl Into<String>) -> Self {
        let diagnostic = Diagnostic::new("", Severity::Note, message).at(place.span, "");
        Self { place, diagnostic, severity: None, numbers: Vec::new(), aspect: String::new() }
    }

    /// Words beside the marked place.
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(primary) = &mut self.diagnostic.primary {
            primary.text = text.into();
        }
        self
    }

    /// Marks another value than the key of the place.
    pub(crate) fn mark(mut self, span: Span, text: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.at(span, text);
        self
    }

    /// A second place that belongs to it.
    pub(crate) fn and(mut self, span: Span, text: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.and(span, text);
        self
    }

    /// A fact, such as the arithmetic with the figures put in.
    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.note(text);
        self
    }

    /// What to do.
    pub(crate) fn hint(mut self, text: impl Into<String>) -> Self {
        self.diagnostic = self.diagnostic.hint(text);
        self
    }

    /// Another severity than the rule's own.
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// A number of the message, for machines.
    pub(crate) fn number(mut self, quantity: Quantity) -> Self {
        self.numbers.push(quantity);
        self
    }

    /// Tells two findings of one rule at one path apart; part of the fingerprint.
    pub(crate) fn aspect(mut self, aspect: impl Into<String>) -> Self {
        self.aspect = aspect.into();
        self
    }
}

/// Things that have a place of their own in the model.
pub(crate) trait Spot {
    /// Their id path and the bytes of their key.
    fn place(&self) -> Place;
}

impl Spot for Component<'_> {
    fn place(&self) -> Place {
        Place::new(self.path(), self.key)
    }
}

impl Spot for Edge<'_> {
    fn place(&self) -> Place {
        Place::new(self.path(), self.key)
    }
}

impl Spot for Flow<'_> {
    fn place(&self) -> Place {
        Place::new(format!("journeys/{}", self.id), self.journey.key)
    }
}
