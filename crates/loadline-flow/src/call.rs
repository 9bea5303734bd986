//! What one visit of a component calls: which edges apply, in which steps, and how many operations each.

use loadline_model::kinds::Via;
use loadline_model::{Body, Component, Edge, Model};

/// How often one visit of the caller uses an edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Operations {
    /// Mean number per visit, share and cache misses included.
    pub mean: f64,
    /// Most operations one request makes one after the other: `ceil(calls)` or `ceil(reads + writes)`.
    pub serial: u64,
    /// Reads among them, per visit; calls that are neither count as neither.
    pub reads: f64,
    /// Writes among them, per visit.
    pub writes: f64,
    /// Lookups per visit in the cache that it is used behind, whatever that answers; 0 where there is none.
    pub looked_up: f64,
    /// Whether any number behind it is taken as 1 because the model does not say it.
    pub assumed: bool,
}

impl Operations {
    /// Exactly one operation that neither reads nor writes.
    pub const ONE: Self =
        Self { mean: 1.0, serial: 1, reads: 0.0, writes: 0.0, looked_up: 0.0, assumed: false };
}

/// One edge as one visit of the caller uses it.
#[derive(Debug, Clone, Copy)]
pub struct Call<'m> {
    /// The edge.
    pub edge: Edge<'m>,
    /// The interface or topic that is called; the only one of the target when the edge names none.
    pub part: Option<&'m str>,
    /// How often.
    pub operations: Operations,
    /// Whether the caller's request waits for it.
    pub waits: bool,
}

/// Calls that run in parallel. Steps run one after the other.
#[derive(Debug, Clone)]
pub struct Step<'m> {
    /// The step as written; `None` when the order is assumed.
    pub number: Option<u64>,
    /// Calls that run in parallel.
    pub calls: Vec<Call<'m>>,
}

/// How a visit of a component begins: what it is asked for decides which of its edges apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Entered<'m> {
    /// By a call to this interface, when it is known.
    Called(Option<&'m str>),
    /// By a message taken from a broker: edges limited to interfaces do not apply.
    Delivered,
}

/// The edges that one visit of `component` at `part` uses, in the order written.
///
/// Start-up edges and consuming edges are left out: a request does not use them. `for:` limits an edge to interfaces
/// or journeys; without a journey, or without a known interface, an edge is only left out when it surely does not apply.
pub fn calls<'m>(
    model: &'m Model,
    component: Component<'m>,
    part: Option<&'m str>,
    journey: Option<&str>,
) -> Vec<Call<'m>> {
    calls_when(model, component, Entered::Called(part), journey)
}

/// The edges that one visit of `component` uses when it begins with a message taken from a broker: [`calls`], without
/// those limited to interfaces.
pub fn calls_on_delivery<'m>(
    model: &'m Model,
    component: Component<'m>,
    journey: Option<&str>,
) -> Vec<Call<'m>> {
    calls_when(model, component, Entered::Delivered, journey)
}

/// [`calls`], also for visits that begin with a message.
pub(crate) fn calls_when<'m>(
    model: &'m Model,
    component: Component<'m>,
    entered: Entered<'m>,
    journey: Option<&str>,
) -> Vec<Call<'m>> {
    let edges = model
        .needs(component.id)
        .filter(|edge| !edge.start_only() && !edge.consumes() && applies(model, edge, entered, journey));
    let mut calls: Vec<Call<'m>> = edges
        .map(|edge| Call {
            edge,
            part: edge.part.or_else(|| only_part(edge.to)),
            operations: operations(&edge),
            waits: edge.waits(),
        })
        .collect();
    for index in 0..calls.len() {
        if let Some(cache) = via_cache(model, &calls[index].edge) {
            calls[index].operations = misses(&calls[index].edge, cache, &calls);
        }
    }
    calls
}

/// The calls a request waits for, grouped: equal steps in parallel, ascending ones in series.
///
/// A call without a `step` is taken as a step of its own, after the numbered ones and in the order written. For the
/// sum of times the place does not matter; that it is in series is an assumption, and `number` is `None`.
pub fn steps<'m>(calls: &[Call<'m>]) -> Vec<Step<'m>> {
    let mut steps: Vec<Step<'m>> = Vec::new();
    let mut unsaid = Vec::new();
    for call in calls.iter().filter(|call| call.waits) {
        match call.edge.need.step.as_ref().map(|step| step.value.get()) {
            Some(number) => match steps.iter_mut().find(|step| step.number == Some(number)) {
                Some(step) => step.calls.push(*call),
                None => steps.push(Step { number: Some(number), calls: vec![*call] }),
            },
            None => unsaid.push(Step { number: None, calls: vec![*call] }),
        }
    }
    steps.sort_by_key(|step| step.number);
    steps.append(&mut unsaid);
    steps
}

