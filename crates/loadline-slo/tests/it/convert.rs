//! Objectives written in every format: what can be said comes back, what cannot is listed.

use super::formats::read_files;
use loadline_base::Sources;
use loadline_base::units::Duration;
use loadline_slo::convert::{WRITERS, Written, writer};
use loadline_slo::{
    AlertPolicy, Alerting, Budgeting, Calendar, Class, Correction, Decimal, Events, Extras, Indicator, Joint,
    Kind, Part, Slo, Target, Tier, Unit, Window, WithoutData, from_model,
};
use proptest::prelude::*;
use std::fmt::Debug;

fn back(format: &str, text: &str) -> Vec<Slo> {
    if text.is_empty() {
        return Vec::new();
    }
    if format == "loadline" {
        let mut sources = Sources::default();
        sources.add("slos.yaml", text);
        let reading = loadline_model::read(&sources);
        assert_eq!(reading.faults, [], "{text}");
        return from_model(&reading.model.system).slos;
    }
    let (_, found) = read_files(&[("case", text)]);
    assert_eq!(found.errors().count(), 0, "{:?}\n{text}", found.diagnostics);
    found.slos
}

fn write(format: &str, slos: &[Slo]) -> Written {
    writer(format).unwrap().write(slos)
}

/// The names of the fields in which two objectives differ, found without the help of the writer.
fn differing(one: &Slo, other: &Slo) -> Vec<&'static str> {
    fn text(value: &impl Debug) -> String {
        format!("{value:?}")
    }
    let sorted = |slo: &Slo| {
        let mut labels = slo.labels.clone();
        labels.sort();
        labels
    };
    let pairs = [
        ("id", text(&one.id), text(&other.id)),
        ("title", text(&one.title), text(&other.title)),
        ("description", text(&one.description), text(&other.description)),
        ("service", text(&one.service), text(&other.service)),
        ("owner", text(&one.owner), text(&other.owner)),
        ("indicator", text(&one.indicator), text(&other.indicator)),
        ("grouping", text(&one.grouping), text(&other.grouping)),
        ("target", text(&one.target), text(&other.target)),
        ("windows", text(&one.windows), text(&other.windows)),
        ("budgeting", text(&one.budgeting), text(&other.budgeting)),
        ("without_data", text(&one.without_data), text(&other.without_data)),
        ("corrections", text(&one.corrections), text(&other.corrections)),
        (
            "policy",
            text(
                &one.policy.as_ref().map(|policy| (&policy.tiers, policy.least_events, policy.absent_after)),
            ),
            text(
                &other
                    .policy
                    .as_ref()
                    .map(|policy| (&policy.tiers, policy.least_events, policy.absent_after)),
            ),
        ),
        ("alert_name", text(&one.alert_name), text(&other.alert_name)),
        ("alerting", text(&one.alerting), text(&other.alerting)),
        ("page", text(&one.page), text(&other.page)),
        ("ticket", text(&one.ticket), text(&other.ticket)),
        ("runbook", text(&one.runbook), text(&other.runbook)),
        ("budget_policy", text(&one.budget_policy), text(&other.budget_policy)),
        ("labels", text(&sorted(one)), text(&sorted(other))),
    ];
    pairs.into_iter().filter(|(_, one, other)| one != other).map(|(name, ..)| name).collect()
}

#[track_caller]
fn read(text: &str) -> Vec<Slo> {
    let (_, found) = read_files(&[("case", text)]);
    assert_eq!(found.errors().count(), 0, "{:?}", found.diagnostics);
    found.slos
}

