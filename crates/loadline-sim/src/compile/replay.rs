//! Requests that come when they once came: a recorded trace instead of a rate.

use super::Problem;
use crate::profile::{Arrivals, Profile};
use crate::time::Delay;
use loadline_model::Named;
use loadline_model::kinds::{FaultKind, Scenario};

/// The recorded requests of the scenario's journey, where it has any, with their mean rate; what is wrong with them goes to the problems.
pub(super) fn replay(
    scenario: Option<&Named<Scenario>>,
    (warm_up, lasts): (Delay, Delay),
    problems: &mut Vec<Problem>,
) -> Option<(Arrivals, Profile)> {
    let scenario = scenario?;
    let times = scenario.replay.as_deref()?;
    let first = times.first().map(|time| time.span);
    let before = problems.len();
    let mut wrong = |span, message: String, hint: &str| problems.push(Problem::new(span, message, hint));
    let Some(journey) = &scenario.journey else {
        let message = "`replay` does not say which journey it is the requests of".to_owned();
        wrong(first, message, "name the journey, as `journey: place-order`");
        return None;
    };
    let others = [
        ("load", scenario.load.as_ref().map(|load| load.span)),
        ("load-curve", scenario.load_curve.as_ref().and_then(|curve| Some(curve.first()?.span))),
        ("arrivals", scenario.arrivals.as_ref().map(|arrivals| arrivals.span)),
    ];
    for (field, span) in others.into_iter().filter(|(_, span)| span.is_some()) {
        wrong(span, format!("a scenario has a `replay` and `{field}`"), "write one of the two");
    }
    for fault in scenario.faults.as_deref().map_or(&[][..], Vec::as_slice) {
        let is_spike = fault.kind.as_ref().is_some_and(|kind| kind.value == FaultKind::Spike);
        if is_spike && fault.journey.as_ref().is_none_or(|meant| meant.id == journey.id) {
            let message = "a spike has no rate to raise where requests are replayed".to_owned();
            wrong(Some(fault.span), message, "name another journey for the spike, or replay the spike");
        }
    }
    if let Some(pair) = times.windows(2).find(|pair| pair[1].value < pair[0].value) {
        let message = "a replay goes back in time".to_owned();
        wrong(Some(pair[1].span), message, "write its times in ascending order");
    }
    if let Some(late) = times.iter().find(|time| Delay::from(time.value) > lasts) {
        let message = "a replayed request comes when the scenario is over".to_owned();
        wrong(Some(late.span), message, "let the scenario last longer: `lasts`");
    }
    if times.is_empty() {
        let message = "a replay without any request is none".to_owned();
        wrong(Some(scenario.key), message, "write when requests come, as `replay: [0s, 120ms, 340ms]`");
    }
    if problems.len() > before {
        return None;
    }
    let rate = times.len() as f64 / (warm_up + lasts).seconds();
    let times = times.iter().map(|time| (warm_up + Delay::from(time.value)).seconds()).collect();
    Some((Arrivals::At(times), Profile::constant(rate)))
}
