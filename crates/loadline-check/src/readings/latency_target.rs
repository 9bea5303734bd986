//! How fast each journey was promised to be.

use crate::readings::said::decided;
use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_evidence::Place;
use loadline_model::Model;
use rustc_hash::FxHashMap;

/// A latency that a journey was promised to keep.
#[derive(Debug, Clone)]
pub(crate) struct LatencyTarget {
    /// The time.
    pub(crate) time: Duration,
    /// The SLO or journey that says it.
    pub(crate) place: Place,
    /// The value.
    pub(crate) span: Span,
}

/// The tightest latency target of every journey that has one: the bound of a latency SLO, or the journey's own p99.
pub(crate) fn latency_targets(model: &Model) -> FxHashMap<&str, LatencyTarget> {
    let mut targets: FxHashMap<&str, LatencyTarget> = FxHashMap::default();
    for (id, slo) in model.system.slos.iter().flat_map(|all| all.iter()) {
        let under = slo.sli.as_ref().and_then(|sli| decided(&sli.latency.as_ref()?.value.under));
        if let (Some(of), Some(under)) = (&slo.of, under) {
            let place = Place::new(format!("slos/{id}"), slo.key);
            tighten(&mut targets, &of.id, LatencyTarget { time: under.value, place, span: under.span });
        }
    }
    for (id, journey) in model.system.journeys.iter().flat_map(|all| all.iter()) {
        if let Some(p99) = journey.latency.as_ref().and_then(|latency| decided(&latency.p99)) {
            let place = Place::new(format!("journeys/{id}"), journey.key);
            tighten(&mut targets, id, LatencyTarget { time: p99.value, place, span: p99.span });
        }
    }
    targets
}

fn tighten<'m>(targets: &mut FxHashMap<&'m str, LatencyTarget>, journey: &'m str, new: LatencyTarget) {
    if targets.get(journey).is_none_or(|known| new.time < known.time) {
        targets.insert(journey, new);
    }
}
