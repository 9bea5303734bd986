//! What would end a single point of failure: the edges and places that make it one.

use super::Point;
use crate::engines::Engines;
use loadline_depend::{Losses, Thing, lies_in, standing_in};
use loadline_flow::{Flow, HopKind};
use loadline_model::{ComponentId, Edge, Model};
use std::collections::BTreeSet;

/// Names that are told before the rest is counted.
const NAMES: usize = 3;

/// What would end it, in sentences of one line.
///
/// `losses` tells the way from a journey to a place.
pub(super) fn remedies<'m>(
    engines: &Engines<'m>,
    losses: &mut Losses<'m, '_>,
    thing: Thing<'m>,
    point: &Point,
) -> Vec<String> {
    let flows: Vec<&Flow<'m>> =
        point.journeys.iter().filter_map(|of| engines.flows.of(&of.journey)).collect();
    match thing {
        Thing::Component(id) => of_component(engines.model, id, &flows),
        Thing::Place(place) => {
            let blast = losses.blast(thing);
            let failed: Vec<usize> = blast.failed().collect();
            let ways: Vec<Vec<Thing<'m>>> = blast
                .paths
                .into_iter()
                .filter(|(index, _)| failed.contains(index))
                .map(|(_, way)| way)
                .collect();
            of_place(engines, place, &ways)
        }
    }
}

fn of_component(model: &Model, id: ComponentId, flows: &[&Flow<'_>]) -> Vec<String> {
    let mut found = Vec::new();
    if flows.iter().any(|flow| flow.entry().component.id == id) {
        found.push("requests enter here: a second way in".to_owned());
    }
    let mut edges: Vec<Edge<'_>> = Vec::new();
    for hop in flows.iter().flat_map(|flow| &flow.stations).flat_map(|station| station.hops()) {
        if let HopKind::Call(edge) = hop.kind
            && hop.waits
            && edge.to.id == id
            && !edge.is_soft()
            && !edges.iter().any(|known| known.id == edge.id)
        {
            edges.push(edge);
        }
    }
    let named = |edges: &[&Edge<'_>]| names(edges.iter().map(|edge| format!("`{}`", edge.from.name)));
    let (lasting, bare): (Vec<&Edge<'_>>, Vec<&Edge<'_>>) = edges.iter().partition(|edge| has_fallback(edge));
    if !bare.is_empty() {
        found.push(format!("let {} do without it: soft, or a fallback", named(&bare)));
    }
    if !lasting.is_empty() {
        found.push(format!("a fallback of {} that lasts, or goes elsewhere", named(&lasting)));
    }
    let domains = model.system.domains.iter().flat_map(|all| all.iter());
    let needing = domains.filter(|(_, domain)| {
        let name = model.component(id).name;
        domain.needs.iter().flat_map(|needs| needs.value.iter()).any(|need| need.id == name)
    });
    let needing: Vec<String> = needing.map(|(domain, _)| format!("`{domain}`")).collect();
    if !needing.is_empty() {
        found.push(format!(
            "everything in {} needs it: a second one, or a part that can do without",
            names(needing)
        ));
    }
    found
}

fn has_fallback(edge: &Edge<'_>) -> bool {
    edge.need
        .fallback
        .as_ref()
        .is_some_and(|fallback| fallback.is_decided() && fallback.value.value().is_some())
}

/// What stands last on the way to the place, journey by journey: it has too few copies elsewhere.
fn of_place(engines: &Engines<'_>, place: &str, ways: &[Vec<Thing<'_>>]) -> Vec<String> {
    let model = engines.model;
    let standing = standing_in(model, &engines.loads, place);
    let mut found: Vec<String> = Vec::new();
    for way in ways {
        let last = way.iter().rev().find_map(|thing| match thing {
            Thing::Component(id) => Some(model.component(*id)),
            Thing::Place(_) => None,
        });
        let Some(component) = last else { continue };
        let common = component.common();
        let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        let at = spread.or(common.domain.as_ref()).map(|named| named.id.as_str());
        let all = at.is_some_and(|at| lies_in(model, at, place));
        let remedy = match standing.iter().find(|standing| standing.component == component.id) {
            Some(of) if !all => format!(
                "more copies of `{}` elsewhere: {} of {} stand here, and {} are needed",
                component.name, of.here, of.running, of.needed
            ),
            _ => format!("copies of `{}` elsewhere", component.name),
        };
        if !found.contains(&remedy) {
            found.push(remedy);
        }
    }
    found
}

/// `a`, `b` and 3 more.
fn names(all: impl IntoIterator<Item = String>) -> String {
    let mut all: Vec<String> = all.into_iter().collect();
    let mut seen = BTreeSet::new();
    all.retain(|name| seen.insert(name.clone()));
    match all.len() {
        0..=NAMES => all.join(", "),
        more => format!("{} and {} more", all[..NAMES].join(", "), more - NAMES),
    }
}
