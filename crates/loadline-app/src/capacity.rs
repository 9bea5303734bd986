//! `capacity`: what a system, one of its journeys or one of its components carries, and what breaks first.

mod engine;
mod rows;

pub use rows::{
    AskedRow, BacklogRow, BillRow, ConnectionsRow, CostRow, LimitRow, LinkRow, LossesRow, RoomRow, StoredRow,
    TakeoverRow, TrafficRow, UnknownRow, Until, WaitRow,
};

use crate::load::{Failure, Loaded, load};
use loadline_base::{Date, Diagnostic, Sources, did_you_mean};
use loadline_capacity::SystemCapacity;
pub use loadline_capacity::bandwidth::Way;
pub use loadline_capacity::limit::After;
use loadline_evidence::Quantity;
use loadline_flow::Flows;
use loadline_model::Model;
use rows::Rows;
use std::path::Path;
use std::time::{Duration, Instant};

/// What was asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The whole system.
    System,
    /// The journey with this id.
    Journey(String),
    /// The component with this id and kind.
    Component(String, &'static str),
}

/// How long the parts of a report took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Text to trees.
    pub parse: Duration,
    /// Trees to a model.
    pub resolve: Duration,
    /// Flows and everything worked out from them.
    pub capacity: Duration,
}

/// What a subject carries. Every list keeps only what belongs to the subject.
#[derive(Debug)]
pub struct CapacityReport {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, the rest is empty.
    pub faults: Vec<Diagnostic>,
    /// What was asked about.
    pub subject: Subject,
    /// How long it took.
    pub timings: Timings,
    /// How many components the model has.
    pub components: usize,
    /// Capacity wanted as a multiple of the load; `None` when the model does not say.
    pub headroom: Option<Quantity>,
    /// The traffic of journeys.
    pub traffic: Vec<TrafficRow>,
    /// What components are asked.
    pub asked: Vec<AskedRow>,
    /// What gives way when load grows, the first first.
    pub limits: Vec<LimitRow>,
    /// How long requests wait for a worker at the peak.
    pub waits: Vec<WaitRow>,
    /// What is taken over when something fails.
    pub takeovers: Vec<TakeoverRow>,
    /// Connections against pools.
    pub connections: Vec<ConnectionsRow>,
    /// Consumers and how they recover.
    pub backlogs: Vec<BacklogRow>,
    /// What pieces of state and topics keep.
    pub stored: Vec<StoredRow>,
    /// When the room of stores is used up.
    pub rooms: Vec<RoomRow>,
    /// Bytes over the edges, the widest first.
    pub links: Vec<LinkRow>,
    /// What components cost.
    pub costs: Vec<CostRow>,
    /// What all components cost, by currency.
    pub bills: Vec<BillRow>,
    /// What is not known and would tell more.
    pub unknowns: Vec<UnknownRow>,
}

/// Works out the capacity of the model at `path`, or of one of its journeys or components. Growth begins `today`.
///
/// # Errors
/// When there is no model, or neither a journey nor a component of that name.
pub fn capacity(path: &Path, subject: Option<&str>, today: Date) -> Result<CapacityReport, Failure> {
    let Loaded { sources, reading, parse_time, resolve_time, .. } = load(path)?;
    let mut timings = Timings { parse: parse_time, resolve: resolve_time, capacity: Duration::ZERO };
    if !reading.faults.is_empty() {
        return Ok(report((sources, reading.faults), Subject::System, timings, 0, Rows::default()));
    }
    let start = Instant::now();
    let model = &reading.model;
    let flows = Flows::read(model);
    let subject = subject.map_or(Ok(Subject::System), |name| find(model, &flows, name))?;
    let mut rows = Rows::of(SystemCapacity::of(model, &flows, today));
    match &subject {
        Subject::System => {}
        Subject::Journey(id) => {
            let stations = flows.of(id).map(|flow| &flow.stations).into_iter().flatten();
            let passed = stations.map(|station| station.component.name).collect();
            rows.keep_journey(id, &passed);
        }
        Subject::Component(id, _) => rows.keep_component(id),
    }
    timings.capacity = start.elapsed();
    let components = model.component_count();
    Ok(report((sources, Vec::new()), subject, timings, components, rows))
}

fn report(
    (sources, faults): (Sources, Vec<Diagnostic>),
    subject: Subject,
    timings: Timings,
    components: usize,
    rows: Rows,
) -> CapacityReport {
    let Rows {
        headroom,
        traffic,
        asked,
        limits,
        waits,
        takeovers,
        connections,
        backlogs,
        stored,
        rooms,
        links,
        costs,
        bills,
        unknowns,
    } = rows;
    CapacityReport {
        sources,
        faults,
        subject,
        timings,
        components,
        headroom,
        traffic,
        asked,
        limits,
        waits,
        takeovers,
        connections,
        backlogs,
        stored,
        rooms,
        links,
        costs,
        bills,
        unknowns,
    }
}

/// A journey or a component by its id; a journey first, since its page names its components.
fn find(model: &Model, flows: &Flows<'_>, name: &str) -> Result<Subject, Failure> {
    if flows.of(name).is_some() {
        return Ok(Subject::Journey(name.to_owned()));
    }
    if let Some(component) = model.find(name) {
        return Ok(Subject::Component(name.to_owned(), component.kind().word()));
    }
    if model.system.journeys.as_ref().is_some_and(|all| all.get(name).is_some()) {
        return Err(crate::flow::no_journey(model, name));
    }
    let journeys = flows.all().iter().map(|flow| flow.id);
    let known = journeys.chain(model.components().map(|component| component.name));
    let hint = match did_you_mean(name, known) {
        Some(close) => format!("did you mean `{close}`?"),
        None => "`loadline capacity` without a name shows all of them".to_owned(),
    };
    Err(Failure::new(format!("there is neither a journey nor a component `{name}`"), hint))
}
