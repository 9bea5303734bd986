//! D4: of what it is made, how reads and writes run through it, what it depends on, and what fails together.

use crate::ask::{Ask, seen};
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{model, silence};
use loadline_flow::{Flow, HopKind};
use loadline_model::kinds::Access;
use loadline_model::{Component, ComponentKind, Edge};

/// D4.
pub(super) const GATE: Gate = Gate {
    id: "D4",
    name: "architecture",
    title: "Architecture and dependencies",
    serves: &["D4", "P5"],
    requirements: &[
        model("D4.components", "what every part is for, and who answers for it", components),
        model("D4.paths", "journeys that lead from their entry to what they read and write", paths),
        silence(
            "D4.reached",
            "no part that nothing reaches, and no journey that reaches nothing",
            &["LL012", "LL013", "LL014"],
        ),
        model("D4.dependencies", "whether a caller fails with each thing it waits for", dependencies),
        model("D4.data-flow", "which data flows over each connection", data_flow),
        silence("D4.owners", "a team behind every part", &["LL906"]),
        model("D4.domains", "what fails together: where every part stands", domains),
        silence("D4.spread", "copies that do not all fail together", &["LL023", "LL401", "LL402", "LL407"]),
    ],
};

fn components(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    if facts.own_code().next().is_none() {
        ask.missing("", "services", "{shop: {purpose: sell, owner: shop}}");
    }
    for component in facts.own_code() {
        let at = component.path();
        ask.said(&at, "purpose", component.common().purpose.as_ref(), "charge cards");
        ask.said(&at, "owner", component.common().owner.as_ref(), "payments");
    }
}

/// What a path of a journey was seen to do.
#[derive(Default)]
struct Touched<'a> {
    reads: Option<Edge<'a>>,
    writes: Option<Edge<'a>>,
}

fn paths(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.journeys();
    for flow in facts.flows.all() {
        let touched = touched(flow);
        let writes = flow.journey.load.as_deref().and_then(|load| load.writes.as_ref());
        let share = writes.map(|writes| writes.fraction());
        if share.is_some_and(|share| share > 0.0) {
            told(ask, flow, touched.writes, "changes state", "writes");
        }
        if share.is_some_and(|share| share < 1.0) {
            told(ask, flow, touched.reads, "reads", "reads");
        }
    }
}

/// Takes the edge by which a journey reads or writes as evidence, or asks those that could be it.
fn told<'a>(ask: &mut Ask<'a>, flow: &'a Flow<'a>, edge: Option<Edge<'a>>, does: &str, field: &str) {
    let Some(edge) = edge else {
        let keeps = |edge: &Edge<'_>| edge.to.keeps_state() && edge.to.kind() != ComponentKind::Queue;
        let mut could: Vec<Edge<'_>> = Vec::new();
        for edge in edges(flow).filter(keeps) {
            if !could.iter().any(|known| known.id == edge.id) {
                could.push(edge);
            }
        }
        for edge in &could {
            ask.missing(&edge.path(), field, "1");
        }
        if could.is_empty() {
            let text = format!("`{}` {does}, but its path meets nothing that keeps state", flow.id);
            let close = "add the need that leads to a store, or set `writes` of its load".to_owned();
            ask.wrong(format!("journeys/{}", flow.id), text, Close::Do(close));
        }
        return;
    };
    let path = edge.path();
    if let Some(access) = &edge.need.access {
        ask.note(format!("{path}/access"), access);
    }
    let count = if field == "writes" { &edge.need.writes } else { &edge.need.reads };
    if let Some(count) = count {
        ask.note(format!("{path}/{field}"), count);
    }
}

/// The needs that a journey passes.
fn edges<'a>(flow: &'a Flow<'a>) -> impl Iterator<Item = Edge<'a>> {
    flow.stations.iter().flat_map(loadline_flow::Station::hops).filter_map(|hop| match hop.kind {
        HopKind::Call(edge) => Some(edge),
        HopKind::Delivery(_) | HopKind::Miss => None,
    })
}

fn touched<'a>(flow: &'a Flow<'a>) -> Touched<'a> {
    let mut seen = Touched::default();
    for edge in edges(flow) {
        let some = |number: &Option<loadline_model::Stated<loadline_base::units::Number>>| {
            number.as_ref().is_some_and(|number| number.get() > 0.0)
        };
        let access = edge.need.access.as_ref().map(|access| access.value);
        let writes = some(&edge.need.writes) || matches!(access, Some(Access::Write | Access::Publish));
        let reads = some(&edge.need.reads) || access == Some(Access::Read);
        let outside = edge.to.kind() == ComponentKind::External && access.is_none();
        if writes && seen.writes.is_none() {
            seen.writes = Some(edge);
        }
        if (reads || outside) && seen.reads.is_none() {
            seen.reads = Some(edge);
        }
    }
    seen
}

fn dependencies(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for edge in facts.model.edges().filter(Edge::waits) {
        ask.said(&edge.path(), "kind", edge.need.kind.as_ref(), "hard");
    }
}

fn data_flow(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for edge in facts.model.edges().filter(|edge| !edge.start_only()) {
        ask.said(&edge.path(), "carries", edge.need.carries.as_ref(), "[order]");
    }
}

fn domains(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let example = "{eu: {kind: region}, eu-a: {kind: zone, in: eu}, eu-b: {kind: zone, in: eu}}";
    ask.each("domains", facts.model.system.domains.as_ref(), example, |ask, at, domain| {
        ask.said(at, "kind", domain.kind.as_ref(), "zone");
    });
    for component in facts.ours() {
        stands(ask, component);
    }
}

fn stands<'a>(ask: &mut Ask<'a>, component: Component<'a>) {
    let at = component.path();
    let common = component.common();
    let spread = common.replicas.as_deref().and_then(|replicas| replicas.spread.as_ref());
    let places = [("domain", seen(common.domain.as_ref())), ("replicas/spread", seen(spread))];
    ask.either(&at, &places, "eu-a");
}
