//! How retries multiply along the calls of the model: the longest product of attempts, in one pass over the call graph.

use crate::readings::call_graph::{Arc, CallGraph};
use crate::readings::fallback::stands_in;
use crate::readings::retrying::Retrying;
use loadline_model::{Edge, Model};
use std::collections::BTreeMap;

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

/// Every retrying edge below which no further retry multiplies, each with its worst path, in the order of edges.
pub(crate) fn amplified(model: &Model) -> Vec<Amplified<'_>> {
    let graph = CallGraph::of(model);
    let (over, into) = longest_products(&graph);
    let goes_on = goes_on(&graph);
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
        let arcs = std::iter::successors(Some(arc), |arc| above(&graph, &into, *arc)).take(LONGEST_PATH);
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
