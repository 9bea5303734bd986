//! A way over a border, into ground trusted as much or more, where nobody asks who comes.

use crate::prelude::*;
use crate::readings::guard::{Entry, auth, interface};
use crate::readings::trust::{Crossing, crossed_by, crossing, zone_of, zone_of_users};
use loadline_base::Span;
use loadline_flow::Flow;
use loadline_model::Component;
use rustc_hash::FxHashMap;

/// A way over a border, into ground trusted as much or more, where nobody asks who comes.
pub(crate) const RULE: Rule = Rule {
    code: "LL703",
    name: "unauthenticated-boundary-crossing",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a call enters a boundary trusted as much or more and nobody asks who makes it",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "boundaries.*.trust",
        "boundaries.*.in",
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
        let Some(way) = crossed_by(cx.model, &edge) else { continue };
        let text = format!("`{}` calls `{}`", edge.from.name, edge.target());
        match auth(&edge) {
            Saying::Value(..) => {}
            Saying::None(span) => cx.report(report(edge.place(), &text, way, span)),
            Saying::Nothing => {
                cx.ask(&edge.place(), "auth", format!("how does `{}` prove who it is?", edge.from.name));
            }
        }
    }
    for entry in entries(cx) {
        judge(cx, &entry);
    }
}

/// An interface that users enter from less trusted ground.
struct Entered<'m> {
    component: Component<'m>,
    entry: Entry<'m>,
    /// The journey that is surest to write.
    flow: &'m Flow<'m>,
    way: Crossing<'m>,
}

/// The interfaces that users enter, in the order of journeys, each with the journey that is surest to write.
fn entries<'m>(cx: &Check<'m>) -> Vec<Entered<'m>> {
    let mut found: Vec<Entered<'m>> = Vec::new();
    let mut known: FxHashMap<Span, usize> = FxHashMap::default();
    for flow in cx.flows.all() {
        let component = flow.entry().component;
        let zones = zone_of_users(cx.model, flow).zip(zone_of(cx.model, &component));
        let Some(way) = zones.and_then(|(from, to)| crossing(cx.model, from, to)) else { continue };
        let Some(entry) = interface(component, flow.entry().part) else { continue };
        match known.get(&entry.1.key) {
            Some(&at) if surety(flow) > surety(found[at].flow) => {
                (found[at].flow, found[at].way) = (flow, way)
            }
            Some(_) => {}
            None => {
                known.insert(entry.1.key, found.len());
                found.push(Entered { component, entry, flow, way });
            }
        }
    }
    found
}

/// Whether a journey writes, when it says so.
fn writes(flow: &Flow<'_>) -> Option<bool> {
    let share = flow.journey.load.as_ref()?.writes.as_ref()?;
    Some(share.fraction() > 0.0)
}

/// How sure a journey is to write: denied, not said, said.
fn surety(flow: &Flow<'_>) -> u8 {
    match writes(flow) {
        Some(false) => 0,
        None => 1,
        Some(true) => 2,
    }
}

/// What anybody may read needs no name; what changes state does.
fn judge(cx: &mut Check<'_>, entered: &Entered<'_>) {
    let Entered { component, entry: (id, it), flow, way } = entered;
    let changes = it.changes_state.as_ref().map(|changes| changes.value).or(writes(flow));
    if changes == Some(false) {
        return;
    }
    let place = Place::new(format!("{}/exposes/{id}", component.path()), it.key);
    match Saying::of(&it.auth) {
        Saying::Value(..) => {}
        Saying::Nothing => {
            cx.ask(&place, "auth", format!("how do users of `{}` prove who they are?", flow.id));
        }
        Saying::None(_) if changes.is_none() => {
            cx.ask(
                &place,
                "changes-state",
                "may everybody do what this interface does, or does it change state?",
            );
        }
        Saying::None(span) => {
            let text = match writes(flow) {
                // No journey admits to it, but the interface says so itself.
                Some(false) => format!("users change state through `{}.{id}`", component.name),
                _ => format!("`{}` changes state through `{}.{id}`", flow.id, component.name),
            };
            cx.report(report(place, &text, *way, span));
        }
    }
}

fn report(place: Place, what: &str, way: Crossing<'_>, span: Span) -> Report {
    let Crossing { from, to } = way;
    let message = format!("{what} from {} into {} without proof of who calls", from.named(), to.named());
    let (severity, ground) = if way.rises() {
        (Severity::Error, "more trusted ground")
    } else {
        (Severity::Warning, "a boundary of its own, no less trusted")
    };
    Report::new(place, message)
        .severity(severity)
        .mark(span, "nobody asks, by decision")
        .and(to.boundary.key, ground)
        .hint("ask at the border: mutual TLS or short-lived tokens between programs, a login for people")
}
