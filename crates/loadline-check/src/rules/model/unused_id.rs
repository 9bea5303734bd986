//! An id that nothing refers to.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::{Map, Model, Ref, TargetKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// An id that nothing refers to.
pub(crate) const RULE: Rule = Rule {
    code: "LL011",
    name: "unused-id",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "something is declared and nothing refers to it",
    requirements: &["P3", "D13"],
    pillar: None,
    facts: &[
        "teams.*",
        "boundaries.*.in",
        "domains.*.in",
        "data.*",
        "profiles.*",
        "actors.*",
        "policies.alert.*",
    ],
    page: include_str!("unused_id.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let system = &cx.model.system;
    flat(cx, "teams", TargetKind::Team, system.teams.as_deref());
    flat(cx, "data", TargetKind::Data, system.data.as_deref());
    flat(cx, "profiles", TargetKind::Profile, system.profiles.as_deref());
    if system.journeys.as_ref().is_some_and(|journeys| !journeys.is_empty()) {
        flat(cx, "actors", TargetKind::Actor, system.actors.as_deref());
    }
    if let Some(policies) = &system.policies {
        flat(cx, "policies/alert", TargetKind::AlertPolicy, policies.alert.as_deref());
        flat(cx, "policies/budget", TargetKind::BudgetPolicy, policies.budget.as_deref());
    }
    boundaries(cx);
    domains(cx);
}

/// A section whose ids are used as soon as one reference names them.
fn flat<T>(cx: &mut Check<'_>, section: &str, kind: TargetKind, ids: Option<&Map<T>>) {
    for (id, named) in ids.into_iter().flat_map(|ids| ids.iter()) {
        // The standard alert policy applies wherever no other is named.
        let standard = kind == TargetKind::AlertPolicy && id == "standard";
        if !standard && !cx.model.is_used(kind, id) {
            unused(
                cx,
                &format!("{section}/{id}"),
                named.key,
                &format!("nothing refers to {}", noun(kind, id)),
            );
        }
    }
}

fn unused(cx: &mut Check<'_>, path: &str, key: Span, message: &str) {
    // Importers bring whole catalogues; what of them is used shows only later.
    if !cx.model.is_imported(path) {
        cx.report(
            Report::new(Place::new(path, key), message).hint("refer to it where it belongs, or take it out"),
        );
    }
}

fn noun(kind: TargetKind, id: &str) -> String {
    let noun = kind.noun().trim_start_matches("an ").trim_start_matches("a ");
    format!("the {noun} `{id}`")
}

fn boundaries(cx: &mut Check<'_>) {
    let Some(boundaries) = cx.model.system.boundaries.as_deref() else { return };
    let parents = parents(boundaries.iter().map(|(id, boundary)| (id, boundary.within.as_deref())));
    let components = cx.model.components().filter_map(|component| component.boundary());
    let actors = cx.model.system.actors.iter().flat_map(|actors| actors.iter());
    let homes = actors.filter_map(|(_, actor)| actor.boundary.as_ref().map(|boundary| boundary.id.as_str()));
    let used = with_ancestors(&parents, components.chain(homes));
    for (id, boundary) in boundaries.iter() {
        let parent_is_used = parents.get(id).is_none_or(|parent| used.contains(parent));
        if !used.contains(id) && parent_is_used {
            unused(
                cx,
                &format!("boundaries/{id}"),
                boundary.key,
                &format!("nothing stands in the boundary `{id}`"),
            );
        }
    }
}

/// A domain is used when something stands in it, is spread over it, or stands in or is spread over one around it.
fn domains(cx: &mut Check<'_>) {
    let Some(domains) = cx.model.system.domains.as_deref() else { return };
    let parents = parents(domains.iter().map(|(id, domain)| (id, domain.within.as_deref())));
    let named: FxHashSet<&str> = places(cx.model).collect();
    let used = with_ancestors(&parents, named.iter().copied());
    for (id, domain) in domains.iter() {
        let around = || ancestors(&parents, id).any(|around| named.contains(around));
        let parent_is_used = parents.get(id).is_none_or(|parent| used.contains(parent));
        if !used.contains(id) && parent_is_used && !around() {
            unused(
                cx,
                &format!("domains/{id}"),
                domain.key,
                &format!("nothing stands in the failure domain `{id}`"),
            );
        }
    }
}

/// Every domain that a component says it stands in or is spread over.
fn places(model: &Model) -> impl Iterator<Item = &str> {
    model.components().flat_map(|component| {
        let common = component.common();
        let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        [common.domain.as_ref(), spread].into_iter().flatten().map(|domain| domain.id.as_str())
    })
}

type Parents<'m> = FxHashMap<&'m str, &'m str>;

fn parents<'m, T: 'm>(ids: impl Iterator<Item = (&'m str, Option<&'m Ref<T>>)>) -> Parents<'m> {
    ids.filter_map(|(id, within)| Some((id, within?.id.as_str()))).collect()
}

/// What lies around an id, itself left out; cut short where somebody wrote a circle.
fn ancestors<'m>(parents: &Parents<'m>, id: &'m str) -> impl Iterator<Item = &'m str> {
    std::iter::successors(parents.get(id).copied(), |at| parents.get(at).copied()).take(parents.len())
}

fn with_ancestors<'m>(parents: &Parents<'m>, ids: impl Iterator<Item = &'m str>) -> FxHashSet<&'m str> {
    let mut used = FxHashSet::default();
    for id in ids {
        let mut next = Some(id);
        while let Some(at) = next.filter(|at| used.insert(*at)) {
            next = parents.get(at).copied();
        }
    }
    used
}
