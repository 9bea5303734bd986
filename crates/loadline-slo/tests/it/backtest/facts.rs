//! What a real Prometheus was seen to do with the standard policy on known histories (99.9 %, 30 days).

use super::made::{DAY, HOUR, MINUTE, fired, history, standard};
use loadline_slo::Class;

const A_DAY: i64 = DAY / MINUTE;

#[test]
fn a_minute_of_outage_every_half_hour_fires_the_fast_tier_48_times_and_the_next_once() {
    let outage = |minute: i64| (A_DAY..2 * A_DAY).contains(&minute) && minute % 30 == 0;
    let report =
        standard(&history(3 * A_DAY, |minute| Some((600.0, if outage(minute) { 600.0 } else { 0.0 }))));
    assert_eq!(fired(&report, "page-1").len(), 48);
    assert_eq!(fired(&report, "page-2").len(), 1);
    // The first two outages open and close the group of pages; at the third the second tier joins, and it stays open. A ticket fires from
    // the second outage on, and wakes nobody: the pages that come after it do.
    let score = &report.policies[0].score;
    assert_eq!((score.pages, score.flaps), (3, 47));
    assert!(score.updates > 40, "{score:?}");
}

#[test]
fn one_failure_at_ten_requests_an_hour_fires_every_tier() {
    // A request every six minutes.
    let report = standard(&history(5 * A_DAY, |minute| {
        let (event, failed) = (minute % 6 == 0, minute == 4 * A_DAY);
        Some((f64::from(u8::from(event)), f64::from(u8::from(failed))))
    }));
    for tier in ["page-1", "page-2", "ticket-1", "ticket-2"] {
        assert!(!fired(&report, tier).is_empty(), "{tier} did not fire");
    }
}

#[test]
fn a_background_of_errors_shortens_detection() {
    let from = 4 * A_DAY;
    let traffic = |background: f64| {
        move |minute: i64| {
            let share = if (from..from + 60).contains(&minute) { 0.05 } else { background };
            Some((6000.0, 6000.0 * share))
        }
    };
    let report = standard(&history(5 * A_DAY, traffic(1.0 / 6000.0)));
    // 17.1 and 42.1 minutes, so at the evaluations after 18 and 43.
    assert_eq!(fired(&report, "page-1")[0].0 - from, 18);
    assert_eq!(fired(&report, "page-2")[0].0 - from, 43);
    assert!(fired(&report, "ticket-1").is_empty());
    assert!(fired(&report, "ticket-2").is_empty());
    let clean = standard(&history(5 * A_DAY, traffic(0.0)));
    // 17.3 and 43.2 minutes.
    assert_eq!(fired(&clean, "page-1")[0].0 - from, 18);
    assert_eq!(fired(&clean, "page-2")[0].0 - from, 44);
}

#[test]
fn a_counter_that_starts_anew_changes_nothing() {
    let from = 4 * A_DAY;
    let traffic =
        move |minute: i64| Some((600.0, if (from..from + 90).contains(&minute) { 60.0 } else { 0.0 }));
    let plain = history(5 * A_DAY, traffic);
    let mut anew = loadline_promql::History::default();
    for series in plain.series() {
        let restart = series.times()[usize::try_from(from + 30).unwrap()];
        let base = series.values()[usize::try_from(from + 30).unwrap()];
        for (time, value) in series.times().iter().zip(series.values()) {
            anew.push(&series.labels, *time, if *time > restart { value - base } else { *value });
        }
    }
    let (plain, anew) = (standard(&plain), standard(&anew));
    for tier in ["page-1", "page-2", "ticket-1", "ticket-2"] {
        assert_eq!(fired(&plain, tier), fired(&anew, tier), "{tier}");
    }
    assert!(!fired(&plain, "page-1").is_empty());
}

#[test]
fn half_an_hour_without_scrapes_splits_one_page_into_two() {
    let from = 4 * A_DAY;
    let traffic = |gap: i64| {
        move |minute: i64| {
            let scraped = !(from + 45..from + 45 + gap).contains(&minute);
            scraped.then_some((600.0, if (from..from + 120).contains(&minute) { 600.0 } else { 0.0 }))
        }
    };
    let (whole, split) =
        (standard(&history(5 * A_DAY, traffic(0))), standard(&history(5 * A_DAY, traffic(30))));
    assert_eq!(fired(&whole, "page-1").len(), 1);
    assert_eq!(fired(&split, "page-1").len(), 2);
    let pages = |report: &loadline_slo::backtest::Report| {
        let alerts = &report.policies[0].alerts;
        let first = |page: &&loadline_slo::backtest::Page| {
            page.class == Class::Page && page.alerts.iter().any(|at| alerts[*at].name == "page-1")
        };
        report.policies[0].pages.iter().filter(first).count()
    };
    assert_eq!((pages(&whole), pages(&split)), (1, 2));
    // The gap is told: nothing but the samples before it is in the window of 5 minutes by then.
    let gaps = &split.slos[0].gaps;
    assert_eq!(gaps.iter().filter(|gap| gap.to - gap.from > 20 * MINUTE && !gap.idle).count(), 1);
    assert!(gaps.iter().all(|gap| gap.to - gap.from < HOUR));
}
