//! `flow`: a journey as its call tree, with rates, shares and worst-case times.

use crate::load::{Failure, Loaded, load};
use loadline_base::units::Duration;
use loadline_base::{Diagnostic, Sources, did_you_mean};
use loadline_flow::{
    Bound, Branch, Flow, Flows, HopKind, calls, edge_time, edge_time_formula, steps, steps_time,
    steps_time_formula, tree,
};
use loadline_model::kinds::Via;
use loadline_model::{Edge, Model};
use std::path::Path;

/// A journey as its call tree.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowReport {
    /// Id of the journey.
    pub journey: String,
    /// Human name, when it has one.
    pub title: Option<String>,
    /// Requests a second on average.
    pub average: Option<f64>,
    /// Requests a second at its peak.
    pub peak: Option<f64>,
    /// How long the entry's own calls may take at worst.
    pub worst_case: Bound,
    /// The arithmetic behind it.
    pub worst_case_formula: String,
    /// The lines of the tree, depth first, the entry first.
    pub lines: Vec<Line>,
}

/// How a line of the tree is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Where the journey enters.
    Entry,
    /// A call the request waits for.
    Call,
    /// A call the request does not wait for.
    Background,
    /// A message taken from a broker.
    Delivery,
    /// The misses of a cache.
    Miss,
}

/// A line of the tree.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Depth, 0 for the entry.
    pub depth: usize,
    /// Component with interface or topic: `checkout.api`.
    pub target: String,
    /// `service`, `store`, …
    pub component_kind: &'static str,
    /// How it is reached.
    pub relation: Relation,
    /// Step in which it is called; `None` when not said.
    pub step: Option<u64>,
    /// `hard`, `soft`, or unknown.
    pub strength: Option<&'static str>,
    /// Visits through this line per request of the journey.
    pub visits: f64,
    /// Operations a second on average through this line.
    pub average: Option<f64>,
    /// Operations a second at the journey's peak through this line.
    pub peak: Option<f64>,
    /// Longest one request may spend on this line; `None` when unknown or not waited for.
    pub at_most: Option<Duration>,
    /// The arithmetic behind it.
    pub at_most_formula: Option<String>,
    /// What the numbers take for granted because the model does not say it.
    pub assumed: Vec<&'static str>,
    /// Whether what is below it was shown before.
    pub repeated: bool,
    /// Whether it leads back to a caller of itself.
    pub closes_cycle: bool,
}

/// What came of asking for flows.
#[derive(Debug)]
pub struct FlowReports {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, there are no flows.
    pub faults: Vec<Diagnostic>,
    /// The flows, in the order journeys are written.
    pub flows: Vec<FlowReport>,
}

/// Expands one journey of the model at `path`, or all of them.
///
/// # Errors
/// When there is no model, or no such journey.
pub fn flow(path: &Path, journey: Option<&str>) -> Result<FlowReports, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(FlowReports { sources, faults: reading.faults, flows: Vec::new() });
    }
    let model = &reading.model;
    let flows = Flows::read(model);
    let wanted: Vec<&Flow<'_>> = match journey {
        Some(id) => vec![flows.of(id).ok_or_else(|| no_journey(model, id))?],
        None => flows.all().iter().collect(),
    };
    let flows = wanted.into_iter().map(|flow| report(model, flow)).collect();
    Ok(FlowReports { sources, faults: Vec::new(), flows })
}

pub(crate) fn no_journey(model: &Model, id: &str) -> Failure {
    let journeys = model.system.journeys.as_ref();
    let known: Vec<&str> = journeys.map(|all| all.iter().map(|(id, _)| id).collect()).unwrap_or_default();
    if known.contains(&id) {
        let hint = "give the journey an `entry:` that names an interface, such as `gateway.http`";
        return Failure::new(format!("the journey `{id}` has no entry that exists"), hint);
    }
    let hint = match did_you_mean(id, known.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None if known.is_empty() => "the model has no journeys; add one under `journeys:`".to_owned(),
        None => format!("the journeys are {}", known.join(", ")),
    };
    Failure::new(format!("there is no journey `{id}`"), hint)
}

fn report(model: &Model, flow: &Flow<'_>) -> FlowReport {
    let entry = flow.entry();
    let entry_calls = calls(model, entry.component, entry.part, Some(flow.id));
    let entry_steps = steps(&entry_calls);
    FlowReport {
        journey: flow.id.to_owned(),
        title: flow.journey.title.as_ref().map(|title| title.value.clone()),
        average: flow.average(),
        peak: flow.peak(),
        worst_case: steps_time(&entry_steps),
        worst_case_formula: steps_time_formula(&entry_steps),
        lines: tree(flow).iter().map(|branch| line(flow, branch)).collect(),
    }
}

fn line(flow: &Flow<'_>, branch: &Branch<'_, '_>) -> Line {
    let station = branch.station;
    let (relation, edge) = match branch.hop.map(|hop| (hop.kind, hop.waits)) {
        None => (Relation::Entry, None),
        Some((HopKind::Call(edge), true)) => (Relation::Call, Some(edge)),
        Some((HopKind::Call(edge), false)) => (Relation::Background, Some(edge)),
        Some((HopKind::Delivery(edge), _)) => (Relation::Delivery, Some(edge)),
        Some((HopKind::Miss, _)) => (Relation::Miss, None),
    };
    let call = branch.hop.zip(edge).map(|(hop, edge)| loadline_flow::Call {
        edge,
        part: station.part,
        operations: hop.operations,
        waits: hop.waits,
    });
    let waited = call.filter(|_| relation == Relation::Call);
    let at_most = waited.as_ref().and_then(edge_time);
    let through = |rate: Option<f64>| rate.map(|rate| rate * branch.visits);
    Line {
        depth: branch.depth,
        target: station.part.map_or_else(
            || station.component.name.to_owned(),
            |part| format!("{}.{part}", station.component.name),
        ),
        component_kind: station.component.kind().word(),
        relation,
        step: edge.and_then(|edge| edge.need.step.as_ref().map(|step| step.value.get())),
        strength: edge.and_then(|edge| strength(&edge)),
        visits: branch.visits,
        average: through(flow.average()),
        peak: through(flow.peak()),
        at_most,
        at_most_formula: at_most.and(waited.as_ref().map(edge_time_formula)),
        assumed: assumed(branch, edge, relation),
        repeated: branch.repeated,
        closes_cycle: branch.hop.is_some_and(|hop| hop.closes_cycle),
    }
}

fn strength(edge: &Edge<'_>) -> Option<&'static str> {
    edge.need.kind.as_ref().map(|kind| kind.value.word())
}

fn assumed(branch: &Branch<'_, '_>, edge: Option<Edge<'_>>, relation: Relation) -> Vec<&'static str> {
    let mut assumed = Vec::new();
    if branch.hop.is_some_and(|hop| hop.operations.assumed) {
        let behind_cache = relation == Relation::Miss
            || edge.is_some_and(|edge| matches!(edge.need.via.as_deref(), Some(Via::Cache(_))));
        assumed.push(if behind_cache { "hit ratio unknown" } else { "one call per visit" });
    }
    let Some(edge) = edge.filter(|_| relation == Relation::Call) else { return assumed };
    if edge.need.step.is_none() {
        assumed.push("in series");
    }
    if edge.need.kind.is_none() {
        assumed.push("strength unknown");
    }
    if edge.need.timeout.is_none() && edge.need.deadline.is_none() {
        assumed.push("timeout unknown");
    }
    assumed
}
