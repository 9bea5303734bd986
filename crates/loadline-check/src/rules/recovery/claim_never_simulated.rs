//! A claim of a scenario with no recorded simulation.

use crate::prelude::*;
use crate::readings::recorded::first_of_each;

/// A claim of a scenario with no recorded simulation.
pub(crate) const RULE: Rule = Rule {
    code: "LL418",
    name: "claim-never-simulated",
    level: Severity::Note,
    since: "0.1.0",
    summary: "nobody has recorded what a simulation says about a claim of a scenario",
    requirements: &["D3", "D6", "R4", "R5"],
    pillar: None,
    facts: &["scenarios.*.claims"],
    page: include_str!("claim_never_simulated.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for claim in first_of_each(cx, |claim| claim.record.is_none()) {
        let id = claim.scenario;
        let message = format!("no recorded simulation says whether `{id}` keeps `{}`", claim.text);
        let hint = format!("`loadline sim run {id} --record` keeps the verdicts beside the model");
        cx.report(Report::new(claim.place, message).hint(hint));
    }
}
