//! A journey that ends where it enters.

use crate::prelude::*;
use loadline_flow::{Flow, calls};
use loadline_model::{ComponentKind, Edge};
use rustc_hash::FxHashSet;

/// A journey that ends where it enters.
pub(crate) const RULE: Rule = Rule {
    code: "LL014",
    name: "journey-reaches-nothing",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a journey enters a component whose needs are all kept for others",
    requirements: &["D4", "P3"],
    pillar: None,
    facts: &["journeys.*.entry", "services.*.needs.*.for"],
    page: include_str!("journey_reaches_nothing.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, journey) in cx.model.system.journeys.iter().flat_map(|all| all.iter()) {
        if journey.entry.is_none() {
            let place = Place::new(format!("journeys/{id}"), journey.key);
            cx.ask(&place, "entry", format!("at which interface does `{id}` enter the system?"));
        }
    }
    let mut asked = FxHashSet::default();
    for flow in cx.flows.all() {
        let entry = flow.entry();
        let needs: Vec<Edge<'_>> = cx
            .model
            .needs(entry.component.id)
            .filter(|edge| !edge.start_only() && !edge.consumes())
            .collect();
        if needs.is_empty() {
            if entry.component.kind() == ComponentKind::Service && asked.insert(entry.component.id) {
                let text = format!(
                    "what does `{}` call, read or write to answer `{}`?",
                    entry.component.name, flow.id
                );
                cx.ask(&entry.component.place(), "needs", text);
            }
        } else if calls(cx.model, entry.component, entry.part, Some(flow.id)).is_empty() {
            report(cx, flow, &needs);
        }
    }
}

fn report(cx: &mut Check<'_>, flow: &Flow<'_>, needs: &[Edge<'_>]) {
    let entry = flow.entry();
    let name = entry.component.name;
    let at = entry.part.map_or_else(|| name.to_owned(), |part| format!("{name}.{part}"));
    let none = match needs.len() {
        1 => format!("the only need of `{name}` is not"),
        count => format!("none of the {count} needs of `{name}` is"),
    };
    let limits = |edge: &Edge<'_>| {
        let limits = edge.need.only_for.as_deref().into_iter().flatten();
        limits.map(|limit| format!("`{}`", limit.id)).collect::<Vec<_>>().join(", ")
    };
    let mut report = Report::new(flow.place(), format!("`{}` enters at `{at}`, but {none} for it", flow.id))
        .number(Quantity::stated("needs kept for others", needs.len() as f64, "needs"))
        .hint(format!(
            "add `{}` to the `for:` of what it uses; as it stands, its load reaches nobody",
            flow.id
        ));
    for edge in needs.iter().take(5) {
        report = report.note(format!("`{}` is only for {}", edge.target(), limits(edge)));
        if let Some(only_for) = &edge.need.only_for {
            report = report.and(only_for.span, "not for this journey");
        }
    }
    cx.report(report);
}
