//! Components that wait for each other in a circle.

use crate::prelude::*;
use crate::readings::digraph::{Arc, Digraph};
use loadline_model::kinds::NeedKind;
use loadline_model::{Edge, EdgeId, Model};
use rustc_hash::FxHashSet;

/// Components that wait for each other in a circle.
pub(crate) const RULE: Rule = Rule {
    code: "LL012",
    name: "hard-call-cycle",
    level: Severity::Error,
    since: "0.1.0",
    summary: "components wait for each other in a circle and fail without each other",
    requirements: &["P3", "P8"],
    pillar: Some("P14.12"),
    facts: &["services.*.needs.*.kind", "services.*.needs.*.async", "services.*.needs.*.phase"],
    page: include_str!("hard_call_cycle.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let kind = |edge: &Edge<'_>| decided(&edge.need.kind).map(|kind| kind.value);
    let hard = cycles(model, |edge| kind(edge) == Some(NeedKind::Hard));
    let mut known: FxHashSet<usize> = FxHashSet::default();
    for cycle in hard {
        report(cx, &cycle, Severity::Error);
        known.extend(cycle.iter().map(|arc| arc.from));
    }
    // A circle that only closes through calls nobody called hard or soft is told apart, and only once.
    for cycle in cycles(model, |edge| kind(edge) != Some(NeedKind::Soft)) {
        if !cycle.iter().any(|arc| known.contains(&arc.from)) {
            report(cx, &cycle, Severity::Warning);
        }
    }
}

fn cycles(model: &Model, takes: impl Fn(&Edge<'_>) -> bool) -> Vec<Vec<Arc<EdgeId>>> {
    let calls = model.edges().filter(|edge| edge.is_call() && takes(edge));
    let arcs = calls.map(|edge| Arc { from: edge.from.id.index(), to: edge.to.id.index(), label: edge.id });
    Digraph::new(model.component_count(), arcs).cycles()
}

fn report(cx: &mut Check<'_>, cycle: &[Arc<EdgeId>], severity: Severity) {
    let edges: Vec<Edge<'_>> = cycle.iter().map(|arc| cx.model.edge(arc.label)).collect();
    let Some(first) = edges.first() else { return };
    let mut way: Vec<String> = edges.iter().map(|edge| format!("`{}`", edge.from.name)).collect();
    way.push(format!("`{}`", first.from.name));
    let way = way.join(" → ");
    let hard = if severity == Severity::Error { "hard " } else { "" };
    let message = match edges.len() {
        1 => format!("`{}` waits for itself by a {hard}call", first.from.name),
        count => format!("{way} is a cycle of {count} {hard}calls"),
    };
    let mut report = Report::new(first.place(), message)
        .severity(severity)
        .label("waits for the next one")
        .note("every request on the way holds a worker at each of them; once all workers wait, none is left to answer")
        .number(Quantity::computed("cycle", edges.len() as f64, "calls", way.replace('`', "")))
        .hint("take one call out of the cycle: publish an event, move what both need below them, or call with `kind: soft` and a fallback");
    for edge in &edges[1..] {
        report = report.and(edge.key, "goes on here");
    }
    if let Some(open) = edges.iter().find(|edge| decided(&edge.need.kind).is_none()) {
        report = report.note(format!(
            "`{}` → `{}` does not say `kind:` and is taken as hard",
            open.from.name,
            open.target()
        ));
    }
    cx.report(report);
}
