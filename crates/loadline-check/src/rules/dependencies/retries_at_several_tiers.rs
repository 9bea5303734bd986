//! Retries that multiply from tier to tier.

use crate::call_graph::{Arc, CallGraph};
use crate::prelude::*;
use crate::retrying::Retrying;
use crate::said::said;
use loadline_model::{Edge, Model};
use rustc_hash::{FxHashMap, FxHashSet};

/// Retries that multiply from tier to tier.
pub(crate) const RULE: Rule = Rule {
    code: "LL203",
    name: "retries-at-several-tiers",
    level: Severity::Error,
    since: "0.1.0",
    summary: "retries at several tiers multiply: one request becomes many attempts at the deepest callee",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.retries.max",
        "services.*.needs.*.retries.budget",
        "services.*.needs.*.retries.when",
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
    ],
    page: include_str!("retries_at_several_tiers.md"),
    check,
};

/// Fewer attempts than this are the price of an ordinary retry.
const MOST_ATTEMPTS: f64 = 4.0;
/// Tiers named in a message; the deepest ones.
const TIERS_SHOWN: usize = 6;
/// Calls looked at on the way up; no request passes more.
const LONGEST_PATH: usize = 256;

/// The most attempts that reach a station or go over an arc.
#[derive(Clone, Copy)]
struct Chain {
    attempts: f64,
    tiers: u32,
    /// The last arc of the chain.
    last: Option<usize>,
}

const NOTHING: Chain = Chain { attempts: 1.0, tiers: 0, last: None };

fn check(cx: &mut Check<'_>) {
    let graph = CallGraph::of(cx.model);
    let (over, into) = longest_products(&graph);
    let is_storm = |index: &usize| {
        factor(&graph.arcs[*index].edge) > 1.0
            && over[*index].tiers >= 2
            && over[*index].attempts >= MOST_ATTEMPTS
    };
    let storms: Vec<usize> = (0..graph.arcs.len()).filter(is_storm).collect();

    // A chain is told once, at its deepest edge.
    let mut extended = vec![false; graph.arcs.len()];
    for storm in &storms {
        let mut upper = above(&graph, &into, *storm);
        while let Some(arc) = upper.filter(|arc| !std::mem::replace(&mut extended[*arc], true)) {
            upper = above(&graph, &into, arc);
        }
    }
    let mut worst: FxHashMap<_, usize> = FxHashMap::default();
    for storm in storms.into_iter().filter(|storm| !extended[*storm]) {
        let known = worst.entry(graph.arcs[storm].edge.id).or_insert(storm);
        if over[storm].attempts > over[*known].attempts {
            *known = storm;
        }
    }
    let mut deepest: Vec<usize> = worst.into_values().collect();
    deepest.sort_unstable_by_key(|arc| graph.arcs[*arc].edge.id);
    for arc in deepest {
        let mut path: Vec<Edge<'_>> = std::iter::successors(Some(arc), |arc| above(&graph, &into, *arc))
            .take(LONGEST_PATH)
            .map(|arc| graph.arcs[arc].edge)
            .collect();
        path.reverse();
        if shares_a_journey(cx.model, &path) {
            cx.report(storm(&path, over[arc]));
        }
    }
}

/// One pass over arcs that are ordered callers first.
fn longest_products(graph: &CallGraph<'_>) -> (Vec<Chain>, Vec<Chain>) {
    let mut into = vec![NOTHING; graph.stations];
    let mut over = Vec::with_capacity(graph.arcs.len());
    for (index, Arc { from, to, edge }) in graph.arcs.iter().enumerate() {
        let before = if absorbs(edge) { NOTHING } else { into[*from as usize] };
        let own = factor(edge);
        let chain = Chain {
            attempts: before.attempts * own,
            tiers: before.tiers + u32::from(own > 1.0),
            last: Some(index),
        };
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

/// Whether the caller still answers well when this call fails, so that nobody above it tries again.
fn absorbs(edge: &Edge<'_>) -> bool {
    edge.is_soft() || said(&edge.need.fallback).is_some_and(|fallback| !fallback.is_none())
}

fn factor(edge: &Edge<'_>) -> f64 {
    Retrying::of(edge).and_then(|retrying| retrying.factor()).unwrap_or(1.0)
}

/// Whether some journey may take the whole path, as far as `for:` tells.
fn shares_a_journey(model: &Model, path: &[Edge<'_>]) -> bool {
    let mut shared: Option<FxHashSet<&str>> = None;
    for limits in path.iter().filter_map(|edge| edge.need.only_for.as_deref()) {
        let journeys = model.system.journeys.as_ref();
        let named = limits.iter().map(|limit| limit.id.as_str());
        let named: FxHashSet<&str> =
            named.filter(|id| journeys.is_some_and(|journeys| journeys.get(id).is_some())).collect();
        if named.len() < limits.len() {
            continue;
        }
        shared = Some(match shared {
            Some(before) => before.intersection(&named).copied().collect(),
            None => named,
        });
    }
    shared.is_none_or(|shared| !shared.is_empty())
}

fn storm(path: &[Edge<'_>], chain: Chain) -> Report {
    let all: Vec<(Edge<'_>, Retrying<'_>)> = path
        .iter()
        .filter_map(|edge| Some((*edge, Retrying::of(edge)?)))
        .filter(|(edge, _)| factor(edge) > 1.0)
        .collect();
    let tiers = &all[all.len().saturating_sub(TIERS_SHOWN)..];
    let number = |edge: &Edge<'_>| format_number(factor(edge));
    let mut product: Vec<String> = tiers.iter().map(|(edge, _)| number(edge)).collect();
    if tiers.len() < all.len() {
        product.insert(0, "…".into());
    }
    let product = product.join(" × ");
    let attempts = format_number(chain.attempts);
    let Some((deepest, _)) = tiers.last() else { return Report::new(path[0].place(), "") };
    let steps: Vec<String> = tiers
        .iter()
        .map(|(edge, _)| format!("`{}` → `{}` × {}", edge.from.name, edge.target(), number(edge)))
        .collect();
    let message = format!("one request may become {product} = {attempts} attempts at `{}`", deepest.target());
    let mut report = Report::new(deepest.place(), message)
        .note(format!("each tier tries 1 + max times: {}", steps.join(", ")))
        .number(Quantity::computed("attempts", chain.attempts, "1", product))
        .hint("retry at one tier only, or give the others a budget such as `retries: {max: 1, budget: 10%}`");
    for (edge, retrying) in tiers {
        if retrying.is_capped() {
            report = report.note(format!("the budget caps `{}` at {}", edge.target(), retrying.formula()));
        }
        if retrying.only_unsent() {
            report = report.note(format!("`{}` is only retried when no connection was made", edge.target()));
        }
    }
    let has_breaker = |edge: &Edge<'_>| said(&edge.need.breaker).is_some_and(|breaker| breaker.is_on());
    if let Some((edge, _)) = tiers.iter().find(|(edge, _)| has_breaker(edge)) {
        report = report.severity(Severity::Warning).note(format!(
            "a breaker on `{}` ends it once it opens; until then, and while only some calls fail, it holds",
            edge.target()
        ));
    }
    let upper = &tiers[..tiers.len() - 1];
    upper.iter().fold(report, |report, (edge, retrying)| {
        report.and(retrying.span, format!("× {} here", number(edge)))
    })
}