const SLOTH: &str = "version: prometheus/v1\nservice: shop\nslos:\n- name: orders\n  objective: 99.95\n  description: they succeed\n  labels: {tier: '2'}\n  sli: {events: {error_query: 'sum(rate(e[{{.window}}]))', total_query: 'sum(rate(t[{{.window}}]))'}}\n  alerting:\n    name: OrdersFail\n    labels: {a: b}\n    annotations: {summary: 'it fails: \"now\"'}\n    page_alert: {labels: {severity: page}}\n    ticket_alert: {disable: true}\n";
const PYRRA: &str = "apiVersion: pyrra.dev/v1alpha1\nkind: ServiceLevelObjective\nmetadata: {name: orders, namespace: shop, labels: {pyrra.dev/team: a}}\nspec:\n  target: '99.5'\n  window: 2w\n  description: they are fast\n  indicator: {latency: {success: {metric: 'took_bucket{job=\"a\",le=\"0.3\"}'}, total: {metric: 'took_count{job=\"a\"}'}, grouping: [handler]}}\n  alerting: {name: OrdersSlow}\n";
const OPENSLO: &str = "apiVersion: openslo/v1\nkind: SLO\nmetadata: {name: orders, displayName: Orders, labels: {team: a}}\nspec:\n  description: they succeed\n  service: shop\n  indicator: {metadata: {name: i}, spec: {ratioMetric: {good: {metricSource: {type: prometheus, spec: {query: 'g{a=\"b\"}'}}}, total: {metricSource: {type: prometheus, spec: {query: t}}}}}}\n  timeWindow: [{duration: 1M, calendar: {startTime: '2026-01-01 00:00:00', timeZone: Europe/Berlin}}]\n  budgetingMethod: Timeslices\n  objectives: [{target: 0.9995, timeSliceTarget: 0.95, timeSliceWindow: 5m}]\n  alertPolicies:\n  - kind: AlertPolicy\n    metadata: {name: p}\n    spec:\n      alertWhenNoData: true\n      conditions: [{kind: AlertCondition, metadata: {name: c}, spec: {severity: page, condition: {kind: burnrate, op: gt, threshold: 14.4, lookbackWindow: 1h, alertAfter: 5m}}}]\n      notificationTargets: [{kind: AlertNotificationTarget, metadata: {name: team}, spec: {target: chat}}]\n";

#[test]
fn every_format_survives_its_own_round_trip_and_that_through_a_model() {
    for (format, text) in [("sloth", SLOTH), ("pyrra", PYRRA), ("openslo", OPENSLO)] {
        let slos = read(text);
        let own = write(format, &slos);
        assert_eq!((own.slos, own.lost.as_slice()), (slos.len(), [].as_slice()), "{format}");
        assert_eq!(differing(&slos[0], &back(format, &own.text)[0]), Vec::<&str>::new(), "{format}");
        let model = write("loadline", &slos);
        assert_eq!(model.lost, [], "{format}");
        let through = back("loadline", &model.text);
        assert_eq!(write(format, &through), own, "{format}");
        assert_eq!(write("loadline", &through), model, "{format}");
    }
}

#[test]
fn what_a_format_cannot_say_is_listed() {
    let mut slo = read(SLOTH).remove(0);
    let month = Calendar { count: 1, unit: Unit::Month, zone: "UTC".into(), start: None };
    slo.windows.push(Window::Calendar(month));
    slo.page = Some("shop".into());
    let lost = |format: &str| -> Vec<&str> {
        write(format, std::slice::from_ref(&slo)).lost.iter().map(|lost| lost.field).collect()
    };
    assert_eq!(lost("sloth"), ["windows", "page"]);
    assert_eq!(lost("loadline"), [""; 0]);
    assert_eq!(lost("openslo"), ["windows", "policy.short", "policy.absent_after", "alert_name", "alerting"]);
    assert_eq!(lost("pyrra"), [""], "it takes no expressions, so the whole objective is left out");
    let pyrra = write("pyrra", &[slo]);
    assert_eq!((pyrra.slos, pyrra.text.as_str()), (0, ""));
}

#[test]
fn two_objectives_never_become_one() {
    let slo = read(SLOTH).remove(0);
    let other = Slo { id: "orders".into(), ..slo.clone() };
    let written = write("sloth", &[slo, other]);
    assert_eq!(written.slos, 1);
    assert!(
        written.lost.iter().any(|lost| lost.slo == "orders" && lost.field.is_empty()),
        "{:?}",
        written.lost
    );
}

