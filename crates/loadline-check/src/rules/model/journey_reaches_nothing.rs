//! A journey that ends where it enters.

use crate::prelude::*;
use loadline_flow::{Flow, calls};
use loadline_model::{Component, ComponentKind, Edge};
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
    if cx.model.system.journeys.as_ref().is_none_or(|journeys| journeys.is_empty()) {
        ask_for_journeys(cx);
    }
}

/// Traces and manifests tell who calls whom, not who the users are: without a journey, nothing that users wait for is judged.
fn ask_for_journeys(cx: &mut Check<'_>) {
    let model = cx.model;
    let begins = |component: &Component<'_>| {
        component.kind() == ComponentKind::Service
            && model.is_imported(&component.path())
            && model.callers(component.id).all(|edge| edge.from.id == component.id)
            && model.needs(component.id).any(|edge| edge.waits())
    };
    let roots: Vec<Component<'_>> = model.components().filter(begins).collect();
    let Some(first) = roots.first() else { return };
    let others = match roots.len() - 1 {
        0 => String::new(),
        1 => " and 1 other".to_owned(),
        more => format!(" and {more} others"),
    };
    let text = format!("what do users do? no journey is stated, and nothing calls `{}`{others}", first.name);
    cx.ask(&first.place(), "exposes", text);
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
