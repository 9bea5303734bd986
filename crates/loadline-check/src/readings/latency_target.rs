//! How fast each journey was promised to be.

use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_model::Model;
use rustc_hash::FxHashMap;

/// The strictest time promised for a journey: p99 (else p95) of its latency, or the bound of a latency SLO.
pub(crate) fn latency_targets(model: &Model) -> FxHashMap<&str, (Duration, Span)> {
    let mut targets: FxHashMap<&str, (Duration, Span)> = FxHashMap::default();
    let mut lower = |journey, time: Duration, span| {
        let target = targets.entry(journey).or_insert((time, span));
        if time < target.0 {
            *target = (time, span);
        }
    };
    for (id, journey) in model.system.journeys.iter().flat_map(|all| all.iter()) {
        let latency = journey.latency.as_ref();
        if let Some(time) = latency.and_then(|latency| latency.p99.as_ref().or(latency.p95.as_ref())) {
            lower(id, time.value, time.span);
        }
    }
    for (_, slo) in model.system.slos.iter().flat_map(|all| all.iter()) {
        let latency = slo.sli.as_ref().and_then(|sli| sli.latency.as_ref());
        if let (Some(of), Some(under)) = (&slo.of, latency.and_then(|latency| latency.under.as_ref())) {
            lower(&of.id, under.value, under.span);
        }
    }
    targets
}
