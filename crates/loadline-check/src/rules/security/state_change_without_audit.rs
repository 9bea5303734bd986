//! A change that nobody can prove later.

use crate::prelude::*;
use crate::readings::guard::{Entry, interface};
use crate::readings::sensitivity::{Datum, carried, gravest};
use crate::readings::trust::{Zone, zone_of_strangers};
use loadline_base::Span;
use loadline_flow::{Flow, calls};
use loadline_model::kinds::Reach;
use loadline_model::{Component, Edge};
use rustc_hash::FxHashMap;

/// A change that nobody can prove later.
pub(crate) const RULE: Rule = Rule {
    code: "LL706",
    name: "state-change-without-audit",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an interface changes what matters and records nothing for later proof",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "services.*.exposes.*.changes-state",
        "services.*.exposes.*.audit",
        "services.*.exposes.*.reach",
        "services.*.needs.*.carries",
        "services.*.needs.*.for",
        "actors.*.boundary",
        "boundaries.*.trust",
        "data.*.class",
    ],
    page: include_str!("state_change_without_audit.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let strangers = entered_by_strangers(cx);
    for component in cx.model.components() {
        for (id, it) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            if it.changes_state.as_ref().is_none_or(|changes| !changes.value) {
                continue;
            }
            let by_strangers = strangers.get(&it.key).map(Vec::as_slice).unwrap_or_default();
            let said = it.reach.as_ref().is_some_and(|reach| reach.value == Reach::Published);
            let data = changed(cx, &component, (id, it), by_strangers);
            let (what, severity) = match &data {
                Some(datum) => (datum.named(), Severity::Error),
                None if said || !by_strangers.is_empty() => {
                    ("state for callers from outside".to_owned(), Severity::Warning)
                }
                None => continue,
            };
            let place = Place::new(format!("{}/exposes/{id}", component.path()), it.key);
            match Saying::of(&it.audit) {
                Saying::Value(..) => {}
                Saying::Nothing => {
                    cx.ask(&place, "audit", format!("where is it recorded who changed {what}?"))
                }
                Saying::None(span) => {
                    let message = format!("`{}.{id}` changes {what} and records nothing", component.name);
                    let mut report = Report::new(place, message)
                        .severity(severity)
                        .mark(span, "no audit, by decision")
                        .hint("write who, what, when and from where to a log that the service itself cannot change");
                    if let Some(datum) = data {
                        report = report.and(datum.span, "it passes here");
                    }
                    if let Some((flow, from)) = by_strangers.first().filter(|_| !said) {
                        let (id, zone) = (flow.id, from.named());
                        report =
                            report.note(format!("users of `{id}` enter here from {zone}: it is published"));
                    }
                    cx.report(report);
                }
            }
        }
    }
}

/// Journeys of strangers, with the ground they come from.
type Strangers<'m> = (&'m Flow<'m>, Zone<'m>);

/// The interfaces that users enter from ground without trust: published, whatever `reach` says or does not say.
fn entered_by_strangers<'m>(cx: &Check<'m>) -> FxHashMap<Span, Vec<Strangers<'m>>> {
    let mut found: FxHashMap<Span, Vec<Strangers<'m>>> = FxHashMap::default();
    for flow in cx.flows.all() {
        let Some(from) = zone_of_strangers(cx.model, flow) else { continue };
        let Some((_, it)) = interface(flow.entry().component, flow.entry().part) else { continue };
        found.entry(it.key).or_default().push((flow, from));
    }
    found
}

/// The gravest confidential or restricted data that callers bring to an interface; where strangers enter, also what it
/// hands on for them.
fn changed<'m>(
    cx: &Check<'m>,
    component: &Component<'m>,
    (id, it): Entry<'m>,
    by_strangers: &[Strangers<'m>],
) -> Option<Datum<'m>> {
    let model = cx.model;
    let enters =
        |edge: &Edge<'m>| interface(edge.to, edge.part).is_some_and(|(_, entered)| entered.key == it.key);
    let mut edges: Vec<Edge<'m>> = model.callers(component.id).filter(enters).collect();
    for (flow, _) in by_strangers {
        let handed = calls(model, *component, Some(id), Some(flow.id));
        edges.extend(handed.into_iter().map(|call| call.edge));
    }
    let data: Vec<Datum<'m>> = edges.iter().flat_map(|edge| carried(model, edge)).collect();
    gravest(data.into_iter().filter(Datum::is_confidential))
}
