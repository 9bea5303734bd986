//! A claim of a scenario that a recorded simulation refutes.

use crate::prelude::*;
use crate::readings::recorded::{basis, claims};
use loadline_evidence::RecordedVerdict;

/// A claim of a scenario that a recorded simulation refutes.
pub(crate) const RULE: Rule = Rule {
    code: "LL414",
    name: "simulated-claim-fails",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a simulation of the model as it is refutes a claim of a scenario",
    requirements: &["D3", "D6", "R4", "R5"],
    pillar: None,
    facts: &["scenarios.*.claims"],
    page: include_str!("simulated_claim_fails.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for claim in claims(cx) {
        let Some((scenario, record)) = claim.fresh(RecordedVerdict::Fail) else { continue };
        let (id, text, told) = (claim.scenario, claim.text, record.told());
        let mut report =
            Report::new(claim.place, format!("simulated, `{id}` does not keep `{text}`: {told}"))
                .mark(claim.said, "refuted")
                .aspect(text)
                .note(format!("{}, 95 % interval over runs", basis(scenario.runs, scenario.seed)))
                .hint(format!("`loadline sim run {id}` shows when and why; mend the model or claim less"));
        if let Some(note) = record.note.as_ref().filter(|note| **note != told) {
            report = report.note(note.clone());
        }
        cx.report(report);
    }
}
