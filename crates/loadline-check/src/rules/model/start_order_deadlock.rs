//! Components of which none can start first.

use crate::prelude::*;
use crate::readings::digraph::{Arc, Digraph};
use loadline_model::kinds::NeedKind;
use loadline_model::{Edge, EdgeId};
use rustc_hash::FxHashSet;

/// Components of which none can start first.
pub(crate) const RULE: Rule = Rule {
    code: "LL020",
    name: "start-order-deadlock",
    level: Severity::Error,
    since: "0.1.0",
    summary: "components need each other to start, so none can be first after a full outage",
    requirements: &["P3", "P8", "R10"],
    pillar: Some("P14.12"),
    facts: &["services.*.needs.*.phase", "services.*.needs.*.kind"],
    page: include_str!("start_order_deadlock.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let kind = |edge: &Edge<'_>| decided(&edge.need.kind).map(|kind| kind.value);
    let starts = |edge: &Edge<'_>| edge.start_only() && kind(edge) != Some(NeedKind::Soft);
    let runs = |edge: &Edge<'_>| edge.is_call() && kind(edge) == Some(NeedKind::Hard);
    let arc = |edge: Edge<'_>| Arc { from: edge.from.id.index(), to: edge.to.id.index(), label: edge.id };
    let only_start = Digraph::new(model.component_count(), model.edges().filter(starts).map(arc));
    let mut told: FxHashSet<usize> = FxHashSet::default();
    for cycle in only_start.cycles() {
        told.extend(cycle.iter().map(|arc| arc.from));
        report(cx, &cycle);
    }
    // What is asked of a component at start it can only answer when what it calls for its answers is there.
    let both = Digraph::new(
        model.component_count(),
        model.edges().filter(|edge| starts(edge) || runs(edge)).map(arc),
    );
    let component = both.components();
    let mut groups: FxHashSet<usize> = told.iter().map(|node| component[*node]).collect();
    for edge in model.edges().filter(starts) {
        if groups.contains(&component[edge.from.id.index()]) {
            continue;
        }
        if let Some(cycle) = both.cycle_with(arc(edge), &component) {
            groups.insert(component[edge.from.id.index()]);
            report(cx, &cycle);
        }
    }
}

fn report(cx: &mut Check<'_>, cycle: &[Arc<EdgeId>]) {
    let edges: Vec<Edge<'_>> = cycle.iter().map(|arc| cx.model.edge(arc.label)).collect();
    let Some(first) = edges.first() else { return };
    let names: Vec<String> = edges.iter().map(|edge| format!("`{}`", edge.from.name)).collect();
    let way = format!("{} → `{}`", names.join(" → "), first.from.name);
    let mixed = edges.iter().any(|edge| !edge.start_only());
    let message = match (edges.len(), mixed) {
        (1, _) => format!("`{}` needs itself to start", first.from.name),
        (count, false) => format!("none of {count} components can start first: {way}"),
        (_, true) => format!(
            "`{}` can only start once `{}` answers, which needs it: {way}",
            first.from.name, first.to.name
        ),
    };
    let mut report = Report::new(first.place(), message)
        .number(Quantity::computed("cycle", edges.len() as f64, "needs", way.replace('`', "")))
        .note("it shows only after everything was down at once, which is the worst moment to find out")
        .hint(
            "let one of them start without the other: retry in the background, or start from a stored copy",
        );
    if mixed {
        report = report.severity(Severity::Warning);
    }
    for edge in &edges[1..] {
        let phase = if edge.start_only() { "needed to start" } else { "a hard call while running" };
        report = report.and(edge.key, phase);
    }
    cx.report(report);
}
