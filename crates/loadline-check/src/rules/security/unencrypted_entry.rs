//! A way in from the internet that everybody on the way can read.

use crate::prelude::*;
use crate::readings::guard::{Entry, Wire, interface, tls_at, wire_at};
use crate::readings::sensitivity::{Datum, carried, gravest};
use crate::readings::trust::{Zone, entered, zone_of_strangers};
use loadline_base::Span;
use loadline_flow::{Flow, HopKind};
use loadline_model::Component;
use rustc_hash::FxHashMap;

/// A way in from the internet that everybody on the way can read.
pub(crate) const RULE: Rule = Rule {
    code: "LL711",
    name: "unencrypted-entry",
    level: Severity::Error,
    since: "0.1.0",
    summary: "users send confidential or personal data over the internet in the clear",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "actors.*.boundary",
        "boundaries.*.trust",
        "boundaries.*.controls",
        "journeys.*.entry",
        "services.*.exposes.*.tls",
        "services.*.exposes.*.protocol",
        "services.*.needs.*.carries",
        "data.*.class",
        "data.*.personal",
    ],
    page: include_str!("unencrypted_entry.md"),
    check,
};

/// An interface that strangers enter, with the journey that brings the gravest data there.
struct Door<'m> {
    component: Component<'m>,
    entry: Entry<'m>,
    flow: &'m Flow<'m>,
    from: Zone<'m>,
    datum: Datum<'m>,
    journeys: u64,
}

fn check(cx: &mut Check<'_>) {
    for door in doors(cx) {
        judge(cx, &door);
    }
}

/// The interfaces without known encryption that strangers enter with sensitive data, in the order of journeys.
fn doors<'m>(cx: &Check<'m>) -> Vec<Door<'m>> {
    let model = cx.model;
    let mut doors: Vec<Door<'m>> = Vec::new();
    let mut known: FxHashMap<Span, usize> = FxHashMap::default();
    for flow in cx.flows.all() {
        let component = flow.entry().component;
        let Some(from) = zone_of_strangers(model, flow) else { continue };
        let Some(entry) = interface(component, flow.entry().part) else { continue };
        let sealed = matches!(tls_at(entry.1), Saying::Value(..))
            || matches!((tls_at(entry.1), wire_at(entry.1)), (Saying::Nothing, Wire::Sealed));
        if sealed || ends_before(cx, from, component) {
            continue;
        }
        let calls =
            flow.stations.iter().flat_map(|station| station.hops()).filter_map(|hop| match hop.kind {
                HopKind::Call(edge) => Some(edge),
                HopKind::Delivery(_) | HopKind::Miss => None,
            });
        let sensitive = calls.flat_map(|edge| carried(model, &edge).collect::<Vec<_>>());
        let Some(datum) = gravest(sensitive.filter(Datum::is_sensitive)) else { continue };
        let door = Door { component, entry, flow, from, datum, journeys: 1 };
        match known.get(&entry.1.key) {
            None => {
                known.insert(entry.1.key, doors.len());
                doors.push(door);
            }
            Some(&at) => {
                let old = &doors[at];
                let journeys = old.journeys + 1;
                let graver =
                    (datum.class(), datum.is_personal()) > (old.datum.class(), old.datum.is_personal());
                if graver {
                    doors[at] = door;
                }
                doors[at].journeys = journeys;
            }
        }
    }
    doors
}

/// Whether TLS ends at a border on the way in, so that only trusted ground sees what the interface says.
fn ends_before(cx: &Check<'_>, from: Zone<'_>, component: Component<'_>) -> bool {
    let way = component.boundary().map(|to| entered(cx.model, from.id, to)).unwrap_or_default();
    way.iter().flat_map(|(_, boundary)| boundary.controls.iter().flat_map(|controls| controls.iter())).any(
        |control| {
            let control = control.value.to_ascii_lowercase();
            control.contains("tls") || control.contains("https")
        },
    )
}

fn judge(cx: &mut Check<'_>, door: &Door<'_>) {
    let (id, it) = door.entry;
    let name = format!("{}.{id}", door.component.name);
    let place = Place::new(format!("{}/exposes/{id}", door.component.path()), it.key);
    let in_front = Saying::of(&it.cdn).value().is_some();
    let (how, span, severity) = match (tls_at(it), wire_at(it)) {
        (Saying::None(span), _) => ("without TLS".to_owned(), span, Severity::Error),
        // What stands in front may speak TLS with users, so the protocol alone is no proof.
        (Saying::Nothing, Wire::Clear(protocol, span)) if !in_front => {
            (format!("over `{protocol}`"), span, Severity::Warning)
        }
        _ => {
            let text = format!(
                "is {} encrypted between the users of `{}` and `{name}`?",
                door.datum.named(),
                door.flow.id
            );
            return cx.ask(&place, "tls", text);
        }
    };
    let message = format!(
        "users of `{}` come from {} to `{name}` {how}, and {} goes on from there",
        door.flow.id,
        door.from.named(),
        door.datum.named()
    );
    cx.report(
        Report::new(place, message)
            .severity(severity)
            .mark(span, "readable by everyone on the way")
            .and(door.datum.span, "it goes on here")
            .note(format!("journeys with sensitive data that enter here: {}", door.journeys))
            .number(Quantity::computed(
                "journeys with sensitive data",
                door.journeys as f64,
                "1",
                "journeys of strangers that enter here",
            ))
            .hint("let the interface take nothing but TLS and say so: `tls: \"1.3\"`; redirect plain HTTP to it"),
    );
}
