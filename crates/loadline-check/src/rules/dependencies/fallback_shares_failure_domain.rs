//! A fallback that is lost together with what it stands in for.

use crate::prelude::*;
use loadline_model::kinds::{Domain, DomainKind, Fallback};
use loadline_model::{Component, ComponentId, Edge, Map, Model};
use rustc_hash::FxHashSet;

/// A fallback that is lost together with what it stands in for.
pub(crate) const RULE: Rule = Rule {
    code: "LL214",
    name: "fallback-shares-failure-domain",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a fallback fails together with what it stands in for",
    requirements: &["D4", "D6", "P3"],
    pillar: Some("P14.14"),
    facts: &[
        "services.*.needs.*.fallback.to",
        "services.*.domain",
        "services.*.replicas.spread",
        "domains.*.in",
        "domains.*.kind",
        "domains.*.needs",
        "services.*.needs.*.kind",
    ],
    page: include_str!("fallback_shares_failure_domain.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for edge in cx.model.edges() {
        let Some(fallback) = decided(&edge.need.fallback).and_then(|fallback| fallback.value()) else {
            continue;
        };
        let Some((to, spare)) = spare(cx.model, fallback) else { continue };
        let (target, name) = (edge.target(), spare.name);
        let report =
            |message: String| Report::new(edge.place(), message).mark(to.span, "lost together with it");
        if spare.id == edge.to.id && to.value.part() == edge.part {
            cx.report(
                report(format!("`{name}` is its own fallback"))
                    .hint("fall back to something else, or say `fallback: none`"),
            );
            continue;
        }
        if let Some(back) =
            cx.model.needs(spare.id).find(|need| need.is_hard() && need.waits() && need.to.id == edge.to.id)
        {
            cx.report(
                report(format!("`{name}` stands in for `{target}`, but needs it itself"))
                    .and(back.key, "the fallback fails with it here")
                    .hint("fall back to something that works without it"),
            );
            continue;
        }
        let shared = shared(cx.model, &edge, &spare);
        if !shared.is_empty() {
            cx.report(
                report(format!("`{target}` and its fallback `{name}` are lost together: both {}", shared.join(" and ")))
                    .severity(Severity::Warning)
                    .number(Quantity::computed("shared causes", shared.len() as f64, "1", shared.join(" + ")))
                    .hint(format!("let `{name}` stand and depend apart from it, or fall back to something that needs neither")),
            );
        }
    }
}

type To<'m> = &'m loadline_model::Stated<loadline_model::Ref<loadline_model::targets::ComponentPart>>;

fn spare<'m>(model: &'m Model, fallback: &'m Fallback) -> Option<(To<'m>, Component<'m>)> {
    let to = fallback.to.as_ref()?;
    Some((to, model.find(to.base())?))
}

/// What takes both away but leaves the caller alive; what the caller is lost with as well needs no fallback.
fn shared(model: &Model, edge: &Edge<'_>, spare: &Component<'_>) -> Vec<String> {
    let [caller, first, second] = [&edge.from, &edge.to, spare].map(|component| stands_in(model, component));
    let domains = model.system.domains.as_ref();
    let outlives = |id: &&str| {
        let kind = domains.and_then(|all| decided(&all.get(id)?.kind)).map(|kind| kind.value);
        let narrow = !matches!(kind, None | Some(DomainKind::Provider | DomainKind::Region));
        // Of a caller that stands nowhere it is only sure that it is in more than one place of a region.
        !caller.contains(id) && (narrow || !caller.is_empty())
    };
    let domain = first.iter().find(|id| second.contains(id) && outlives(id));
    let mut shared: Vec<String> = domain.map(|id| format!("stand in `{id}`")).into_iter().collect();

    let [own, theirs] = [&edge.from, spare].map(|component| lost_with(model, component));
    let mut seen = FxHashSet::default();
    let common: Vec<String> = needs_of(model, &edge.to)
        .filter(|need| {
            theirs.contains(&need.id)
                && !own.contains(&need.id)
                && need.id != spare.id
                && seen.insert(need.id)
        })
        .map(|need| format!("`{}`", need.name))
        .collect();
    if !common.is_empty() {
        shared.push(format!("need {}", common.join(", ")));
    }
    shared
}

/// The domains whose loss takes a component away: its own or the one it is spread over, and all around it, inmost first.
fn stands_in<'m>(model: &'m Model, component: &Component<'m>) -> Vec<&'m str> {
    let common = component.common();
    let spread = || decided(&common.replicas).and_then(|replicas| replicas.spread.as_ref());
    let mut next = decided(&common.domain).or_else(spread).map(|domain| domain.id.as_str());
    let mut all: Vec<&str> = Vec::new();
    let domains: Option<&Map<Domain>> = model.system.domains.as_deref();
    while let Some(id) = next.filter(|id| !all.contains(id)) {
        all.push(id);
        next = domains.and_then(|domains| domains.get(id)?.within.as_ref()).map(|outer| outer.id.as_str());
    }
    all
}

/// What a component fails without: its hard needs and what its domains need.
fn needs_of<'m>(model: &'m Model, component: &Component<'m>) -> impl Iterator<Item = Component<'m>> {
    let hard = model.needs(component.id).filter(|need| need.is_hard() && need.waits()).map(|need| need.to);
    let domains = model.system.domains.as_ref();
    let around =
        stands_in(model, component).into_iter().filter_map(move |id| domains?.get(id)?.needs.as_deref());
    hard.chain(around.flatten().filter_map(|need| model.find(&need.id)))
}

fn lost_with(model: &Model, component: &Component<'_>) -> FxHashSet<ComponentId> {
    let component = model.component(component.id);
    needs_of(model, &component).map(|need| need.id).collect()
}
