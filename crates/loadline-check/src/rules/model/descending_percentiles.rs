//! A higher percentile below a lower one.

use crate::prelude::*;
use loadline_model::Stated;

/// A higher percentile below a lower one.
pub(crate) const RULE: Rule = Rule {
    code: "LL022",
    name: "descending-percentiles",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a lower percentile of a time exceeds a higher one",
    requirements: &["D2", "D3"],
    pillar: None,
    facts: &[
        "services.*.service-time.p50",
        "services.*.exposes.*.service-time.p50",
        "journeys.*.latency.p50",
    ],
    page: include_str!("descending_percentiles.md"),
    check,
};

type Percentile = Option<Stated<Duration>>;

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let name = format!("the service time of `{}`", component.name);
        if let Some(time) = &component.common().service_time {
            ascending(cx, &component.place(), &name, [&time.p50, &time.p95, &time.p99]);
        }
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            if let Some(time) = &interface.service_time {
                let place = Place::new(format!("{}/exposes/{id}", component.path()), interface.key);
                let name = format!("the service time of `{}.{id}`", component.name);
                ascending(cx, &place, &name, [&time.p50, &time.p95, &time.p99]);
            }
        }
    }
    for (id, journey) in cx.model.system.journeys.iter().flat_map(|all| all.iter()) {
        if let Some(latency) = &journey.latency {
            let place = Place::new(format!("journeys/{id}"), journey.key);
            ascending(
                cx,
                &place,
                &format!("the latency of `{id}`"),
                [&latency.p50, &latency.p95, &latency.p99],
            );
        }
    }
}

fn ascending(cx: &mut Check<'_>, place: &Place, name: &str, percentiles: [&Percentile; 3]) {
    let named = ["p50", "p95", "p99"].into_iter().zip(percentiles);
    let known: Vec<_> = named.filter_map(|(name, time)| Some((name, time.as_ref()?))).collect();
    for pair in known.windows(2) {
        let [(low, lower), (high, higher)] = pair else { continue };
        if lower.value > higher.value {
            cx.report(
                Report::new(
                    place.clone(),
                    format!("{low} of {name} is {}, above its {high} of {}", lower.value, higher.value),
                )
                .mark(lower.span, "the lower percentile")
                .and(higher.span, "the higher percentile")
                .number(Quantity::stated(*low, lower.as_secs_f64(), "s"))
                .number(Quantity::stated(*high, higher.as_secs_f64(), "s"))
                .hint("read both from the same measurement")
                .aspect(*low),
            );
        }
    }
}
