//! A way from less trusted ground to more trusted ground where nobody asks who comes.

use crate::prelude::*;
use crate::readings::guard::{Entry, auth, interface};
use crate::readings::trust::{Zone, zone_of, zone_of_users};
use loadline_base::Span;
use loadline_flow::Flow;
use loadline_model::Component;
use rustc_hash::FxHashMap;

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
    from: Zone<'m>,
    to: Zone<'m>,
}

/// The interfaces that users enter, in the order of journeys, each with the journey that is surest to write.
fn entries<'m>(cx: &Check<'m>) -> Vec<Entered<'m>> {
    let mut found: Vec<Entered<'m>> = Vec::new();
    let mut known: FxHashMap<Span, usize> = FxHashMap::default();
    for flow in cx.flows.all() {
        let component = flow.entry().component;
        let ways = zone_of_users(cx.model, flow).zip(zone_of(cx.model, &component));
        let Some((from, to)) = ways.filter(|(from, to)| from.trust < to.trust) else { continue };
        let Some(entry) = interface(component, flow.entry().part) else { continue };
        match known.get(&entry.1.key) {
            Some(&at) if surety(flow) > surety(found[at].flow) => {
                (found[at].flow, found[at].from) = (flow, from)
            }
            Some(_) => {}
            None => {
                known.insert(entry.1.key, found.len());
                found.push(Entered { component, entry, flow, from, to });
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
    let Entered { component, entry: (id, it), flow, from, to } = entered;
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
            cx.report(report(place, &text, *from, *to, span));
        }
    }
}

fn report(place: Place, what: &str, from: Zone<'_>, to: Zone<'_>, span: Span) -> Report {
    let message = format!("{what} from {} into {} without proof of who calls", from.named(), to.named());
    Report::new(place, message)
        .mark(span, "nobody asks, by decision")
        .and(to.boundary.key, "more trusted ground")
        .hint("ask at the border: mutual TLS or short-lived tokens between programs, a login for people")
}
