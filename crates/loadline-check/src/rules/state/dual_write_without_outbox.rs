//! One request that changes two places, with nothing that keeps them together.

use crate::prelude::*;
use crate::readings::said::writes;
use loadline_flow::{Flow, HopKind, Station};
use loadline_model::{Body, ComponentKind, Edge, EdgeId};
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// One request that changes two places, with nothing that keeps them together.
pub(crate) const RULE: Rule = Rule {
    code: "LL116",
    name: "dual-write-without-outbox",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a request writes to a store and publishes a message, and a crash in between tears them apart",
    requirements: &["P1", "D6", "R4"],
    pillar: None,
    facts: &[
        "services.*.needs.*.access",
        "services.*.needs.*.writes",
        "services.*.needs.*.via",
        "services.*.needs.*.for",
        "services.*.needs.*.step",
        "services.*.needs.*.fallback",
    ],
    page: include_str!("dual_write_without_outbox.md"),
    check,
};

/// A message that is sent beside a write, on the most critical journey that does both.
struct Pair<'m> {
    flow: &'m Flow<'m>,
    write: Edge<'m>,
    publish: Edge<'m>,
}

fn check(cx: &mut Check<'_>) {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut known: FxHashMap<EdgeId, usize> = FxHashMap::default();
    for flow in cx.flows.all() {
        let asked = asked(flow);
        for (station, _) in flow.stations.iter().zip(asked).filter(|(_, asked)| *asked) {
            let Some(write) =
                edges(station).find(|edge| edge.to.kind() == ComponentKind::Store && writes(edge))
            else {
                continue;
            };
            for publish in edges(station).filter(|edge| sends(cx, edge)) {
                let index = *known.entry(publish.id).or_insert(pairs.len());
                match pairs.get_mut(index) {
                    Some(pair) if flow.criticality() <= pair.flow.criticality() => {}
                    Some(pair) => *pair = Pair { flow, write, publish },
                    None => pairs.push(Pair { flow, write, publish }),
                }
            }
        }
    }
    for pair in &pairs {
        report(cx, pair);
    }
}

/// Which stations are asked by somebody, and not only handed a message: a message comes again after a crash.
fn asked(flow: &Flow<'_>) -> Vec<bool> {
    let mut asked = vec![false; flow.stations.len()];
    asked[0] = true;
    for hop in flow.stations.iter().flat_map(Station::hops) {
        asked[hop.to.index()] |= matches!(hop.kind, HopKind::Call(_));
    }
    asked
}

/// The edges that a service uses to answer; none for everything else.
fn edges<'m>(station: &Station<'m>) -> impl Iterator<Item = Edge<'m>> {
    let is_service = matches!(station.component.body, Body::Service(_));
    station.hops().filter(move |_| is_service).filter_map(|hop| match hop.kind {
        HopKind::Call(edge) => Some(edge),
        HopKind::Delivery(_) | HopKind::Miss => None,
    })
}

/// Whether an edge sends a message past any outbox that nobody has decided to do without.
fn sends(cx: &Check<'_>, edge: &Edge<'_>) -> bool {
    let guessed = decided(&edge.need.access).is_none() && cx.model.is_imported(&edge.path());
    let fallback = edge.need.fallback.as_ref().and_then(|fallback| fallback.value.value());
    let may_be_lost = fallback.is_some_and(|fallback| fallback.drop.is_some());
    edge.to.kind() == ComponentKind::Queue
        && edge.publishes()
        && edge.need.via.is_none()
        && !guessed
        && !may_be_lost
}

fn report(cx: &mut Check<'_>, pair: &Pair<'_>) {
    let Pair { flow, write, publish } = pair;
    let step = |edge: &Edge<'_>| edge.need.step.as_ref().map(|step| step.get());
    let order = step(write).zip(step(publish)).map(|(write, publish)| write.cmp(&publish));
    let harm = match order {
        Some(Ordering::Less) => "loses the message",
        Some(Ordering::Greater) => "announces what never was stored",
        _ => "loses the message or announces what never was stored",
    };
    let message = format!(
        "`{}` writes to `{}` and publishes to `{}` in one request of `{}`: a crash in between {harm}",
        publish.from.name,
        write.target(),
        publish.target(),
        flow.id
    );
    let mut report = Report::new(publish.place(), message)
        .and(write.key, "the other write, with a commit of its own")
        .hint(
            "write the message into the same store in the same commit and send it from there: `via: outbox`",
        );
    let peak = cx.readings.loads.on(publish.id).peak;
    if peak > 0.0 {
        report = report
            .note(format!("{} messages a second at peak are sent like this", format_number(peak)))
            .number(Quantity::computed(
                "messages at peak",
                peak,
                "rps",
                cx.readings.usage.peak_formula(publish),
            ));
    }
    cx.report(report);
}