/// Whether an edge is used by a visit that begins so, on behalf of this journey.
pub(crate) fn applies(model: &Model, edge: &Edge<'_>, entered: Entered<'_>, journey: Option<&str>) -> bool {
    let Some(limits) = edge.need.only_for.as_deref() else { return true };
    limits.iter().any(|limit| {
        let id = limit.id.as_str();
        if edge.from.interface(id).is_some() {
            return match entered {
                Entered::Called(part) => part.is_none_or(|part| part == id),
                Entered::Delivered => false,
            };
        }
        let is_journey = model.system.journeys.as_ref().is_some_and(|all| all.get(id).is_some());
        is_journey && journey.is_none_or(|journey| journey == id)
    })
}

/// The interface or topic of a component that has exactly one.
fn only_part<'m>(component: Component<'m>) -> Option<&'m str> {
    let interfaces = component.interfaces().into_iter().flat_map(|all| all.iter().map(|(id, _)| id));
    let topics = component.topics().into_iter().flat_map(|all| all.iter().map(|(id, _)| id));
    let mut parts = interfaces.chain(topics);
    let first = parts.next()?;
    parts.next().is_none().then_some(first)
}

/// How often one visit uses an edge that no cache stands before.
///
/// `reads` and `writes` count operations on stores and caches; otherwise `calls` does, and 1 is assumed when neither is
/// said. `share` thins them out.
fn operations(edge: &Edge<'_>) -> Operations {
    let need = edge.need;
    let share = share_of(edge);
    let reads = need.reads.as_ref().map(|reads| reads.get());
    let writes = need.writes.as_ref().map(|writes| writes.get());
    if reads.is_none() && writes.is_none() {
        let calls = need.calls.as_ref().map(|calls| calls.get());
        let count = calls.unwrap_or(1.0);
        let assumed = calls.is_none();
        let (reads, writes, looked_up) = (0.0, 0.0, 0.0);
        return Operations { mean: count * share, serial: whole(count), reads, writes, looked_up, assumed };
    }
    let (reads, writes) = (reads.unwrap_or(0.0), writes.unwrap_or(0.0));
    Operations {
        mean: (reads + writes) * share,
        serial: whole(reads + writes),
        reads: reads * share,
        writes: writes * share,
        looked_up: 0.0,
        assumed: false,
    }
}

/// Share of requests that use an edge; unsaid means all of them.
pub(crate) fn share_of(edge: &Edge<'_>) -> f64 {
    edge.need.share.as_ref().map_or(1.0, |share| share.fraction())
}

/// The cache whose misses an edge serves.
pub(crate) fn via_cache<'m>(model: &'m Model, edge: &Edge<'_>) -> Option<Component<'m>> {
    match edge.need.via.as_deref() {
        Some(Via::Cache(cache)) => model.find(&cache.id),
        _ => None,
    }
}

/// Lookups among the operations on a cache: its reads, or every call when reads and writes are not told apart.
pub(crate) fn lookups(operations: &Operations) -> f64 {
    if operations.reads > 0.0 || operations.writes > 0.0 { operations.reads } else { operations.mean }
}

/// An edge behind a cache sees what the same visit looks up there, times the miss ratio; writes pass by.
///
/// Reads that the edge states itself are the lookups. With an unknown hit ratio no miss is counted, so that the number is
/// the least it can be; `assumed` says so.
fn misses(edge: &Edge<'_>, cache: Component<'_>, calls: &[Call<'_>]) -> Operations {
    let need = edge.need;
    let share = share_of(edge);
    let before = || calls.iter().filter(|call| call.edge.to.id == cache.id && call.edge.id != edge.id);
    let (asked, serial, assumed) = match &need.reads {
        Some(reads) => (reads.get() * share, reads.get(), false),
        None if before().next().is_some() => {
            let serial: u64 = before().map(|call| call.operations.serial).sum();
            (before().map(|call| lookups(&call.operations)).sum(), serial as f64, false)
        }
        None => (share, 1.0, true),
    };
    let hit_ratio = hit_ratio(cache);
    let reads = asked * miss_ratio(cache);
    let writes = need.writes.as_ref().map_or(0.0, |writes| writes.get());
    Operations {
        mean: reads + writes * share,
        serial: whole(serial + writes),
        reads,
        writes: writes * share,
        looked_up: asked,
        assumed: assumed || hit_ratio.is_none(),
    }
}

/// Share of lookups a cache answers, when it is said.
pub(crate) fn hit_ratio(cache: Component<'_>) -> Option<f64> {
    match cache.body {
        Body::Cache(cache) => cache.hit_ratio.as_ref().map(|ratio| ratio.fraction()),
        _ => None,
    }
}

/// Share of lookups that go on to the origin; 0 when the hit ratio is unknown, the least it can be.
pub(crate) fn miss_ratio(cache: Component<'_>) -> f64 {
    hit_ratio(cache).map_or(0.0, |ratio| 1.0 - ratio)
}

/// The next whole number, at least one.
fn whole(count: f64) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are small and never negative"
    )]
    let whole = count.ceil().max(1.0) as u64;
    whole
}
