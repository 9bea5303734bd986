//! How retries multiply along the calls of the model: the longest product of attempts, in one pass over the call graph.

use crate::readings::call_graph::{Arc, CallGraph};
use crate::readings::fallback::stands_in;
use crate::readings::retrying::Retrying;
use loadline_model::{Edge, Model};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// Calls looked at on the way up; no request passes more.
const LONGEST_PATH: usize = 256;
/// More attempts than anybody can count; keeps products finite.
const COUNTLESS: f64 = 1e15;

/// A retrying edge with the calls above it whose retries multiply with its own.
#[derive(Debug)]
pub(crate) struct Amplified<'m> {
    /// The calls, from the top to the retrying edge.
    pub(crate) path: Vec<Edge<'m>>,
    /// How many of them retry.
    pub(crate) tiers: u32,
    /// Attempts at the end of the path for one request at its top: the product of the factors.
    pub(crate) attempts: f64,
}

/// The most attempts that reach a station or go over an arc.
#[derive(Clone, Copy)]
struct Chain {
    attempts: f64,
    tiers: u32,
    /// The last arc of the chain.
    last: Option<usize>,
}

const NOTHING: Chain = Chain { attempts: 1.0, tiers: 0, last: None };

/// Every retrying edge below which no further retry multiplies, each with the worst path that one journey may take, in
/// the order of edges. Edges that are `for:` other journeys do not multiply with each other.
pub(crate) fn amplified(model: &Model) -> Vec<Amplified<'_>> {
    let graph = CallGraph::of(model);
    let limits: Vec<Option<FxHashSet<&str>>> =
        graph.arcs.iter().map(|arc| journeys_of(model, &arc.edge)).collect();
    let mut limited: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, journey) in limits
        .iter()
        .enumerate()
        .flat_map(|(index, limit)| limit.iter().flatten().map(move |journey| (index, *journey)))
    {
        limited.entry(journey).or_default().push(index);
    }
    // Journeys that take the same limited edges are looked at once; most models have none, and one pass.
    let ways: BTreeSet<Vec<usize>> = limited.into_values().chain([Vec::new()]).collect();
    let mut worst: BTreeMap<usize, Amplified<'_>> = BTreeMap::new();
    for way in &ways {
        let takes = |index: usize| limits[index].is_none() || way.binary_search(&index).is_ok();
        let taken = graph.arcs.iter().enumerate().filter(|(index, _)| takes(*index)).map(|(_, arc)| *arc);
        for chain in longest(&CallGraph { arcs: taken.collect(), stations: graph.stations }) {
            let Some(edge) = chain.path.last().map(|edge| edge.id.index()) else { continue };
            if worst.get(&edge).is_none_or(|known| known.attempts < chain.attempts) {
                worst.insert(edge, chain);
            }
        }
    }
    let whole: FxHashSet<usize> = without_beginnings(&worst);
    worst.into_iter().filter(|(edge, _)| whole.contains(edge)).map(|(_, chain)| chain).collect()
}

/// The journeys an edge is limited to; `None` when any may take it, as far as `for:` tells.
fn journeys_of<'m>(model: &Model, edge: &Edge<'m>) -> Option<FxHashSet<&'m str>> {
    let limits = edge.need.only_for.as_deref()?;
    let known = |id: &&str| model.system.journeys.as_ref().is_some_and(|all| all.get(id).is_some());
    let journeys: FxHashSet<&str> = limits.iter().map(|limit| limit.id.as_str()).filter(known).collect();
    (journeys.len() == limits.len()).then_some(journeys)
}

/// The chains that are not merely the beginning of another one, which says more.
fn without_beginnings(chains: &BTreeMap<usize, Amplified<'_>>) -> FxHashSet<usize> {
    let mut whole: FxHashSet<usize> = chains.keys().copied().collect();
    for chain in chains.values() {
        for (length, edge) in chain.path.iter().enumerate().take(chain.path.len().saturating_sub(1)) {
            let Some(shorter) = chains.get(&edge.id.index()) else { continue };
            if shorter.path.iter().map(|edge| edge.id).eq(chain.path[..=length].iter().map(|edge| edge.id)) {
                whole.remove(&edge.id.index());
            }
        }
    }
    whole
}

/// The deepest retrying edges of one journey, each with its worst path.
fn longest<'m>(graph: &CallGraph<'m>) -> Vec<Amplified<'m>> {
    let (over, into) = longest_products(graph);
    let goes_on = goes_on(graph);
    let mut deepest: BTreeMap<usize, usize> = BTreeMap::new();
    for (index, Arc { to, edge, .. }) in graph.arcs.iter().enumerate() {
        if factor(edge) > 1.0 && !goes_on[*to as usize] {
            let known = deepest.entry(edge.id.index()).or_insert(index);
            if over[index].attempts > over[*known].attempts {
                *known = index;
            }
        }
    }
    let chain = |arc: usize| {
        let arcs = std::iter::successors(Some(arc), |arc| above(graph, &into, *arc)).take(LONGEST_PATH);
        let mut path: Vec<Edge<'_>> = arcs.map(|arc| graph.arcs[arc].edge).collect();
        path.reverse();
        Amplified { path, tiers: over[arc].tiers, attempts: over[arc].attempts }
    };
    deepest.into_values().map(chain).collect()
}

/// Attempts per call of an edge while it fails; 1 when it does not retry or nothing is said.
pub(crate) fn factor(edge: &Edge<'_>) -> f64 {
    Retrying::of(edge).and_then(|retrying| retrying.factor()).unwrap_or(1.0)
}

/// Whether the caller still answers well when this call fails, so that nobody above it tries again.
fn absorbs(edge: &Edge<'_>) -> bool {
    edge.is_soft() || stands_in(edge)
}

/// One pass over arcs that are ordered callers first: the chains over arcs, and the longest into each station.
fn longest_products(graph: &CallGraph<'_>) -> (Vec<Chain>, Vec<Chain>) {
    let mut into = vec![NOTHING; graph.stations];
    let mut over = Vec::with_capacity(graph.arcs.len());
    for (index, Arc { from, to, edge }) in graph.arcs.iter().enumerate() {
        let before = if absorbs(edge) { NOTHING } else { into[*from as usize] };
        let own = factor(edge);
        let attempts = (before.attempts * own).min(COUNTLESS);
        let chain = Chain { attempts, tiers: before.tiers + u32::from(own > 1.0), last: Some(index) };
        let known = &mut into[*to as usize];
        if chain.attempts > known.attempts || known.last.is_none() {
            *known = chain;
        }
        over.push(chain);
    }
    (over, into)
}

/// The arc before this one on its chain.
fn above(graph: &CallGraph<'_>, into: &[Chain], arc: usize) -> Option<usize> {
    let Arc { from, edge, .. } = &graph.arcs[arc];
    if absorbs(edge) { None } else { into[*from as usize].last }
}

/// For each station, whether a failure further down makes its calls be tried again. Callees come last, so backwards.
fn goes_on(graph: &CallGraph<'_>) -> Vec<bool> {
    let mut goes_on = vec![false; graph.stations];
    for Arc { from, to, edge } in graph.arcs.iter().rev() {
        goes_on[*from as usize] |= !absorbs(edge) && (factor(edge) > 1.0 || goes_on[*to as usize]);
    }
    goes_on
}
