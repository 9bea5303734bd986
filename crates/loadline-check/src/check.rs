//! What a rule can look at, and where it reports to. It knows nothing of the tables of rules.

use crate::acceptance::Acceptance;
use crate::cost;
use crate::readings::Readings;
use crate::readings::predictions::Predicted;
use crate::readings::single_point::{Needed, needed_by_important_journeys};
use crate::report::Report;
use loadline_base::{Date, Severity};
use loadline_evidence::{Finding, Place, Question, Recording};
use loadline_flow::{Demands, Flows};
use loadline_model::Model;

/// What a rule can look at, and where it reports to.
pub(crate) struct Check<'m> {
    /// The model.
    pub(crate) model: &'m Model,
    /// Every journey expanded.
    pub(crate) flows: &'m Flows<'m>,
    /// What all journeys ask of every component.
    pub(crate) demands: &'m Demands<'m>,
    /// Readings of the flows that several rules share.
    pub(crate) readings: &'m Readings<'m>,
    /// The acceptances; only the governance rules run late enough to see which of them were used.
    pub(crate) acceptances: &'m [Acceptance],
    /// What simulations were recorded to show, held to the model.
    pub(crate) recorded: Option<&'m Recording>,
    /// The day of the run.
    pub(crate) today: Date,
    /// Who is speaking.
    pub(crate) speaker: Speaker,
    /// What was reported so far.
    pub(crate) findings: Vec<Finding>,
    /// What was asked so far.
    pub(crate) questions: Vec<Question>,
}

/// The rule on whose behalf something is said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speaker {
    /// Its code.
    pub(crate) code: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Severity of its findings unless a report says otherwise.
    pub(crate) level: Severity,
}

impl<'m> Check<'m> {
    /// The failures of the journeys that rules ask about, worked out when the first rule asks.
    pub(crate) fn predicted(&self) -> &'m Predicted<'m> {
        self.readings.predicted.get_or_init(|| Predicted::of(self.model, self.flows, self.demands))
    }

    /// What important journeys cannot do without, worked out when the first rule asks.
    pub(crate) fn needed(&self) -> &'m [Needed<'m>] {
        self.readings.needed.get_or_init(|| needed_by_important_journeys(self.model, self.predicted()))
    }

    /// Reports a finding of the running rule.
    pub(crate) fn report(&mut self, report: Report) {
        let Report { place, mut diagnostic, severity, numbers, aspect } = report;
        diagnostic.code = self.speaker.code;
        diagnostic.severity = severity.unwrap_or(self.speaker.level);
        let cost = cost::of(self.model, self.flows, &place.path, diagnostic.severity);
        self.findings.push(Finding {
            rule: self.speaker.name,
            path: place.path,
            diagnostic,
            numbers,
            cost,
            aspect,
        });
    }

    /// Asks for the fact `field` of `place`, which the rule needs and the model does not say.
    pub(crate) fn ask(&mut self, place: &Place, field: &str, text: impl Into<String>) {
        self.questions.push(Question {
            code: self.speaker.code,
            rule: self.speaker.name,
            path: format!("{}/{field}", place.path),
            span: place.span,
            text: text.into(),
        });
    }
}
