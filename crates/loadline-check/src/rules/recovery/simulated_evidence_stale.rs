//! Recorded simulations of a model that has changed since.

use crate::prelude::*;
use crate::readings::recorded::{basis, first_of_each};
use loadline_evidence::Stale;

/// Recorded simulations of a model that has changed since.
pub(crate) const RULE: Rule = Rule {
    code: "LL417",
    name: "simulated-evidence-stale",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "what a simulation showed was recorded of another model than that of today, or by another engine",
    requirements: &["D3", "D6", "R4", "R5"],
    pillar: None,
    facts: &["scenarios.*.claims"],
    page: include_str!("simulated_evidence_stale.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for claim in first_of_each(cx, |claim| claim.record.is_some_and(|(scenario, _)| scenario.stale.is_some()))
    {
        let Some((scenario, _)) = claim.record else { continue };
        let id = claim.scenario;
        let (message, label) = match scenario.stale {
            Some(Stale::Engine) => {
                let by = by(scenario.engine.as_deref());
                (format!("`{id}` was simulated by {by} than that of today"), "recorded by the other one")
            }
            _ => (
                format!("what was simulated of `{id}` is no longer what the model says"),
                "recorded before the change",
            ),
        };
        cx.report(
            Report::new(claim.place, message)
                .label(label)
                .note(format!("recorded: {}", basis(scenario.runs, scenario.seed)))
                .hint(format!("simulate it anew: `loadline sim run {id} --record`")),
        );
    }
    let resilience = cx.recorded.and_then(|recorded| recorded.resilience.as_ref());
    let stale = resilience.and_then(|faults| Some((faults, faults.stale?)));
    // A word about all journeys stands at the first.
    if let (Some((faults, stale)), Some(first)) = (stale, cx.flows.all().first()) {
        let (message, label) = match stale {
            Stale::Engine => {
                let by = by(faults.engine.as_deref());
                (format!("faults were simulated by {by} than that of today"), "recorded by the other one")
            }
            Stale::Model => {
                let message = "the faults that were simulated are of another model than that of today";
                (message.to_owned(), "recorded before the change")
            }
        };
        cx.report(
            Report::new(first.place(), message)
                .label(label)
                .aspect("resilience")
                .note(format!("recorded: {}", faults.basis()))
                .hint("try them anew: `loadline sim resilience --record`"),
        );
    }
}

fn by(engine: Option<&str>) -> String {
    engine.map_or_else(|| "an older engine".to_owned(), |engine| format!("another engine ({engine})"))
}
