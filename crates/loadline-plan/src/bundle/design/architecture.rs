//! Of what it is made, which data flows where, how reads and writes run through it step by step, and what fails together.

mod diagrams;
mod domains;
mod externals;
mod paths;

use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use loadline_evidence::Quantity;
use loadline_flow::HopKind;
use loadline_model::kinds::Via;
use loadline_model::{Body, Edge, EdgeId};
use std::collections::BTreeMap;

pub(in crate::bundle) use paths::instead;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "architecture", title: "Architecture and dependency map", gates: &["D4"], write };

fn write(desk: &mut Desk<'_, '_>) {
    diagrams::write(desk);
    components(desk);
    data_flow(desk);
    paths::write(desk);
    domains::write(desk);
    externals::write(desk);
    decisions(desk);
}

fn components(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.ours() {
        let at = component.path();
        let common = component.common();
        let own_code = matches!(component.body, Body::Service(_) | Body::Job(_));
        let purpose = match own_code {
            true => desk.value(&at, "purpose", common.purpose.as_ref()),
            false => desk.blank(&at, "purpose", common.purpose.as_ref()),
        };
        let owner = desk.value(&at, "owner", common.owner.as_ref());
        let tech = desk.blank(&at, "tech", common.tech.as_ref());
        let replicas = common.replicas.as_deref();
        let copies = desk.value(&at, "replicas/min", replicas.and_then(|it| it.min.as_ref()));
        let copies = match desk.maybe(&at, "replicas/max", replicas.and_then(|it| it.max.as_ref())) {
            Some(most) => copies.and(" to ").and(most),
            None => copies,
        };
        let boundary = desk.blank(&at, "boundary", common.boundary.as_ref());
        let kind = desk.declared(&at, component.kind().word());
        rows.push(vec![Words::id(component.name), kind, purpose, owner, tech, copies, boundary]);
    }
    let columns = &["component", "kind", "what it is for", "owner", "built on", "copies", "boundary"];
    desk.table("Components", columns, rows);
}

/// Operations a second at peak over each edge, with the journeys they come from.
fn rates<'a>(desk: &Desk<'a, '_>) -> BTreeMap<EdgeIndex, (f64, Vec<String>)> {
    let mut rates: BTreeMap<EdgeIndex, (f64, Vec<String>)> = BTreeMap::new();
    for flow in desk.facts.flows.all() {
        let Some(peak) = flow.peak() else { continue };
        for station in &flow.stations {
            for hop in station.hops() {
                let (HopKind::Call(edge) | HopKind::Delivery(edge)) = hop.kind else { continue };
                let taken = station.taken(&hop);
                if taken > 0.0 {
                    let entry = rates.entry(index(edge.id)).or_default();
                    entry.0 += peak * taken;
                    let number = loadline_base::figure::figure;
                    entry.1.push(format!("{} rps × {} (`{}`)", number(peak), number(taken), flow.id));
                }
            }
        }
    }
    rates
}

type EdgeIndex = usize;

const fn index(id: EdgeId) -> EdgeIndex {
    id.index()
}

fn data_flow(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let rates = rates(desk);
    let mut rows = Vec::new();
    for edge in facts.model.edges().filter(|edge| !edge.start_only()) {
        let at = edge.path();
        let rate = match rates.get(&index(edge.id)) {
            Some((rate, parts)) => {
                let name = format!("rate at peak over {} → {}", edge.from.name, edge.target());
                let quantity = Quantity::computed(name, *rate, "rps", parts.join(" + "));
                desk.figure(&at, &quantity)
            }
            None => blank(),
        };
        let carries = desk.value(&at, "carries", edge.need.carries.as_ref());
        let how = how(&edge);
        let how = desk.declared(&at, how);
        let strength = match edge.waits() {
            true => desk.value(&at, "kind", edge.need.kind.as_ref()),
            false => desk.blank(&at, "kind", edge.need.kind.as_ref()),
        };
        let (from, to) = ends(&edge);
        rows.push(vec![from, to, carries, how, rate, strength]);
    }
    let columns = &["from", "to", "carries", "how", "rate at peak", "strength"];
    desk.table("Data flow: what goes where", columns, rows);
}

/// Data of a consumer flows from the broker to it.
fn ends(edge: &Edge<'_>) -> (Words, Words) {
    let caller = Words::id(edge.from.name);
    let target = Words::id(&edge.target());
    if edge.consumes() { (target, caller) } else { (caller, target) }
}

fn how(edge: &Edge<'_>) -> &'static str {
    match (&edge.need.via.as_deref(), edge.consumes(), edge.publishes(), edge.waits()) {
        (_, true, ..) => "delivered",
        (Some(Via::Outbox), ..) => "published by an outbox",
        (_, _, true, _) => "published",
        (Some(Via::Cache(_)), ..) => "called on a miss of its cache",
        (_, _, _, true) => match diagrams::does(edge) {
            Some("reads and writes") => "read and written",
            Some("reads") => "read",
            Some(_) => "written",
            None => "called",
        },
        _ => "called, not waited for",
    }
}

fn decisions(desk: &mut Desk<'_, '_>) {
    let decisions = desk.facts.model.system.decisions.as_deref().and_then(|all| all.records.as_ref());
    let mut rows = Vec::new();
    for (id, decision) in decisions.iter().flat_map(|all| all.value.iter()) {
        let at = format!("decisions/records/{id}");
        let title = desk.value(&at, "title", decision.title.as_ref());
        let status = desk.value(&at, "status", decision.status.as_ref());
        let reason = desk.blank(&at, "reason", decision.reason.as_ref());
        rows.push(vec![Words::id(id), title, status, reason]);
    }
    desk.table("Decisions", &["decision", "what", "status", "why"], rows);
}
