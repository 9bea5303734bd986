//! Every lint finds its fault, and the standard policy on an ordinary objective has none.

use crate::backends::objectives::{expression, ratio, requests, slo, time};
use loadline_slo::lint::{Facts, LINTS, Level, lint};
use loadline_slo::{AlertPolicy, Class, Decimal, Events, Indicator, Part, Slo, Target, Tier, Window};

/// Findings as `name: what (arithmetic)`.
fn found(slo: &Slo, facts: &Facts) -> Vec<String> {
    let shown = lint(slo, facts).into_iter().map(|finding| {
        assert!(!finding.hint.is_empty() && finding.slo == slo.id);
        format!("{}: {} ({})", finding.lint, finding.what, finding.arithmetic)
    });
    shown.collect()
}

#[track_caller]
fn check(slo: &Slo, facts: &Facts, expected: &[&str]) {
    assert_eq!(found(slo, facts), expected);
}

fn at(percent: &str) -> Slo {
    Slo { target: Target::read_percent(percent).unwrap(), ..slo("x", requests()) }
}

fn with(tiers: Vec<Tier>) -> Slo {
    Slo { policy: Some(AlertPolicy { tiers, ..AlertPolicy::standard(time("30d")) }), ..slo("x", requests()) }
}

fn tier(class: Class, burn: &str, long: &str, short: &str) -> Tier {
    let hold = time("0s");
    Tier { class, burn: burn.parse().unwrap(), long: time(long), short: time(short), hold, keep: hold }
}

fn facts() -> Facts {
    Facts {
        scrape_interval: Some(time("15s")),
        events_per_second: Some(100.0),
        buckets: Some(vec!["0.1".parse().unwrap(), "0.3".parse().unwrap(), Decimal::ONE]),
        op: Some("gt".to_owned()),
    }
}

#[test]
fn an_ordinary_objective_is_clean() {
    check(&slo("x", requests()), &facts(), &[]);
    check(&Slo { policy: None, ..slo("x", requests()) }, &facts(), &[]);
    for slo in crate::backends::objectives::every_kind() {
        let names: Vec<&str> = lint(&slo, &facts()).iter().map(|finding| finding.lint).collect();
        let expected: &[&str] = match slo.id.as_str() {
            "raw-now" => &["averages-ratios"],
            // Tiers for 30 days on a budget of one day.
            "calendar" => &["budget-spent-before-page"],
            _ => &[],
        };
        assert_eq!(names, expected, "{}", slo.id);
    }
}

#[test]
fn thresholds_that_never_fire() {
    check(
        &at("90"),
        &facts(),
        &[
            "threshold-never-fires: its page tier at 14.4x fires when more than 144% of events are bad, so never (burn rate × (100% − target) = 14.4 × 10% = 144%)",
        ],
    );
    // Exactly all events is still never more than all of them.
    let edge = Slo {
        target: Target::read_percent("96").unwrap(),
        ..with(vec![tier(Class::Page, "25", "1h", "5m")])
    };
    assert!(found(&edge, &facts()).concat().contains("25 × 4% = 100%"));
    let below = Slo {
        target: Target::read_percent("96").unwrap(),
        ..with(vec![tier(Class::Page, "24.9", "1h", "5m")])
    };
    check(&below, &facts(), &[]);
}

#[test]
fn targets_and_operators() {
    let of_100 = "target-of-100-percent: it leaves no budget: the first bad event breaks it ((100% − 100%) × 30d = 0% × 30d = 0 s)";
    assert_eq!(found(&at("100"), &Facts::default()), [of_100]);
    let nines = lint(&at("99.999"), &Facts::default());
    assert_eq!(nines.first().map(|finding| finding.level), Some(Level::Warning));
    assert!(nines.first().unwrap().what.contains("allows 26 s of outage in 30d"));
    check(&at("99.998"), &Facts::default(), &[]);
    let op = Facts { op: Some("lte".to_owned()), ..facts() };
    check(&at("99"), &op, &["inverted-op: its condition fires while the burn rate is low: `op: lte` ()"]);
    assert!(
        found(&at("0.1"), &facts())
            .concat()
            .contains("inverted-op: its target of 0.1% lets nearly everything fail")
    );
}

