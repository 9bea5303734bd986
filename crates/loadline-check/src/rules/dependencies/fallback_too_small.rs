//! A fallback that falls over when it is needed.

use crate::prelude::*;
use crate::readings::served::{Served, served};
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
    let (usage, loads) = (&cx.readings.usage, &cx.readings.loads);
    for (primary, spare, edges) in takeovers(cx.model) {
        if spare.id == primary.id {
            continue;
        }
        for side in served(cx.model, loads, cx.demands.on(spare.id), spare).unwrap_or_default() {
            let of = |edge: &Edge<'_>| usage.peak(edge) * side.part_of(edge, loads.on(edge.id));
            let callers = cx.model.callers(spare.id).filter(|edge| !is_via(edge, &primary));
            let own: f64 = callers.map(|edge| of(&edge)).sum();
            let turning: Vec<(Edge<'_>, f64)> = edges.iter().map(|edge| (*edge, of(edge))).collect();
            let taken: f64 = turning.iter().map(|(_, taken)| taken).sum();
            if taken > 0.0 && taken + own > side.carries.unscaled().0 {
                cx.report(too_small(&primary, spare, &turning, &side, own, usage));
            }
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
    spare: Component<'_>,
    edges: &[(Edge<'_>, f64)],
    side: &Served,
    own: f64,
    usage: &Usage<'_>,
) -> Report {
    let capacity = &side.carries;
    let (most, _) = edges.iter().max_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap_or(&edges[0]);
    let taken: f64 = edges.iter().map(|(_, taken)| taken).sum();
    let formulas = edges.iter().filter_map(|(edge, taken)| {
        let formula = usage.peak_formula(edge);
        // Of an edge whose reads go to the followers, only a part comes here.
        let part = *taken < usage.peak(edge) * (1.0 - 1e-9);
        let formula = if part { format!("{} of {formula}", format_number(*taken)) } else { formula };
        (*taken > 0.0 && !formula.is_empty()).then_some(formula)
    });
    let mut formula = formulas.collect::<Vec<_>>().join(" + ");
    if own > 0.0 {
        formula = format!("{formula} + {} of its own", format_number(own));
    }
    let need = taken + own;
    let (carries, working) = capacity.unscaled();
    let [takes, wanted] = [carries, need].map(format_number);
    let (subject, take, get) = (side.subject(spare), side.verb("takes", "take"), side.verb("gets", "get"));
    let message =
        format!("{subject} {take} {takes} rps, but {get} {wanted} rps when `{}` fails", primary.name);
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