#[test]
fn the_corpus_goes_through_a_model_and_back() {
    let Some(corpus) = loadline_testkit::corpus("slo") else { return };
    let mut compared = 0;
    for format in ["openslo", "pyrra", "sloth"] {
        for entry in std::fs::read_dir(corpus.join(format)).unwrap() {
            let slos = read(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
            let own = write(format, &slos);
            assert_eq!(own.slos, slos.len());
            let model = write("loadline", &slos);
            let through = back("loadline", &model.text);
            compared += through.len();
            if model.lost.is_empty() {
                assert_eq!(write(format, &through), own);
            } else {
                // Queries for a system called `Any` stay in a model as words.
                let fields: Vec<_> = model.lost.iter().map(|lost| lost.field).collect();
                assert!(fields.iter().all(|field| field.starts_with("indicator")), "{fields:?}");
            }
        }
    }
    assert!(compared >= 18, "{compared}");
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("shop".to_owned()),
        "[a-z][a-z0-9-]{0,8}[a-z0-9]",
        "[a-zA-Z_. ü]{1,8}",
        Just("none".to_owned())
    ]
}

fn sentence() -> impl Strategy<Value = Option<String>> {
    prop::option::of(prop_oneof![
        "[ -~]{0,30}",
        "[a-z:#'\"\\n {}|>-]{1,20}",
        Just("~".to_owned()),
        Just("1.5".to_owned())
    ])
}

fn minutes() -> impl Strategy<Value = Duration> {
    prop_oneof![1u64..100_000, (1u64..100).prop_map(|days| days * 1440)]
        .prop_map(|minutes| Duration::from_nanos(minutes * 60_000_000_000))
}

fn counter() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("hits_total".to_owned()),
        Just("hits{code=~\"5..\",a!=\"b\"}".to_owned()),
        Just("took_bucket{le=\"0.5\"}".to_owned())
    ]
}

fn events() -> impl Strategy<Value = Events> {
    prop_oneof![
        counter().prop_map(Events::Counter),
        Just(Events::Expression("sum(rate(hits{a=\"b\"}[$window])) or vector(0)".into())),
        Just(Events::Foreign { system: "words".into(), query: "all of them".into() }),
        Just(Events::Foreign { system: "datadog".into(), query: "{\"q\":\"sum:x\",\"by\":[\"a\"]}".into() }),
        Just(Events::Foreign { system: "Any".into(), query: "Any".into() }),
    ]
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![Just(Part::Good), Just(Part::Bad)]
}

fn indicator() -> impl Strategy<Value = Indicator> {
    let kind = prop_oneof![Just(Kind::Availability), Just(Kind::Correctness), Just(Kind::Latency)];
    prop_oneof![
        (kind, part(), events(), events()).prop_map(|(kind, part, events, total)| Indicator::Ratio {
            kind,
            part,
            events,
            total
        }),
        (part(), events()).prop_map(|(part, ratio)| Indicator::Raw { part, ratio }),
        (1i64..100_000, 0u32..12).prop_map(|(digits, scale)| Indicator::Latency {
            histogram: "took".into(),
            matchers: "job=\"a\"".into(),
            under: Decimal::new(digits, scale).normalize(),
        }),
        minutes().prop_map(|within| Indicator::Freshness { metric: "built".into(), within }),
        (1i64..1000).prop_map(|n| Indicator::Throughput {
            metric: "done".into(),
            at_least: Decimal::new(n, 1).normalize()
        }),
        counter().prop_map(|metric| Indicator::Gauge { metric }),
        (any::<bool>(), 1i64..3).prop_map(|(every, weight)| Indicator::Composite {
            members: vec![("one".into(), Decimal::from(weight)), ("two".into(), Decimal::ONE)],
            joint: if every { Joint::Every } else { Joint::WeightedMean },
        }),
    ]
}

fn window() -> impl Strategy<Value = Window> {
    let unit = prop_oneof![
        Just(Unit::Day),
        Just(Unit::Week),
        Just(Unit::Month),
        Just(Unit::Quarter),
        Just(Unit::Year)
    ];
    let start = prop::option::of(Just("2026-01-31T12:30:00".to_owned()));
    prop_oneof![
        minutes().prop_map(Window::Rolling),
        (1u32..4, unit, start).prop_map(|(count, unit, start)| Window::Calendar(Calendar {
            count,
            unit,
            zone: "Europe/Berlin".into(),
            start
        })),
    ]
}

