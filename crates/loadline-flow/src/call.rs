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
    /// Whether any number behind it is taken as 1 because the model does not say it.
    pub assumed: bool,
}

impl Operations {
    /// Exactly one operation that neither reads nor writes.
    pub const ONE: Self = Self { mean: 1.0, serial: 1, reads: 0.0, writes: 0.0, assumed: false };
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
    model
        .needs(component.id)
        .filter(|edge| !edge.start_only() && !edge.consumes() && applies(model, edge, part, journey))
        .map(|edge| Call {
            edge,
            part: edge.part.or_else(|| only_part(edge.to)),
            operations: operations(model, &edge),
            waits: edge.waits(),
        })
        .collect()
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

fn applies(model: &Model, edge: &Edge<'_>, part: Option<&str>, journey: Option<&str>) -> bool {
    let Some(limits) = edge.need.only_for.as_deref() else { return true };
    limits.iter().any(|limit| {
        let id = limit.id.as_str();
        if edge.from.interface(id).is_some() {
            return part.is_none_or(|part| part == id);
        }
        let is_journey = model.system.journeys.as_ref().is_some_and(|all| all.get(id).is_some());
        is_journey && journey.is_none_or(|journey| journey == id)
    })
}

fn only_part<'m>(component: Component<'m>) -> Option<&'m str> {
    let mut interfaces = component.interfaces()?.iter();
    let first = interfaces.next()?.0;
    interfaces.next().is_none().then_some(first)
}

/// How often one visit uses an edge.
///
/// `reads` and `writes` count operations on stores and caches; otherwise `calls` does, and 1 is assumed when neither is
/// said. `share` thins them out, and an edge `via` a cache serves only the misses of that cache.
fn operations(model: &Model, edge: &Edge<'_>) -> Operations {
    let need = edge.need;
    let share = need.share.as_ref().map_or(1.0, |share| share.fraction());
    let cache = match need.via.as_deref() {
        Some(Via::Cache(cache)) => model.find(&cache.id),
        _ => None,
    };
    let reads = need.reads.as_ref().map(|reads| reads.get());
    let writes = need.writes.as_ref().map(|writes| writes.get());
    if let Some(cache) = cache {
        return misses(model, edge, cache, share, reads, writes);
    }
    if reads.is_none() && writes.is_none() {
        let calls = need.calls.as_ref().map(|calls| calls.get());
        let count = calls.unwrap_or(1.0);
        return Operations {
            mean: count * share,
            serial: whole(count),
            reads: 0.0,
            writes: 0.0,
            assumed: calls.is_none(),
        };
    }
    let (reads, writes) = (reads.unwrap_or(0.0), writes.unwrap_or(0.0));
    Operations {
        mean: (reads + writes) * share,
        serial: whole(reads + writes),
        reads: reads * share,
        writes: writes * share,
        assumed: false,
    }
}

/// An edge behind a cache sees the reads the same caller sends to the cache, times the miss ratio; writes pass by.
fn misses(
    model: &Model,
    edge: &Edge<'_>,
    cache: Component<'_>,
    share: f64,
    reads: Option<f64>,
    writes: Option<f64>,
) -> Operations {
    let hit_ratio = match cache.body {
        Body::Cache(cache) => cache.hit_ratio.as_ref().map(|ratio| ratio.fraction()),
        _ => None,
    };
    let in_front = model
        .needs(edge.from.id)
        .find(|other| other.to.id == cache.id)
        .and_then(|other| other.need.reads.as_ref().map(|reads| reads.get()));
    let asked = reads.or(in_front);
    let count = asked.unwrap_or(1.0);
    let missed = count * (1.0 - hit_ratio.unwrap_or(0.0));
    let writes = writes.unwrap_or(0.0);
    Operations {
        mean: (missed + writes) * share,
        serial: whole(count + writes),
        reads: missed * share,
        writes: writes * share,
        assumed: asked.is_none() || hit_ratio.is_none(),
    }
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
