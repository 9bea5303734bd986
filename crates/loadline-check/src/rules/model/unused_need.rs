//! A need that no request ever uses.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_model::kinds::Journey;
use loadline_model::{Edge, Map};

/// A need that no request ever uses.
pub(crate) const RULE: Rule = Rule {
    code: "LL021",
    name: "unused-need",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a need is kept for journeys that never pass its caller",
    requirements: &["D4", "P3"],
    pillar: Some("P14.11"),
    facts: &["services.*.needs.*.for", "journeys.*.entry"],
    page: include_str!("unused_need.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let Some(journeys) = cx.model.system.journeys.as_deref() else { return };
    for edge in cx.model.edges() {
        // A caller that no journey passes at all is LL013's.
        if cx.flows.through(edge.from.id).next().is_some() && is_unused(cx, &edge, journeys) {
            report(cx, &edge);
        }
    }
}

/// Whether every `for:` is a journey, and none of them comes by. Nothing is known of a journey without an entry.
fn is_unused(cx: &Check<'_>, edge: &Edge<'_>, journeys: &Map<Journey>) -> bool {
    let Some(limits) = edge.need.only_for.as_deref().filter(|limits| !limits.is_empty()) else {
        return false;
    };
    limits.iter().all(|limit| {
        let id = limit.id.as_str();
        let is_interface = edge.from.interface(id).is_some();
        let is_known = journeys.get(id).is_some() && cx.flows.of(id).is_some();
        !is_interface && is_known && !cx.flows.through(edge.from.id).any(|flow| flow.id == id)
    })
}

fn report(cx: &mut Check<'_>, edge: &Edge<'_>) {
    let Some(only_for) = &edge.need.only_for else { return };
    let named: Vec<String> = only_for.iter().map(|limit| format!("`{}`", limit.id)).collect();
    let passing: Vec<&str> = cx.flows.through(edge.from.id).map(|flow| flow.id).collect();
    let some: Vec<String> = passing.iter().take(5).map(|id| format!("`{id}`")).collect();
    cx.report(
        Report::new(
            edge.place(),
            format!(
                "`{}` needs `{}` only for {}, which never comes by",
                edge.from.name,
                edge.target(),
                named.join(", ")
            ),
        )
        .mark(only_for.span, "passes other components")
        .note(format!(
            "`{}` is passed by {} of {}: {}",
            edge.from.name,
            passing.len(),
            count(cx.flows.all().len() as u64, "journey"),
            some.join(", ")
        ))
        .number(Quantity::stated("journeys that pass", passing.len() as f64, "journeys"))
        .hint("name the journey or interface it is used for, or take the need out"),
    );
}
