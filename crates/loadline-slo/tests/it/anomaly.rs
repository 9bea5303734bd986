//! What is unusual for its time of the week, and when nothing can be said.

use crate::backtest::made::{DAY, HOUR, MINUTE, START, duration, history, slo};
use loadline_slo::anomaly::{Anomaly, Sensitivity, Signal, anomalies};
use loadline_slo::backtest::Setup;

const A_DAY: i64 = DAY / MINUTE;

/// Traffic that follows the hour and the day of the week, with a little scatter; `change` of all and bad events.
fn season(days: i64, change: impl Fn(i64, f64, f64) -> (f64, f64)) -> loadline_promql::History {
    history(days * A_DAY, |minute| {
        let (hour, day) = (minute / 60 % 24, minute / A_DAY % 7);
        let usual = (1000 + 100 * hour.min(24 - hour)) as f64 * if day >= 5 { 0.5 } else { 1.0 };
        let scatter = 1.0 + ((minute * 7919) % 101 - 50) as f64 / 5000.0;
        Some(change(minute, usual * scatter, usual * 0.0005))
    })
}

fn found(days: i64, change: impl Fn(i64, f64, f64) -> (f64, f64)) -> (Vec<Anomaly>, Option<i64>) {
    let (history, slos) = (season(days, change), [slo("shop")]);
    let mut setup = Setup::new(&slos, &history, &[]);
    setup.step = duration("5m");
    let how = Sensitivity { beside: 2, lasts: 2, ..Sensitivity::default() };
    let all = anomalies(&setup, &how).unwrap();
    assert!(all.refused.is_empty());
    (all.found, all.since)
}

#[test]
fn a_season_by_itself_is_not_unusual() {
    let (found, since) = found(28, |_, all, bad| (all, bad));
    assert_eq!(found, []);
    assert_eq!(since, Some(START + 14 * DAY));
}

#[test]
fn lost_traffic_and_small_errors_that_page_nobody_are_seen() {
    // Half of the traffic gone on day 22 from noon to one, and 0.15 % of errors where 0.05 % are usual on day 23.
    let (found, _) = found(28, |minute, all, bad| match minute - 22 * A_DAY {
        720..780 => (all * 0.5, bad * 0.5),
        2160..2220 => (all, bad * 3.0),
        _ => (all, bad),
    });
    let told: Vec<(Signal, i64)> =
        found.iter().map(|one| (one.signal, (one.from - START - 22 * DAY) / HOUR)).collect();
    assert_eq!(told, [(Signal::ErrorRatio, 36), (Signal::Traffic, 12)]);
    assert!(
        found[0].sigmas > 3.0
            && (found[0].value - 0.0015).abs() < 1e-4
            && (found[0].usual - 0.0005).abs() < 1e-4
    );
    assert!(found[1].sigmas < -3.0 && found[1].to - found[1].from >= 50 * MINUTE);
}

#[test]
fn less_than_two_weeks_say_nothing() {
    let (found, since) =
        found(13, |minute, all, bad| if minute > 12 * A_DAY { (all * 9.0, bad) } else { (all, bad) });
    assert_eq!((found.len(), since), (0, None));
}

#[test]
fn a_step_that_no_week_is_made_of_is_refused() {
    let (history, slos) = (season(1, |_, all, bad| (all, bad)), [slo("shop")]);
    let mut setup = Setup::new(&slos, &history, &[]);
    setup.step = duration("11m");
    assert!(anomalies(&setup, &Sensitivity::default()).is_err());
}
