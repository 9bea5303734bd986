//! History from a server: the raw samples behind every indicator, a day at a time.

use super::super::Server;
use crate::load::Failure;
use loadline_promql::{Expression, METRIC_NAME};
use loadline_slo::history::{Limits, Loaded, read_prometheus};
use loadline_slo::{Events, Indicator, Slo};
use std::collections::BTreeSet;

const DAY: i64 = 86_400_000;

/// The samples of all series that `slos` ask for within `span`.
pub(super) fn history(
    server: &Server,
    slos: &[Slo],
    span: (i64, i64),
    progress: &mut impl FnMut(usize, usize),
) -> Result<Loaded, Failure> {
    let wanted: Vec<String> = slos.iter().flat_map(selectors).collect::<BTreeSet<_>>().into_iter().collect();
    let days: Vec<(i64, i64)> = days(span).collect();
    let all = wanted.len() * days.len();
    let mut bodies = Vec::new();
    for selector in &wanted {
        for (from, until) in &days {
            progress(bodies.len(), all);
            let query = format!("{selector}[{}s]", (until - from) / 1000);
            bodies.push(server.instant(&query, *until)?);
        }
    }
    progress(all, all);
    read_prometheus(bodies.iter().map(Vec::as_slice), Limits::default()).map_err(|error| {
        Failure::new(format!("{}: {error}", server.address()), "is that a Prometheus-compatible server?")
    })
}

/// The span in pieces of a day at most.
fn days((start, end): (i64, i64)) -> impl Iterator<Item = (i64, i64)> {
    let number = (end - start + DAY - 1) / DAY;
    (0..number).map(move |day| (start + day * DAY, (start + (day + 1) * DAY).min(end)))
}

/// Selectors of the series behind an objective. Of a free expression, every series of the metrics that it names.
fn selectors(slo: &Slo) -> Vec<String> {
    match &slo.indicator {
        Indicator::Ratio { events, total, .. } => [events, total].into_iter().flat_map(of_events).collect(),
        Indicator::Raw { ratio, .. } => of_events(ratio),
        Indicator::Latency { histogram, matchers, .. } => {
            vec![format!("{histogram}_bucket{{{matchers}}}"), format!("{histogram}_count{{{matchers}}}")]
        }
        Indicator::Freshness { metric, .. }
        | Indicator::Throughput { metric, .. }
        | Indicator::Gauge { metric } => vec![metric.clone()],
        Indicator::Composite { .. } => Vec::new(),
    }
}

fn of_events(events: &Events) -> Vec<String> {
    match events {
        Events::Counter(selector) => vec![selector.clone()],
        Events::Expression(text) => {
            let parsed = Expression::parse(&text.replace("$window", "5m"));
            let named = parsed.iter().flat_map(Expression::selections).filter_map(|found| found.metric);
            named.map(|name| format!("{{{METRIC_NAME}={name:?}}}")).collect()
        }
        Events::Foreign { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_fetched_day_by_day_without_a_gap() {
        let found: Vec<_> = days((0, 5 * DAY / 2)).collect();
        assert_eq!(found, [(0, DAY), (DAY, 2 * DAY), (2 * DAY, 5 * DAY / 2)]);
        assert_eq!(days((7, 7)).count(), 0);
    }

    #[test]
    fn expressions_name_their_metrics() {
        let events = Events::Expression("sum(rate(hits_total{code=\"500\"}[$window]))".into());
        assert_eq!(of_events(&events), ["{__name__=\"hits_total\"}"]);
    }
}
