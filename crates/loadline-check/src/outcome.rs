//! What came of running the rules.

use crate::Acceptance;
use loadline_evidence::{Finding, Question};

/// A finding that somebody accepted.
#[derive(Debug, Clone)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// The acceptance that covers it.
    pub by: Acceptance,
}

/// What came of running the rules.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Findings, the costliest first.
    pub findings: Vec<Finding>,
    /// Findings that somebody accepted, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// What rules need to know and the model does not say, by rule and path.
    pub questions: Vec<Question>,
}

impl Outcome {
    /// Puts everything into its final order, which depends on nothing but the model.
    pub(crate) fn new(
        mut findings: Vec<Finding>,
        mut suppressed: Vec<Suppressed>,
        mut questions: Vec<Question>,
    ) -> Self {
        let order = |a: &Finding, b: &Finding| {
            let by_code = || a.diagnostic.code.cmp(b.diagnostic.code);
            let by_place = || (&a.path, &a.aspect).cmp(&(&b.path, &b.aspect));
            b.cost.total_cmp(&a.cost).then_with(by_code).then_with(by_place)
        };
        findings.sort_by(order);
        suppressed.sort_by(|a, b| order(&a.finding, &b.finding));
        questions.sort_by(|a, b| (a.code, &a.path).cmp(&(b.code, &b.path)));
        questions.dedup();
        Self { findings, suppressed, questions }
    }
}
