//! A fallback that falls over when it is needed.

use crate::prelude::*;
use crate::readings::throughput::{Throughput, throughput};
use crate::readings::usage::Usage;
use loadline_model::kinds::Via;
use loadline_model::{Component, ComponentId, Edge, Model};
use rustc_hash::FxHashMap;

/// A fallback that falls over when it is needed.
pub(crate) const RULE: Rule = Rule {
    code: "LL218",
    name: "fallback-too-small",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a fallback cannot take the load it would have to take over",
    requirements: &["D3", "D6", "R7"],
    pillar: Some("P14.14"),
    facts: &[
        "services.*.needs.*.fallback.to",
        "journeys.*.load.peak",
        "externals.*.quota",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.service-time.mean",
        "services.*.replicas.min",
    ],
    page: include_str!("fallback_too_small.md"),
    check,
};

/// The edges that turn to one component when another one fails.
type Takeover<'m> = (Component<'m>, Component<'m>, Vec<Edge<'m>>);

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for (primary, spare, edges) in takeovers(cx.model) {
        let Some(capacity) = throughput(cx.model, spare) else { continue };
        let taken: f64 = edges.iter().map(|edge| usage.peak(edge)).sum();
        let own: f64 = cx
            .model
            .callers(spare.id)
            .filter(|edge| !is_via(edge, &primary))
            .map(|edge| usage.peak(&edge))
            .sum();
        if taken > 0.0 && taken + own > capacity.unscaled().0 && spare.id != primary.id {
            let report = too_small(&primary, &spare, &edges, &capacity, own, usage);
            cx.report(report);
        }
    }
}

/// Grouped by what fails and what takes over, in the order written.
fn takeovers(model: &Model) -> Vec<Takeover<'_>> {
    let mut known: FxHashMap<(ComponentId, ComponentId), usize> = FxHashMap::default();
    let mut all: Vec<Takeover<'_>> = Vec::new();
    for edge in model.edges() {
        let fallback = decided(&edge.need.fallback).and_then(|fallback| fallback.value());
        let to = fallback.and_then(|fallback| fallback.to.as_ref());
        let Some(spare) = to.and_then(|to| model.find(to.base())) else { continue };
        let index = *known.entry((edge.to.id, spare.id)).or_insert(all.len());
        match all.get_mut(index) {
            Some((_, _, edges)) => edges.push(edge),
            None => all.push((edge.to, spare, vec![edge])),
        }
    }
    all
}

/// Whether an edge serves the misses of this cache, which are among the reads that are taken over.
fn is_via(edge: &Edge<'_>, cache: &Component<'_>) -> bool {
    matches!(edge.need.via.as_deref(), Some(Via::Cache(via)) if via.id == cache.name)
}

fn too_small(
    primary: &Component<'_>,
    spare: &Component<'_>,
    edges: &[Edge<'_>],
    capacity: &Throughput,
    own: f64,
    usage: &Usage<'_>,
) -> Report {
    let most = edges.iter().max_by(|a, b| usage.peak(a).total_cmp(&usage.peak(b))).unwrap_or(&edges[0]);
    let taken: f64 = edges.iter().map(|edge| usage.peak(edge)).sum();
    let formulas = edges.iter().map(|edge| usage.peak_formula(edge)).filter(|formula| !formula.is_empty());
    let mut formula = formulas.collect::<Vec<_>>().join(" + ");
    if own > 0.0 {
        formula = format!("{formula} + {} of its own", format_number(own));
    }
    let need = taken + own;
    let (carries, working) = capacity.unscaled();
    let [takes, wanted] = [carries, need].map(format_number);
    let message =
        format!("`{}` takes {takes} rps, but gets {wanted} rps when `{}` fails", spare.name, primary.name);
    let mut report = Report::new(most.place(), message)
        .label(format!("turns to `{}`", spare.name))
        .and(spare.key, format!("takes {takes} rps"))
        .note(format!("{wanted} rps at peak = {formula}"))
        .note(if working == format!("{takes} rps") { format!("its quota is {takes} rps") } else { format!("{takes} rps = {working}") })
        .number(Quantity::computed("capacity of the fallback", carries, "rps", working))
        .number(Quantity::computed("load it takes over", need, "rps", formula))
        .hint("make it larger, or shed what it cannot take: say which requests are refused, so that the others are served");
    if capacity.rps >= need {
        let scaled = format_number(capacity.rps);
        report = report
            .severity(Severity::Warning)
            .note(format!("scaling helps, but not at once: at most {scaled} rps"));
    }
    report
}
