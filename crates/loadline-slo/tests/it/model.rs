//! What a model says of its objectives, and what it leaves open.

use loadline_base::{Diagnostic, Sources};
use loadline_slo::backends::{Options, backend};
use loadline_slo::{
    AlertPolicy, Budgeting, Events, FromModel, Indicator, Part, Slo, Window, WithoutData, from_model,
};

fn from(text: &str) -> (Sources, FromModel) {
    let mut sources = Sources::default();
    sources.add("model.yaml", format!("loadline: 1\n{text}"));
    let reading = loadline_model::read(&sources);
    assert_eq!(reading.faults, [], "{text}");
    let found = from_model(&reading.model.system);
    (sources, found)
}

const START: &str = "journeys: {buy: {}}\nteams: {shop: {}}\n";

fn one(fields: &str) -> Slo {
    let text = format!("{START}slos:\n  a: {{of: buy, target: 99.95%, window: 30d, {fields}}}\n");
    let (_, mut found) = from(&text);
    assert_eq!(found.faults, []);
    found.slos.remove(0)
}

fn told(sources: &Sources, faults: &[Diagnostic]) -> Vec<String> {
    faults
        .iter()
        .map(|fault| {
            let place = fault.primary.as_ref().map(|label| sources.place(label.span)).unwrap_or_default();
            format!("{place} {} ({})", fault.message, fault.hints.join("; "))
        })
        .collect()
}

const GAUGE: &str = "sli: {gauge: {metric: up}}";

#[test]
fn targets_stay_as_written() {
    for percent in ["99.95", "99.9", "99", "99.999", "33.3333333333", "0.1", "100", "7", "99.99999999"] {
        let text = format!("{START}slos: {{a: {{of: buy, target: {percent}%, window: 30d, {GAUGE}}}}}\n");
        let (_, found) = from(&text);
        assert_eq!(found.slos[0].target.percent().to_string(), percent);
    }
}

#[test]
fn an_objective_without_target_or_indicator_is_a_gap() {
    let (_, found) =
        from(&format!("{START}slos: {{a: {{of: buy}}, b: {{sli: {{latency: {{under: 1s}}}}}}}}\n"));
    assert!(found.slos.is_empty() && found.faults.is_empty());
    let gaps: Vec<_> = found.gaps.iter().filter(|gap| gap.left_out).collect();
    let named: Vec<_> = gaps.iter().map(|gap| format!("{} {}", gap.slo, gap.missing)).collect();
    assert_eq!(
        named,
        ["a target", "a sli", "a window", "b target", "b sli.latency.histogram", "b of", "b window"]
    );
}

#[test]
fn an_alert_that_is_not_said_is_a_gap_and_none_is_a_decision() {
    let missing = |alert: &str| {
        let text = format!("{START}slos: {{a: {{of: buy, target: 99%, window: 30d, {GAUGE}{alert}}}}}\n");
        let (_, found) = from(&text);
        assert_eq!((found.slos.len(), found.slos[0].policy.is_none()), (1, true));
        found.gaps.iter().map(|gap| gap.missing.clone()).collect::<Vec<_>>()
    };
    assert_eq!(missing(""), ["alert"]);
    assert_eq!(missing(", alert: none"), Vec::<String>::new());
    assert_eq!(missing(", alert: {page: shop}"), ["alert.policy"]);
}

#[test]
fn policies_are_the_models_own_or_standard() {
    let standard = one(&format!("{GAUGE}, alert: {{policy: standard, page: shop, runbook: a.md}}"));
    assert_eq!(standard.policy, Some(AlertPolicy::standard(standard.period())));
    assert_eq!((standard.page.as_deref(), standard.runbook.as_deref()), (Some("shop"), Some("a.md")));
    let (_, found) = from(&format!(
        "{START}policies:\n  alert:\n    fast:\n      least-events: 20.5\n      absent-after: none\n      tiers:\n        \
         - {{burn: 14.4x, long: 1h, short: 5m, class: page, for: 2m, keep: 10m}}\n        - {{burn: 1x, long: 3d}}\n\
         slos: {{a: {{of: buy, target: 99%, window: 30d, {GAUGE}, alert: {{policy: fast}}}}}}\n"
    ));
    let policy = found.slos[0].policy.as_ref().unwrap();
    assert_eq!(
        (policy.tiers.len(), policy.least_events.to_string().as_str(), policy.absent_after),
        (1, "20.5", None)
    );
    let tier = &policy.tiers[0];
    assert_eq!(
        (tier.burn.to_string().as_str(), tier.hold.as_secs_f64(), tier.keep.as_secs_f64()),
        ("14.4", 120.0, 600.0)
    );
    let gaps: Vec<_> = found.gaps.iter().map(|gap| gap.missing.as_str()).collect();
    assert_eq!(gaps, ["policies.alert.fast.tiers.1.short", "policies.alert.fast.tiers.1.class"]);
}

