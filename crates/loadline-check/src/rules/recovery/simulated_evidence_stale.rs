//! Recorded simulations of a model that has changed since.

use crate::prelude::*;
use crate::readings::recorded::{basis, first_of_each};

/// Recorded simulations of a model that has changed since.
pub(crate) const RULE: Rule = Rule {
    code: "LL417",
    name: "simulated-evidence-stale",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "what a simulation showed was recorded of another model than that of today",
    requirements: &["D3", "D6", "R4", "R5"],
    pillar: None,
    facts: &["scenarios.*.claims"],
    page: include_str!("simulated_evidence_stale.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for claim in first_of_each(cx, |claim| claim.record.is_some_and(|(scenario, _)| scenario.stale)) {
        let Some((scenario, _)) = claim.record else { continue };
        let id = claim.scenario;
        cx.report(
            Report::new(
                claim.place,
                format!("what was simulated of `{id}` is no longer what the model says"),
            )
            .label("recorded before the change")
            .note(format!("recorded: {}", basis(scenario.runs, scenario.seed)))
            .hint(format!("simulate it anew: `loadline sim run {id} --record`")),
        );
    }
    let stale = cx.recorded.and_then(|recorded| recorded.resilience.as_ref()).filter(|faults| faults.stale);
    // A word about all journeys stands at the first.
    if let (Some(faults), Some(first)) = (stale, cx.flows.all().first()) {
        cx.report(
            Report::new(
                first.place(),
                "the faults that were simulated are of another model than that of today",
            )
            .label("recorded before the change")
            .aspect("resilience")
            .note(format!("recorded: {}", faults.basis()))
            .hint("try them anew: `loadline sim resilience --record`"),
        );
    }
}