#[test]
fn a_burn_rate_of_nothing() {
    check(
        &with(vec![tier(Class::Page, "0", "1h", "5m")]),
        &Facts::default(),
        &[
            "fires-at-any-error: its page tier at 0x fires at any error at all (burn rate × (100% − target) = 0 × 0.1% = 0%)",
        ],
    );
}

#[test]
fn windows() {
    check(
        &with(vec![tier(Class::Page, "14.4", "5m", "1h"), tier(Class::Ticket, "1", "3d", "1h")]),
        &facts(),
        &[
            "short-window-not-shorter: the short window 1h of its 14.4x tier is not shorter than the long one, 5m (5m ÷ 1h = 0.083)",
            "short-window-not-shorter: the short window 1h of its 1x tier is very little of the long one, 3d (3d ÷ 1h = 72)",
        ],
    );
    let slow = Facts { scrape_interval: Some(time("2m")), ..Facts::default() };
    check(
        &slo("x", requests()),
        &slow,
        &[
            "short-window-too-short: the short window 5m of its 14.4x tier holds 2.5 samples: a missed scrape empties it (5m ÷ 2m = 2.5 < 4)",
        ],
    );
    let mut held = with(vec![tier(Class::Page, "14.4", "1h", "5m")]);
    held.policy.as_mut().unwrap().tiers[0].hold = time("10m");
    check(
        &held,
        &facts(),
        &[
            "for-longer-than-short-window: its 14.4x tier waits 10m longer than its short window remembers, 5m: outages that come and go never fire it (10m > 5m)",
        ],
    );
}

#[test]
fn tiers() {
    check(
        &with(vec![tier(Class::Page, "14.4", "1h", "5m"), tier(Class::Page, "20", "2h", "10m")]),
        &facts(),
        &[
            "tier-never-matters: its tier page 20x over 2h is always behind page 14.4x over 1h (fires after burn × window: 20 × 2h = 40 h of budget against 14.4 h, and at no lower burn rate)",
        ],
    );
    // A page may be behind a ticket: it still wakes somebody.
    check(
        &with(vec![tier(Class::Page, "20", "2h", "10m"), tier(Class::Ticket, "14.4", "1h", "5m")]),
        &facts(),
        &[],
    );
    let twice = with(vec![tier(Class::Page, "6", "6h", "30m"), tier(Class::Page, "6", "6h", "30m")]);
    assert_eq!(found(&twice, &facts()).len(), 1);
    check(
        &with(vec![tier(Class::Ticket, "1", "3d", "6h")]),
        &facts(),
        &[
            "no-page-tier: its policy `standard` has no page tier: an outage at night waits for the morning ()",
        ],
    );
    check(
        &with(Vec::new()),
        &facts(),
        &[
            "no-page-tier: its policy `standard` has no tiers, so nothing it watches ever alerts, and it hides the built-in policy of that name ()",
        ],
    );
    check(
        &with(vec![tier(Class::Page, "6", "3d", "6h")]),
        &facts(),
        &[
            "budget-spent-before-page: 60% of the budget is spent when its first page comes (burn rate × long window ÷ period = 6 × 3d ÷ 30d = 60%)",
        ],
    );
}

#[test]
fn few_events() {
    // The example of the Workbook: ten requests an hour, and one failure fires everything.
    let few = Facts { events_per_second: Some(10.0 / 3600.0), ..Facts::default() };
    let all = found(&slo("x", requests()), &few);
    assert_eq!(all.len(), 4);
    assert_eq!(
        all.first().unwrap(),
        "too-few-events: one bad event in 1h fires its page tier at 14.4x (0.003/s × 1h = 10 events; 1 ÷ 10 = 10% > 1.44%)"
    );
    let mut guarded = slo("x", requests());
    guarded.policy.as_mut().unwrap().least_events = Decimal::from(1000);
    let all = found(&guarded, &few);
    assert_eq!(
        all.first().unwrap(),
        "too-few-events: its page tier at 14.4x waits for 1000 events in 1h, and there are about 10 (0.003/s × 1h = 10 events)"
    );
    check(&slo("x", requests()), &Facts { events_per_second: Some(f64::NAN), ..Facts::default() }, &[]);
}

