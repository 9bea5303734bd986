//! A component that nothing reaches.

use crate::prelude::*;
use crate::readings::piece::pieces;
use loadline_model::kinds::{Reach, Via};
use loadline_model::{Body, Component, ComponentId, ComponentKind, Model};

/// A component that nothing reaches.
pub(crate) const RULE: Rule = Rule {
    code: "LL013",
    name: "unreachable-component",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "no journey, job, consumer or caller reaches a component",
    requirements: &["P3", "P8", "D4"],
    pillar: Some("P14.11"),
    facts: &["journeys.*.entry", "services.*.needs.*.to", "domains.*.needs", "state.*.home"],
    page: include_str!("unreachable_component.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    if model.system.journeys.as_ref().is_none_or(|journeys| journeys.is_empty()) {
        return;
    }
    let mut reached = vec![false; model.component_count()];
    spread(model, &mut reached, roots(model));
    let lonely = |reached: &[bool], component: &Component<'_>| {
        let mut callers = model.callers(component.id).filter(|edge| edge.from.id != component.id);
        callers.all(|edge| reached[edge.from.id.index()])
    };
    // First those without a caller; what is left afterwards calls itself in a circle, and its first member stands for it.
    for only_lonely in [true, false] {
        for component in model.components() {
            if reached[component.id.index()] || (only_lonely && !lonely(&reached, &component)) {
                continue;
            }
            let behind = spread(model, &mut reached, vec![component.id]);
            report(cx, component, &behind[1..]);
        }
    }
}

fn report(cx: &mut Check<'_>, component: Component<'_>, behind: &[ComponentId]) {
    if cx.model.is_imported(&component.path()) {
        return;
    }
    let what = component.kind().word();
    let mut report =
        Report::new(component.place(), format!("nothing reaches the {what} `{}`", component.name))
            .note("no journey enters it, nothing that is used calls it, and it consumes from no queue")
            .hint("add the journey or the need that uses it, or take it out of the model");
    if !behind.is_empty() {
        let names: Vec<String> =
            behind.iter().take(5).map(|id| format!("`{}`", cx.model.component(*id).name)).collect();
        let more = if behind.len() > 5 { ", …" } else { "" };
        report = report
            .note(format!("only reached through it ({}): {}{more}", behind.len(), names.join(", ")))
            .number(Quantity::stated("components behind it", behind.len() as f64, "components"));
    }
    cx.report(report);
}

/// Marks everything that is used once these are, and gives what was new, the first one first.
fn spread(model: &Model, reached: &mut [bool], start: Vec<ComponentId>) -> Vec<ComponentId> {
    let mut found: Vec<ComponentId> = Vec::new();
    let mut open = start;
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut reached[id.index()], true) {
            found.push(id);
            onward(model, model.component(id), &mut open);
        }
    }
    found
}

/// Where work starts: journeys, jobs, consumers, published interfaces, shared needs of domains, homes of state.
fn roots(model: &Model) -> Vec<ComponentId> {
    let system = &model.system;
    let mut names: Vec<&str> = Vec::new();
    for (_, journey) in system.journeys.iter().flat_map(|all| all.iter()) {
        names.extend(journey.entry.as_ref().map(|entry| entry.base()));
        let last = journey.completes.as_ref().and_then(|completes| completes.at.as_ref());
        names.extend(last.map(|at| at.base()));
    }
    for (_, domain) in system.domains.iter().flat_map(|all| all.iter()) {
        names.extend(domain.needs.iter().flat_map(|needs| needs.iter()).map(|need| need.base()));
    }
    for (_, migration) in system.migrations.iter().flat_map(|all| all.iter()) {
        names.extend(migration.of.as_ref().map(|of| of.base()));
    }
    let mut roots: Vec<ComponentId> =
        names.into_iter().filter_map(|name| model.find(name)).map(|c| c.id).collect();
    for piece in pieces(model) {
        let copies = piece.copies(model).filter_map(|copy| copy.at);
        roots.extend(piece.owner.into_iter().chain(piece.home).chain(copies).map(|component| component.id));
    }
    let starts_by_itself = |component: &Component<'_>| {
        component.kind() == ComponentKind::Job
            || is_published(component)
            || model.needs(component.id).any(|edge| edge.consumes())
    };
    roots.extend(model.components().filter(starts_by_itself).map(|component| component.id));
    roots
}

fn is_published(component: &Component<'_>) -> bool {
    let mut interfaces = component.interfaces().into_iter().flat_map(|all| all.iter());
    interfaces
        .any(|(_, interface)| interface.reach.as_ref().is_some_and(|reach| reach.value == Reach::Published))
}

/// What a component that is used makes use of in turn.
fn onward(model: &Model, component: Component<'_>, open: &mut Vec<ComponentId>) {
    let mut names: Vec<&str> = Vec::new();
    for edge in model.needs(component.id) {
        open.push(edge.to.id);
        let fallback = edge.need.fallback.as_ref().and_then(|fallback| fallback.value());
        names.extend(fallback.and_then(|fallback| fallback.to.as_ref()).map(|to| to.base()));
        if let Some(Via::Cache(cache)) = edge.need.via.as_deref() {
            names.push(&cache.id);
        }
    }
    match component.body {
        Body::Cache(cache) => names.extend(cache.origin.as_ref().map(|origin| origin.base())),
        Body::Store(store) => {
            let from = store.rebuild.as_ref().and_then(|rebuild| rebuild.from.as_ref());
            names.extend(from.map(|from| from.base()));
        }
        _ => {}
    }
    open.extend(names.into_iter().filter_map(|name| model.find(name)).map(|component| component.id));
}