#[test]
fn a_policy_without_tiers_is_kept_so_that_all_can_say_what_it_does() {
    for written in ["{}", "{tiers: []}"] {
        let (_, found) = from(&format!(
            "{START}policies: {{alert: {{standard: {written}}}}}\n\
             slos: {{a: {{of: buy, target: 99%, window: 30d, {GAUGE}, alert: {{policy: standard}}}}}}\n"
        ));
        let policy = found.slos[0].policy.as_ref().unwrap();
        assert_eq!((policy.name.as_str(), policy.tiers.len()), ("standard", 0));
        let generated = (backend("prometheus").unwrap().generate)(&found.slos, &Options::default());
        let refused: Vec<&str> = generated.refusals.iter().map(|refusal| refusal.what.as_str()).collect();
        assert_eq!(
            refused,
            [
                "its policy `standard` has no tiers, so nothing it watches ever alerts, and it hides the built-in policy of \
              that name: series are recorded, no alerts on its budget"
            ]
        );
        assert!(!generated.outputs[0].text.contains("BudgetBurn"), "{}", generated.outputs[0].text);
    }
}

#[test]
fn indicators_of_every_kind() {
    let of = |sli: &str| one(&format!("sli: {{{sli}}}")).indicator;
    let Indicator::Ratio { part: Part::Bad, events: Events::Counter(bad), .. } =
        of("availability: {bad: 'e{a=\"b\"}', total: e}")
    else {
        panic!("it is a ratio of bad events")
    };
    assert_eq!(bad, "e{a=\"b\"}");
    assert!(matches!(
        of("correctness: {good: 'sum(rate(e[$window]))', total: all of them}"),
        Indicator::Ratio { events: Events::Expression(_), total: Events::Foreign { .. }, .. }
    ));
    let Indicator::Latency { histogram, matchers, under } =
        of("latency: {under: 1500ms, histogram: 'took_bucket{job=\"a\"}'}")
    else {
        panic!("it is a latency")
    };
    assert_eq!(
        (histogram.as_str(), matchers.as_str(), under.to_string().as_str()),
        ("took", "job=\"a\"", "1.5")
    );
    assert!(matches!(of("freshness: {within: 5m, metric: built}"), Indicator::Freshness { .. }));
    assert!(matches!(of("throughput: {at-least: 3.5, metric: done}"), Indicator::Throughput { .. }));
    assert!(matches!(of("raw: {bad: 'avg(e[$window])'}"), Indicator::Raw { part: Part::Bad, .. }));
}

#[test]
fn windows_slices_and_exceptions() {
    let slo = one(&format!(
        "{GAUGE}, calendar: {{every: month, zone: Europe/Berlin}}, also-over: [7d, 1d], no-data: bad, \
         budgeting: {{by: slices, slice: 1m, slice-target: 99%}}, labels: {{a_b: c}}, by: [region], \
         maintenance: [{{from: \"2026-03-01T22:00:00+01:00\", until: \"2026-03-01T23:00:00Z\", reason: move}}]"
    ));
    let windows: Vec<_> = slo.windows.iter().map(ToString::to_string).collect();
    assert_eq!(windows, ["30d", "1 month (Europe/Berlin)", "7d", "1d"]);
    assert!(matches!(&slo.windows[1], Window::Calendar(_)));
    assert!(matches!(slo.budgeting, Budgeting::Timeslices { .. }));
    assert_eq!(slo.without_data, WithoutData::Bad);
    assert_eq!(slo.corrections[0].until - slo.corrections[0].from, 2 * 3_600_000);
    assert_eq!((slo.labels[0].0.as_str(), slo.grouping[0].as_str()), ("a_b", "region"));
}

#[track_caller]
fn wrong(fields: &str, expected: &str) {
    let text = format!("{START}slos:\n  a: {{of: buy, target: 99%, window: 30d, {fields}}}\n");
    let (sources, found) = from(&text);
    let told = told(&sources, &found.faults);
    assert!(told.len() == 1 && told[0].contains(expected), "{expected}\n{told:#?}");
}

#[test]
fn what_is_said_wrongly_is_a_fault_with_its_place() {
    wrong(
        &format!("{GAUGE}, calendar: {{every: month, zone: Europe/Berln}}"),
        "did you mean `Europe/Berlin`?",
    );
    wrong(
        &format!("{GAUGE}, calendar: {{every: day, zone: UTC, start: 2026-02-30T00:00:00}}"),
        "not a local time",
    );
    wrong(&format!("{GAUGE}, calendar: {{every: day, zone: UTC, count: 0}}"), "not 0");
    wrong(&format!("{GAUGE}, also-over: [0s]"), "model.yaml:5:82 a window of no length");
    wrong("sli: {gauge: {metric: up}, freshness: {metric: up, within: 1s}}", "several stand here");
    wrong("sli: {availability: {good: a, bad: b, total: c}}", "both `good` and `bad`");
    wrong("sli: {latency: {under: 1s, histogram: 'a{le=\"1\"}'}}", "matched by `le`");
    wrong("sli: {latency: {under: 1s, histogram: how long it took}}", "not the name of a histogram");
    wrong("sli: {gauge: {metric: two words}}", "not a selector");
    wrong("sli: {composite: [a]}", "the composite `a` holds itself");
    wrong(
        &format!("{GAUGE}, maintenance: [{{from: \"2026-03-01\", until: \"2026-03-01T23:00:00Z\"}}]"),
        "not a moment",
    );
    wrong(
        &format!(
            "{GAUGE}, maintenance: [{{from: \"2026-03-02T23:00:00Z\", until: \"2026-03-01T23:00:00Z\"}}]"
        ),
        "ends before it begins",
    );
}
