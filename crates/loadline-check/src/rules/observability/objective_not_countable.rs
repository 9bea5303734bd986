//! An objective that says something which nothing can be counted by.

use crate::prelude::*;
use loadline_base::Span;

/// An objective that says something which nothing can be counted by.
pub(crate) const RULE: Rule = Rule {
    code: "LL516",
    name: "objective-not-countable",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an objective says something that nothing can be counted by, such as a window of no length",
    requirements: &["O3", "R1"],
    pillar: None,
    facts: &["slos.*.window", "slos.*.calendar", "slos.*.budgeting", "slos.*.maintenance", "slos.*.sli"],
    page: include_str!("objective_not_countable.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let system = &cx.model.system;
    let keys: Vec<(&str, Span)> =
        system.slos.iter().flat_map(|all| all.iter()).map(|(id, slo)| (id, slo.key)).collect();
    for fault in loadline_slo::from_model(system).faults {
        let Some(at) = fault.primary.as_ref().map(|label| label.span) else { continue };
        // The objective that the place lies in: the last key before it.
        let before = keys.iter().filter(|(_, key)| key.file == at.file && key.start <= at.start);
        let Some((id, key)) = before.max_by_key(|(_, key)| key.start) else { continue };
        let place = Place::new(format!("slos/{id}"), *key);
        let report = Report::new(place, format!("`{id}` cannot be counted: {}", fault.message)).mark(at, "");
        cx.report(fault.hints.into_iter().fold(report, Report::hint).aspect(fault.message));
    }
}
