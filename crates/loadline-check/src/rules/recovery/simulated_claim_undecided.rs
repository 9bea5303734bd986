//! A claim of a scenario that a recorded simulation could not decide.

use crate::prelude::*;
use crate::readings::recorded::{basis, claims};
use loadline_evidence::RecordedVerdict;

/// A claim of a scenario that a recorded simulation could not decide.
pub(crate) const RULE: Rule = Rule {
    code: "LL415",
    name: "simulated-claim-undecided",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a simulation of the model as it is neither proves nor refutes a claim of a scenario",
    requirements: &["D3", "D6", "R4", "R5"],
    pillar: None,
    facts: &["scenarios.*.claims", "scenarios.*.runs"],
    page: include_str!("simulated_claim_undecided.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for claim in claims(cx) {
        let Some((scenario, record)) = claim.fresh(RecordedVerdict::Undecided) else { continue };
        let (id, text, told) = (claim.scenario, claim.text, record.told());
        let more = scenario.runs.saturating_mul(4).clamp(20, 10_000);
        // What has no answer at the end of a run does not become less with more of them.
        let open = text
            .trim_start()
            .starts_with("success ")
            .then_some("; a longer `lasts` leaves fewer requests without an answer at the end");
        let open = open.unwrap_or_default();
        let hint = match record.figure {
            Some(_) => format!(
                "more runs narrow the interval: `loadline sim run {id} --runs {more} --record`; or leave more room{open}"
            ),
            None => format!("`loadline sim run {id}` shows what is in the way"),
        };
        cx.report(
            Report::new(claim.place, format!("simulated, `{id}` does not decide `{text}`: {told}"))
                .mark(claim.said, "undecided")
                .aspect(text)
                .note(format!("{}, 95 % interval over runs", basis(scenario.runs, scenario.seed)))
                .hint(hint),
        );
    }
}
