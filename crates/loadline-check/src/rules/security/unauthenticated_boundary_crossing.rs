//! A way from less trusted ground to more trusted ground where nobody asks who comes.

use crate::readings::guard::{auth, interface};
use crate::prelude::*;
use crate::readings::trust::{Zone, zone, zone_of};
use loadline_base::Span;
use loadline_flow::Flow;
use rustc_hash::FxHashSet;

/// A way from less trusted ground to more trusted ground where nobody asks who comes.
pub(crate) const RULE: Rule = Rule {
    code: "LL703",
    name: "unauthenticated-boundary-crossing",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a call enters more trusted ground and nobody asks who makes it",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "boundaries.*.trust",
        "services.*.boundary",
        "actors.*.boundary",
        "services.*.needs.*.auth",
        "services.*.exposes.*.auth",
        "services.*.exposes.*.changes-state",
        "journeys.*.load.writes",
    ],
    page: include_str!("unauthenticated_boundary_crossing.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for edge in cx.model.edges() {
        let Some((from, to)) = zone_of(cx.model, &edge.from).zip(zone_of(cx.model, &edge.to)) else {
            continue;
        };
        if from.trust >= to.trust {
            continue;
        }
        let text = format!("`{}` calls `{}`", edge.from.name, edge.target());
        match auth(&edge) {
            Saying::Value(..) => {}
            Saying::None(span) => cx.report(report(edge.place(), &text, from, to, span)),
            Saying::Nothing => {
                cx.ask(&edge.place(), "auth", format!("how does `{}` prove who it is?", edge.from.name));
            }
        }
    }
    let mut seen = FxHashSet::default();
    for flow in cx.flows.all() {
        entry(cx, flow, &mut seen);
    }
}

/// Users who enter at an interface. What anybody may read needs no name; what changes state does.
fn entry<'m>(cx: &mut Check<'m>, flow: &Flow<'m>, seen: &mut FxHashSet<Span>) {
    let model = cx.model;
    let actor = flow.journey.actor.as_ref().and_then(|actor| model.system.actors.as_ref()?.get(&actor.id));
    let from = actor.and_then(|actor| zone(model, &actor.boundary.as_ref()?.id));
    let component = flow.entry().component;
    let Some((from, to)) = from.zip(zone_of(model, &component)).filter(|(from, to)| from.trust < to.trust)
    else {
        return;
    };
    let Some((id, it)) = interface(component, flow.entry().part) else { return };
    let writes = flow
        .journey
        .load
        .as_ref()
        .and_then(|load| load.writes.as_ref())
        .map(|writes| writes.fraction() > 0.0);
    let changes = it.changes_state.as_ref().map(|changes| changes.value).or(writes);
    if changes == Some(false) || seen.contains(&it.key) {
        return;
    }
    let place = Place::new(format!("{}/exposes/{id}", component.path()), it.key);
    match Saying::of(&it.auth) {
        Saying::Value(..) => return,
        Saying::Nothing => {
            cx.ask(&place, "auth", format!("how do users of `{}` prove who they are?", flow.id))
        }
        Saying::None(_) if changes.is_none() => {
            cx.ask(
                &place,
                "changes-state",
                "may everybody do what this interface does, or does it change state?",
            );
        }
        Saying::None(span) => {
            let text = format!("`{}` changes state through `{}.{id}`", flow.id, component.name);
            cx.report(report(place, &text, from, to, span));
        }
    }
    seen.insert(it.key);
}

fn report(place: Place, what: &str, from: Zone<'_>, to: Zone<'_>, span: Span) -> Report {
    let message = format!("{what} from {} into {} without proof of who calls", from.named(), to.named());
    Report::new(place, message)
        .mark(span, "nobody asks, by decision")
        .and(to.boundary.key, "more trusted ground")
        .hint("ask at the border: mutual TLS or short-lived tokens between programs, a login for people")
}
