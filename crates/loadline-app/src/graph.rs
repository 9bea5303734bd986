//! `graph`: the model as boxes and arrows, from four points of view.

use crate::flow::no_journey;
use crate::load::{Failure, Loaded, load};
use loadline_base::units::format_number;
use loadline_base::{Diagnostic, Sources};
use loadline_flow::{Demands, Flow, Flows, HopKind};
use loadline_model::{Component, ComponentKind, Edge, Map, Model, Stated};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A point of view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum View {
    /// The system as one box, with its actors and externals.
    Context,
    /// Components by trust boundary; arrows say what data flows and how often.
    DataFlow,
    /// Components by failure domain.
    Domains,
    /// The components one journey passes.
    Journey(String),
}

/// Boxes and arrows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Graph {
    /// What it shows, in a few words.
    pub title: String,
    /// Groups, parents before their members.
    pub groups: Vec<Group>,
    /// Boxes.
    pub nodes: Vec<Node>,
    /// Arrows.
    pub arrows: Vec<Arrow>,
}

/// A group of boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Unique among groups.
    pub id: String,
    /// What is written on it.
    pub label: String,
    /// Group it lies in.
    pub within: Option<String>,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Unique among nodes.
    pub id: String,
    /// What is written on it.
    pub label: String,
    /// `service`, `store`, `actor`, `system`, …
    pub kind: &'static str,
    /// Group it lies in.
    pub group: Option<String>,
}

/// An arrow from caller to callee.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrow {
    /// Box it leaves.
    pub from: String,
    /// Box it reaches.
    pub to: String,
    /// What is written on it; may be empty.
    pub label: String,
    /// `hard`, `soft` or unknown.
    pub strength: Option<&'static str>,
    /// Whether the caller does not wait.
    pub background: bool,
    /// Whether it is only needed to start.
    pub start_only: bool,
    /// Operations a second at peak, when known.
    pub peak: Option<f64>,
}

/// What came of asking for a graph.
#[derive(Debug)]
pub struct GraphReport {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, the graph is empty.
    pub faults: Vec<Diagnostic>,
    /// The graph.
    pub graph: Graph,
}

/// Draws the model at `path` as boxes and arrows.
///
/// # Errors
/// When there is no model, or no such journey.
pub fn graph(path: &Path, view: &View) -> Result<GraphReport, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(GraphReport { sources, faults: reading.faults, graph: Graph::default() });
    }
    let model = &reading.model;
    let flows = Flows::read(model);
    let name = system_name(model);
    let graph = match view {
        View::Context => context(model, &name),
        View::DataFlow => data_flow(model, &flows, format!("{name}: data flow by trust boundary")),
        View::Domains => domains(model, format!("{name}: failure domains")),
        View::Journey(id) => journey(model, flows.of(id).ok_or_else(|| no_journey(model, id))?),
    };
    Ok(GraphReport { sources, faults: Vec::new(), graph })
}

fn system_name(model: &Model) -> String {
    let identity = model.system.identity.as_ref();
    let title = identity.and_then(|identity| identity.title.as_ref().or(identity.id.as_ref()));
    title.map_or_else(|| "system".to_owned(), |title| title.value.clone())
}

fn node(component: Component<'_>, group: Option<String>) -> Node {
    let label = component.common().title.as_ref().map_or(component.name, |title| title.value.as_str());
    Node { id: component.name.to_owned(), label: label.to_owned(), kind: component.kind().word(), group }
}

fn arrow(edge: &Edge<'_>, label: String, peak: Option<f64>) -> Arrow {
    // Messages flow from the broker to the consumer, so the arrow does too.
    let (from, to) = if edge.consumes() { (edge.to, edge.from) } else { (edge.from, edge.to) };
    Arrow {
        from: from.name.to_owned(),
        to: to.name.to_owned(),
        label,
        strength: edge.need.kind.as_ref().map(|kind| kind.value.word()),
        background: edge.leaves_request_path() || edge.consumes(),
        start_only: edge.start_only(),
        peak,
    }
}

fn context(model: &Model, name: &str) -> Graph {
    let mut graph = Graph { title: format!("{name}: context"), ..Graph::default() };
    let system = Node { id: "system".into(), label: name.to_owned(), kind: "system", group: None };
    graph.nodes.push(system);
    let plain = |from: &str, to: &str, label: String| Arrow {
        from: from.to_owned(),
        to: to.to_owned(),
        label,
        strength: None,
        background: false,
        start_only: false,
        peak: None,
    };
    for (id, actor) in model.system.actors.iter().flat_map(|all| all.iter()) {
        let label = actor.title.as_ref().map_or(id, |title| title.value.as_str());
        let own = format!("actor-{id}");
        graph.nodes.push(Node { id: own.clone(), label: label.to_owned(), kind: "actor", group: None });
        let journeys = model.system.journeys.iter().flat_map(|all| all.iter());
        let done: Vec<&str> = journeys
            .filter(|(_, journey)| journey.actor.as_ref().is_some_and(|actor| actor.id == id))
            .map(|(id, _)| id)
            .collect();
        graph.arrows.push(plain(&own, "system", done.join(", ")));
    }
    for external in model.components().filter(|component| component.kind() == ComponentKind::External) {
        graph.nodes.push(node(external, None));
        let data: BTreeSet<&str> = model.callers(external.id).flat_map(|edge| carried(&edge)).collect();
        graph.arrows.push(plain("system", external.name, data.into_iter().collect::<Vec<_>>().join(", ")));
    }
    graph
}

