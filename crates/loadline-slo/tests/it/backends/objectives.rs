//! Objectives of every kind.

use loadline_base::units::{Duration, Unit as _};
use loadline_slo::*;

pub(crate) fn time(text: &str) -> Duration {
    Duration::read(text).unwrap()
}

pub(crate) fn slo(id: &str, indicator: Indicator) -> Slo {
    let (target, month) = (Target::read_percent("99.9").unwrap(), time("30d"));
    Slo {
        owner: Some("payments".to_owned()),
        policy: Some(AlertPolicy::standard(month)),
        page: Some("payments".to_owned()),
        ticket: Some("payments".to_owned()),
        ..Slo::new(id, "shop", indicator, target, Window::Rolling(month))
    }
}

pub(crate) fn requests() -> Indicator {
    ratio(
        Part::Bad,
        Events::Counter("http_requests_total{job=\"shop\",code=~\"5..\"}".to_owned()),
        Events::Counter("http_requests_total{job=\"shop\"}".to_owned()),
    )
}

pub(crate) fn ratio(part: Part, events: Events, total: Events) -> Indicator {
    Indicator::Ratio { kind: Kind::Availability, part, events, total }
}

pub(crate) fn expression(events: &str, total: &str) -> Indicator {
    ratio(Part::Bad, Events::Expression(events.to_owned()), Events::Expression(total.to_owned()))
}

pub(crate) fn foreign() -> Indicator {
    let query = Events::Foreign { system: "datadog".to_owned(), query: "avg:x{*}".to_owned() };
    ratio(Part::Good, query.clone(), query)
}

pub(crate) fn composite(members: &[&str]) -> Indicator {
    let members = members.iter().map(|id| ((*id).to_owned(), Decimal::ONE)).collect();
    Indicator::Composite { members, joint: Joint::Every }
}

fn calendar(unit: loadline_slo::Unit, zone: &str) -> Window {
    Window::Calendar(Calendar { count: 1, unit, zone: zone.to_owned(), start: None })
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

/// One of each kind, way of counting and window; all can be written as Prometheus rules.
pub(crate) fn every_kind() -> Vec<Slo> {
    let units = [
        loadline_slo::Unit::Day,
        loadline_slo::Unit::Week,
        loadline_slo::Unit::Month,
        loadline_slo::Unit::Quarter,
        loadline_slo::Unit::Year,
    ];
    let five = time("5m");
    let guarded = AlertPolicy { least_events: Decimal::ONE_HUNDRED, ..AlertPolicy::standard(time("30d")) };
    let mut held = AlertPolicy::standard(time("7d"));
    held.tiers.iter_mut().for_each(|tier| {
        tier.hold = time("2m");
        tier.keep = time("10m");
    });
    vec![
        slo("plain", requests()),
        Slo {
            title: Some("Check \"out\" {{ now }}: 'works'".to_owned()),
            description: Some("Two\nlines; {{ $value }}".to_owned()),
            runbook: Some("runbooks/checkout.md".to_owned()),
            labels: vec![pair("app.kubernetes.io/name", "shop"), pair("tier", "2"), pair("on", "yes")],
            alerting: Alerting {
                all: Extras {
                    labels: vec![pair("routing", "#ops")],
                    annotations: vec![pair("note", "{{ $labels.slo }}")],
                },
                ..Alerting::default()
            },
            service: "Shop Front".to_owned(),
            ..slo("odd \"id\" \\ {x}", requests())
        },
        slo(
            "good-events",
            ratio(
                Part::Good,
                Events::Counter("http_requests_total{job=\"shop\",code!~\"5..|429\"}".to_owned()),
                Events::Counter("http_requests_total{job=\"shop\"}".to_owned()),
            ),
        ),
        slo("rates", expression("sum(rate(failed_total[$window]))", "sum(rate(started_total[$window]))")),
        slo("fixed-range", expression("sum(rate(failed_total[5m]))", "sum(rate(started_total[5m]))")),
        slo(
            "latency",
            Indicator::Latency {
                histogram: "http_request_duration_seconds".to_owned(),
                matchers: "job=\"shop\",code!~\"5..\"".to_owned(),
                under: "0.3".parse().unwrap(),
            },
        ),
        slo("fresh", Indicator::Freshness { metric: "built_at_seconds".to_owned(), within: time("1h") }),
        slo(
            "throughput",
            Indicator::Throughput {
                metric: "rows_total{job=\"etl\"}".to_owned(),
                at_least: "12.5".parse().unwrap(),
            },
        ),
        Slo {
            target: Target::read_percent("95").unwrap(),
            ..slo("up", Indicator::Gauge { metric: "probe_success".to_owned() })
        },
        slo(
            "raw",
            Indicator::Raw {
                part: Part::Good,
                ratio: Events::Expression(
                    "sum(sum_over_time(q[$window])) / sum(count_over_time(q[$window]))".to_owned(),
                ),
            },
        ),
        slo(
            "raw-now",
            Indicator::Raw { part: Part::Bad, ratio: Events::Expression("avg(bad_share)".to_owned()) },
        ),
        Slo { grouping: vec!["region".to_owned()], ..slo("by-region", requests()) },
        Slo {
            budgeting: Budgeting::Timeslices { slice: five, target: "0.95".parse().unwrap() },
            ..slo("slices", requests())
        },
        Slo { budgeting: Budgeting::RatioTimeslices { slice: five }, ..slo("ratio-slices", requests()) },
        slo("journey", composite(&["plain", "latency", "slices"])),
        slo(
            "mean",
            Indicator::Composite {
                members: vec![("plain".to_owned(), Decimal::TWO), ("raw".to_owned(), "0.5".parse().unwrap())],
                joint: Joint::WeightedMean,
            },
        ),
        slo("nested", composite(&["journey", "mean"])),
        Slo {
            windows: units
                .into_iter()
                .map(|unit| calendar(unit, "UTC"))
                .chain([Window::Rolling(time("90d"))])
                .collect(),
            ..slo("calendar", requests())
        },
        Slo {
            windows: vec![calendar(loadline_slo::Unit::Month, "UTC")],
            budgeting: Budgeting::Timeslices { slice: five, target: "0.95".parse().unwrap() },
            ..slo("calendar-slices", requests())
        },
        Slo {
            windows: vec![calendar(loadline_slo::Unit::Month, "UTC")],
            ..slo("calendar-ratio", composite(&["plain", "raw"]))
        },
        Slo { policy: Some(guarded), ..slo("guarded", requests()) },
        Slo {
            windows: vec![Window::Rolling(time("7d"))],
            policy: Some(held),
            target: Target::read_percent("99.95").unwrap(),
            ..slo("week", requests())
        },
    ]
}