fn policy() -> impl Strategy<Value = AlertPolicy> {
    let time = prop_oneof![Just(Duration::ZERO), minutes()];
    let tier = (any::<bool>(), 1i64..200, minutes(), minutes(), time.clone(), time).prop_map(
        |(page, burn, long, short, hold, keep)| Tier {
            class: if page { Class::Page } else { Class::Ticket },
            burn: Decimal::new(burn, 1).normalize(),
            long,
            short,
            hold,
            keep,
        },
    );
    let own = (word(), prop::collection::vec(tier, 0..4), 0i64..50, prop::option::of(minutes())).prop_map(
        |(name, tiers, least, absent_after)| AlertPolicy {
            name,
            tiers,
            least_events: Decimal::from(least),
            absent_after,
        },
    );
    prop_oneof![
        minutes().prop_map(AlertPolicy::standard),
        Just(AlertPolicy::standard(Duration::from_nanos(30 * 86_400_000_000_000))),
        own
    ]
}

fn extras() -> impl Strategy<Value = Extras> {
    let pairs = || {
        prop::collection::btree_map("[a-z_]{1,6}", "[ -~]{0,12}", 0..2)
            .prop_map(|map| map.into_iter().collect::<Vec<_>>())
    };
    (pairs(), pairs()).prop_map(|(labels, annotations)| Extras { labels, annotations })
}

fn slo() -> impl Strategy<Value = Slo> {
    let budgeting = prop_oneof![
        Just(Budgeting::Occurrences),
        (minutes(), 1i64..=1000)
            .prop_map(|(slice, n)| Budgeting::Timeslices { slice, target: Decimal::new(n, 3).normalize() }),
        minutes().prop_map(|slice| Budgeting::RatioTimeslices { slice }),
    ];
    let who = (word(), word(), prop::option::of(word()), prop::option::of(word()), prop::option::of(word()));
    let texts = (sentence(), sentence(), sentence(), sentence());
    let what = (indicator(), 0i64..=100_000, prop::collection::vec(window(), 1..3), budgeting);
    let alerts = (prop::option::of(policy()), extras(), extras(), extras());
    let rest = (prop::collection::vec("[a-z]{1,4}", 0..2), any::<bool>(), 0i64..1_000_000, any::<bool>());
    (who, texts, what, alerts, rest).prop_map(|(who, texts, what, alerts, rest)| {
        let target = Target::from_percent(Decimal::new(what.1, 3)).unwrap();
        let mut slo = Slo::new(&who.0, &who.1, what.0, target, what.2[0].clone());
        slo.windows = what.2;
        slo.budgeting = what.3;
        (slo.owner, slo.page, slo.ticket) = (who.2.clone(), who.3, who.4);
        (slo.title, slo.description, slo.runbook, slo.alert_name) = texts;
        slo.policy = alerts.0;
        slo.alerting = Alerting { all: alerts.1, page: alerts.2, ticket: alerts.3 };
        slo.labels.clone_from(&slo.alerting.all.labels);
        slo.grouping = rest.0;
        slo.without_data = if rest.1 { WithoutData::Bad } else { WithoutData::Unknown };
        if rest.3 {
            let from = rest.2 * 1_000_001;
            slo.corrections = vec![Correction { from, until: from + 1 + rest.2, reason: slo.title.clone() }];
        }
        slo.budget_policy = who.2;
        slo
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn nothing_is_dropped_silently_and_writing_again_changes_nothing(slo in slo()) {
        for format in WRITERS {
            let written = format.write(std::slice::from_ref(&slo));
            let left_out = written.lost.iter().any(|lost| lost.field.is_empty());
            prop_assert_eq!(left_out, written.slos == 0, "{}: {:?}", format.name, written.lost);
            prop_assert!(written.lost.iter().all(|lost| lost.slo == slo.id && !lost.why.is_empty()));
            if left_out {
                continue;
            }
            let read = back(format.name, &written.text);
            prop_assert_eq!(read.len(), 1);
            for field in differing(&slo, &read[0]) {
                let listed = written.lost.iter().any(|lost| lost.field.split('.').next() == Some(field));
                // A calendar window without a start is said with the turn of the calendar as its start.
                prop_assert!(listed || field == "windows", "{} drops {field}\n{}", format.name, written.text);
            }
            let again = format.write(&read);
            prop_assert_eq!(again.text, written.text, "{}", format.name);
        }
    }
}