#[test]
fn queries() {
    let query = |bad: &str, total: &str| slo("x", expression(bad, total));
    check(
        &query("sum(rate(a[$window]))", "sum(rate(b[$window])) or vector(0)"),
        &facts(),
        &[
            "vector-zero-in-denominator: its denominator is 0 when there is no data, and nobody is told (`sum(rate(b[$window])) or vector(0)`)",
        ],
    );
    // In a numerator it is what makes no errors a number.
    check(&query("sum(rate(a[$window])) OR on() vector(0)", "sum(rate(b[$window]))"), &facts(), &[]);
    let grouped = Slo {
        grouping: vec!["region".to_owned()],
        ..query("sum by (region) (rate(a[$window]))", "sum(rate(b[$window]))")
    };
    check(
        &grouped,
        &facts(),
        &[
            "grouping-label-missing: it is kept apart by `region`, and its denominator adds that label up (`sum(rate(b[$window]))`)",
        ],
    );
    check(
        &query("sum by (pod) (rate(a[$window]))", "sum(rate(b[$window]))"),
        &facts(),
        &[
            "labels-on-recorded-series: its numerator keeps `pod`: every value gets a budget and alerts of its own (`sum by (pod) (rate(a[$window]))`)",
        ],
    );
    let latency = |total: &str| {
        let counter = |text: &str| Events::Counter(text.to_owned());
        slo("x", ratio(Part::Good, counter("t_bucket{job=\"a\",le=\"0.3\"}"), counter(total)))
    };
    check(&latency("t_count{job=\"a\"}"), &facts(), &[]);
    check(
        &latency("t_count{job=\"b\"}"),
        &facts(),
        &[
            "different-selectors: its numerator and its denominator are of different requests (`t` {job=\"a\"} against `t` {job=\"b\"})",
        ],
    );
    let slow = Indicator::Latency {
        histogram: "t".to_owned(),
        matchers: String::new(),
        under: "0.25".parse().unwrap(),
    };
    check(
        &slo("x", slow),
        &facts(),
        &[
            "latency-without-bucket: `t` has no bucket that ends at 0.25 s: no request is ever seen as fast enough (buckets end at 0.1, 0.3, 1)",
        ],
    );
    let average = Events::Expression("avg_over_time(q[$window])".to_owned());
    check(
        &slo("x", Indicator::Raw { part: Part::Bad, ratio: average }),
        &facts(),
        &[
            "averages-ratios: its ratio is averaged over time or series: a quiet minute counts as much as a busy one (`avg_over_time(q[$window])`)",
        ],
    );
}

#[test]
fn names_are_unique_and_absurd_numbers_do_no_harm() {
    let mut names: Vec<&str> = LINTS.iter().map(|lint| lint.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 17);
    let mut absurd = with(vec![
        Tier { burn: Decimal::MAX, ..tier(Class::Page, "1", "1h", "5m") },
        Tier { burn: Decimal::ZERO, ..tier(Class::Page, "1", "0s", "0s") },
        Tier { burn: Decimal::MIN, ..tier(Class::Page, "1", "500y", "0s") },
    ]);
    absurd.policy.as_mut().unwrap().least_events = Decimal::MAX;
    absurd.windows = vec![Window::Rolling(time("1ns"))];
    for target in ["0", "50", "100"] {
        let slo = Slo { target: Target::read_percent(target).unwrap(), ..absurd.clone() };
        assert!(!lint(&slo, &facts()).is_empty());
        for backend in loadline_slo::backends::BACKENDS {
            let _ =
                (backend.generate)(std::slice::from_ref(&slo), &loadline_slo::backends::Options::default());
        }
    }
}
