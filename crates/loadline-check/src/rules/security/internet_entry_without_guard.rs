//! A way in from the internet where nothing stops a flood.

use crate::prelude::*;
use crate::readings::guard::interface;
use crate::readings::trust::{entered, zone_of_strangers};
use loadline_flow::Flow;
use loadline_model::Named;
use loadline_model::kinds::Boundary;
use rustc_hash::FxHashSet;

/// A way in from the internet where nothing stops a flood.
pub(crate) const RULE: Rule = Rule {
    code: "LL708",
    name: "internet-entry-without-guard",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "anybody may call as often as they like: no firewall for the web and no rate limit on the way in",
    requirements: &["D7", "E7", "R4"],
    pillar: None,
    facts: &[
        "actors.*.boundary",
        "boundaries.*.trust",
        "boundaries.*.controls",
        "boundaries.*.in",
        "services.*.boundary",
        "services.*.exposes.*.rate-limit",
        "services.*.exposes.*.cdn",
    ],
    page: include_str!("internet_entry_without_guard.md"),
    check,
};

/// Words of controls that stop or slow a flood.
const GUARDS: &[&str] = &["waf", "rate", "throttl", "ddos", "shield", "scrub", "cdn", "bot"];

fn check(cx: &mut Check<'_>) {
    let mut seen = FxHashSet::default();
    for flow in cx.flows.all() {
        let component = flow.entry().component;
        let Some((id, it)) =
            interface(component, flow.entry().part).filter(|(_, it)| !seen.contains(&it.key))
        else {
            continue;
        };
        let Some(way) = way_in(cx, flow) else { continue };
        let guarded = way.iter().any(|(_, boundary)| has_guard(boundary));
        if guarded || Saying::of(&it.rate_limit).value().is_some() || Saying::of(&it.cdn).value().is_some() {
            continue;
        }
        seen.insert(it.key);
        let place = Place::new(format!("{}/exposes/{id}", component.path()), it.key);
        let lists_all = way.iter().all(|(_, boundary)| boundary.controls.is_some());
        let span = match Saying::of(&it.rate_limit) {
            Saying::None(span) if lists_all => span,
            _ => {
                cx.ask(
                    &place,
                    "rate-limit",
                    format!("what stops a flood of calls to `{}.{id}`?", component.name),
                );
                continue;
            }
        };
        let names: Vec<String> = way.iter().map(|(id, _)| format!("`{id}`")).collect();
        let passed = if names.is_empty() { "no boundary".to_owned() } else { names.join(", ") };
        let mut report = Report::new(
            place,
            format!("anybody may call `{}.{id}` without limit: 0 guards on the way in", component.name),
        )
        .mark(span, "no limit, by decision")
        .note(format!("boundaries passed on the way in: {passed}"))
        .number(Quantity::computed("guards", 0.0, "1", format!("controls of {passed} that stop a flood")))
        .hint("put a web firewall or a rate limit per caller before it, and list it under `controls:`");
        if let Some(peak) = flow.peak() {
            report = report.number(Quantity::stated("expected peak", peak, "rps"));
        }
        cx.report(report);
    }
}

/// The boundaries a user of the journey enters, when that user comes from ground without trust.
fn way_in<'m>(cx: &Check<'m>, flow: &Flow<'m>) -> Option<Vec<(&'m str, &'m Named<Boundary>)>> {
    let model = cx.model;
    let from = zone_of_strangers(model, flow)?;
    Some(entered(model, from.id, flow.entry().component.boundary()?))
}

fn has_guard(boundary: &Boundary) -> bool {
    let mut controls = boundary.controls.iter().flat_map(|controls| controls.iter());
    controls.any(|control| {
        let control = control.value.to_ascii_lowercase();
        GUARDS.iter().any(|guard| control.contains(guard))
    })
}