fn carried<'m>(edge: &Edge<'m>) -> Vec<&'m str> {
    edge.need.carries.iter().flat_map(|carries| carries.value.iter()).map(|data| data.id.as_str()).collect()
}

fn data_flow(model: &Model, flows: &Flows<'_>, title: String) -> Graph {
    let nested = |map: &Option<Stated<Map<loadline_model::kinds::Boundary>>>| -> Vec<Group> {
        let all = map.iter().flat_map(|all| all.iter());
        all.map(|(id, boundary)| Group {
            id: id.to_owned(),
            label: boundary.title.as_ref().map_or(id, |title| title.value.as_str()).to_owned(),
            within: boundary.within.as_ref().map(|within| within.id.clone()),
        })
        .collect()
    };
    let rates = rates(flows);
    let nodes = model
        .components()
        .map(|component| node(component, component.boundary().map(str::to_owned)))
        .collect();
    let arrows = model.edges().map(|edge| {
        let peak = rates.get(&edge.id.index()).copied();
        let rate = peak.map(|peak| format!("{} rps", format_number(peak)));
        let label: Vec<String> = [Some(carried(&edge).join(", ")), rate]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        arrow(&edge, label.join(" · "), peak)
    });
    let arrows = arrows.chain(model.edges().filter_map(|edge| fallback(model, &edge))).collect();
    Graph { title, groups: nested(&model.system.boundaries), nodes, arrows }
}

/// The arrow to what is called instead when an edge fails.
fn fallback(model: &Model, edge: &Edge<'_>) -> Option<Arrow> {
    let to = model.find(edge.need.fallback.as_ref()?.value()?.to.as_ref()?.base())?;
    let told = model.needs(edge.from.id).any(|other| other.to.id == to.id);
    (!told).then(|| Arrow {
        from: edge.from.name.to_owned(),
        to: to.name.to_owned(),
        label: format!("instead of {}", edge.to.name),
        strength: None,
        background: true,
        start_only: false,
        peak: None,
    })
}

/// Peak operations a second over every edge, summed over journeys.
fn rates(flows: &Flows<'_>) -> BTreeMap<usize, f64> {
    let mut rates = BTreeMap::new();
    for flow in flows.all() {
        let Some(peak) = flow.peak() else { continue };
        for station in &flow.stations {
            for hop in station.hops().filter(|hop| !hop.closes_cycle) {
                if let HopKind::Call(edge) | HopKind::Delivery(edge) = hop.kind {
                    *rates.entry(edge.id.index()).or_insert(0.0) +=
                        peak * station.visits * hop.operations.mean;
                }
            }
        }
    }
    rates
}

fn domains(model: &Model, title: String) -> Graph {
    let all = model.system.domains.iter().flat_map(|all| all.iter());
    let groups = all.map(|(id, domain)| Group {
        id: id.to_owned(),
        label: match &domain.kind {
            Some(kind) => format!("{} {id}", kind.value.word()),
            None => id.to_owned(),
        },
        within: domain.within.as_ref().map(|within| within.id.clone()),
    });
    let nodes = model.components().map(|component| {
        let common = component.common();
        let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        let domain = common.domain.as_ref().or(spread).map(|domain| domain.id.clone());
        let mut node = node(component, domain);
        if let Some(min) = common.replicas.as_ref().and_then(|replicas| replicas.min.as_ref()) {
            node.label = format!("{} × {}", node.label, min.value.get());
        }
        node
    });
    let arrows = model.edges().map(|edge| arrow(&edge, String::new(), None));
    Graph { title, groups: groups.collect(), nodes: nodes.collect(), arrows: arrows.collect() }
}

fn journey(model: &Model, flow: &Flow<'_>) -> Graph {
    let demands = Demands::of(model, &Flows::read(model));
    let mut seen = BTreeSet::new();
    let mut graph = Graph { title: format!("journey {}", flow.id), ..Graph::default() };
    for station in &flow.stations {
        if seen.insert(station.component.id) {
            let mut node = node(station.component, None);
            let share = demands.on(station.component.id).shares.iter().find(|share| share.journey == flow.id);
            if let Some(peak) = share.and_then(|share| share.peak) {
                node.label = format!("{} {} rps", node.label, format_number(peak));
            }
            graph.nodes.push(node);
        }
        for hop in station.hops() {
            let peak = flow.peak().map(|peak| peak * station.visits * hop.operations.mean);
            if let HopKind::Call(edge) | HopKind::Delivery(edge) = hop.kind {
                let step = edge.need.step.as_ref().map(|step| step.value.get().to_string());
                graph.arrows.push(arrow(&edge, step.unwrap_or_default(), peak));
            }
        }
    }
    graph
}
