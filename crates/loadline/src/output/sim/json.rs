//! The JSON shape of a simulated scenario, `loadline/sim-run/v1`. Documented in `docs/guide/json.md`; fields are only ever
//! added.

use loadline_app::sim::{
    Assumption, CacheRow, ClaimRow, ComponentRow, Interrupted, Interval, JourneyRow, Percentile, PoolRow,
    Precise, SimReport, Slice,
};
use serde_json::{Value, json};

/// The whole report.
pub(crate) fn as_json(report: &SimReport) -> Value {
    json!({
        "scenario": report.scenario,
        "seed": report.seed,
        "runs": report.runs,
        "interrupted": report.interrupted.as_ref().map(interrupted),
        "precision": report.precise.as_ref().map(precision),
        "seconds": report.lasts,
        "warm_up_seconds": report.warm_up,
        "trouble": report.trouble.map(|(begins, over)| json!({"begins_s": begins, "over_s": over})),
        "events": report.events,
        "ended_early": report.overflowed.map(|(runs, first)| json!({"runs": runs, "first_s": first})),
        "claims": report.claims.iter().map(claim).collect::<Vec<_>>(),
        "journeys": report.journeys.iter().map(journey).collect::<Vec<_>>(),
        "components": report.components.iter().map(component).collect::<Vec<_>>(),
        "pools": report.pools.iter().map(pool).collect::<Vec<_>>(),
        "caches": report.caches.iter().map(cache).collect::<Vec<_>>(),
        "assumptions": report.assumptions.iter().map(assumption).collect::<Vec<_>>(),
    })
}

fn precision(precise: &Precise) -> Value {
    let widest = precise.widest.as_ref();
    json!({
        "wanted": precise.wanted,
        "reached": precise.reached(),
        "widest": widest.map(|widest| json!({"of": widest.of, "share": widest.share})),
    })
}

pub(super) fn assumption(assumption: &Assumption) -> Value {
    json!({"what": assumption.what, "about": assumption.about})
}

pub(super) fn interrupted(interrupted: &Interrupted) -> Value {
    json!({"done": interrupted.done, "of": interrupted.of})
}

pub(super) fn interval(interval: &Interval) -> Value {
    json!({
        "estimate": interval.estimate,
        "low": interval.low,
        "high": interval.high,
        "observations": interval.observations,
    })
}

pub(super) fn claim(claim: &ClaimRow) -> Value {
    json!({
        "claim": claim.text,
        "verdict": claim.verdict.word(),
        "unit": claim.unit,
        "found": claim.interval.as_ref().map(interval),
        "note": claim.note,
    })
}

fn journey(journey: &JourneyRow) -> Value {
    json!({
        "journey": journey.id,
        "arrived": journey.arrived,
        "offered_rps": journey.offered,
        "goodput_rps": journey.goodput.as_ref().map(interval),
        "success": journey.success.as_ref().map(interval),
        "degraded_share": journey.degraded,
        "latency_s": percentiles(&journey.percentiles),
        "failures_per_run": failures(&journey.failures),
        "unfinished_per_run": journey.unfinished,
        "unanswered_share": journey.unanswered,
        "timeline": journey.timeline.iter().map(slice).collect::<Vec<_>>(),
    })
}

fn component(component: &ComponentRow) -> Value {
    json!({
        "component": component.id,
        "copies": component.copies,
        "arrivals_rps": component.arrivals,
        "utilisation": component.utilisation.as_ref().map(interval),
        "mean_wait_s": component.wait,
        "longest_queue": component.longest_queue,
        "latency_s": percentiles(&component.percentiles),
        "amplification": component.amplification,
        "dead_share": component.dead,
        "failures_per_run": failures(&component.failures),
    })
}

fn pool(pool: &PoolRow) -> Value {
    json!({
        "edge": pool.edge,
        "size": pool.size,
        "waited_share": pool.waited,
        "mean_wait_s": pool.wait,
        "longest_line": pool.longest_line,
        "gave_up_per_run": pool.gave_up,
    })
}

fn cache(cache: &CacheRow) -> Value {
    json!({
        "cache": cache.id,
        "lookups_rps": cache.lookups,
        "answered_share": cache.answered,
        "joined_rps": cache.joined,
    })
}

pub(super) fn percentiles(all: &[Percentile]) -> Vec<Value> {
    let one = |percentile: &Percentile| {
        json!({
            "percentile": percentile.name,
            "value": percentile.value,
            "found": percentile.interval.as_ref().map(interval),
            "note": percentile.note,
        })
    };
    all.iter().map(one).collect()
}

fn failures(all: &[(&'static str, f64)]) -> Vec<Value> {
    all.iter().map(|(kind, count)| json!({"kind": kind, "count": count})).collect()
}

fn slice(slice: &Slice) -> Value {
    json!({
        "at_s": slice.at,
        "offered_rps": slice.offered,
        "goodput_rps": slice.goodput,
        "failed_rps": slice.failed,
        "p99_s": slice.p99,
    })
}
