//! Pages held against incidents that are known, and what is said where they are not.

use super::made::{DAY, HOUR, MINUTE, START, history, policy, slo, tier};
use loadline_base::units::Duration;
use loadline_promql::History;
use loadline_slo::Class;
use loadline_slo::alertmanager::Zone;
use loadline_slo::backtest::{Candidate, Incident, OffHours, Setup, backtest};

const A_DAY: i64 = DAY / MINUTE;

/// Errors in percent from minute to minute: a real incident on day 2, noise on day 3 at night, a slow leak on day 4 that nobody pages.
fn mixed() -> History {
    history(6 * A_DAY, |minute| {
        let percent = match minute - A_DAY {
            720..780 => 20.0,
            2880..2890 => 30.0,
            3600..3900 => 0.3,
            _ => 0.0,
        };
        Some((6000.0, 60.0 * percent))
    })
}

fn incident(name: &str, from: i64, to: i64) -> Incident {
    let time = |minute: i64| START + DAY + minute * MINUTE;
    Incident { name: name.to_owned(), start: time(from), end: time(to), severity: None, slo: None }
}

#[test]
fn pages_are_about_incidents_or_for_nothing() {
    let (slos, history) = ([slo("shop")], mixed());
    let incidents =
        [incident("outage", 720, 780), incident("leak", 3600, 3900), incident("too early", -1440, -1430)];
    let candidates = [Candidate::Own, policy("deaf", vec![tier(Class::Page, "400", "1h", "5m")])];
    let mut setup = Setup::new(&slos, &history, &candidates);
    setup.incidents = Some(&incidents);
    setup.zone = Zone::named("Europe/Berlin").unwrap();
    let report = backtest(&setup).unwrap();
    let own = &report.policies[0];
    let score = &own.score;
    assert_eq!((score.incidents, score.recall), (2, Some(0.5)));
    assert_eq!(score.missed, [1]);
    assert!(!own.incidents[2].judged);
    let outage = &own.incidents[0];
    // 14.4 × 0.001 × 60 min ÷ 0.2 = 4.3 minutes, so the evaluation after 5, and half a minute of waiting.
    assert_eq!(outage.delay, Some(5 * MINUTE + 30_000));
    // The half hour of the second tier falls below 0.6 % when 0.9 minutes of it are left: 29.1, so after 30.
    assert_eq!(outage.reset, Some(30 * MINUTE));
    // Five minutes of a fifth of the traffic, of 30 days of it at a thousandth: 1 ÷ 43.2.
    assert!((outage.spent_before.unwrap() - 1.0 / 43.2).abs() < 0.001, "{:?}", outage.spent_before);
    let noise =
        own.pages.iter().find(|page| page.fired > START + 3 * DAY && page.class == Class::Page).unwrap();
    assert_eq!((noise.incident, noise.hours), (None, OffHours::Night));
    assert_eq!((score.pages, score.outside, score.precision), (2, Some(1), Some(0.5)));
    assert_eq!(score.nights, 1);
    let deaf = &report.policies[1].score;
    assert_eq!((deaf.pages, deaf.precision, deaf.recall), (0, None, Some(0.0)));
    assert_eq!(deaf.missed, [0, 1]);
    assert_eq!(deaf.detection, None);
}

#[test]
fn without_incidents_nothing_is_claimed_but_budgets_can_judge() {
    let (slos, history) = ([slo("shop")], mixed());
    let mut setup = Setup::new(&slos, &history, &[Candidate::Own]);
    setup.worth = Some(0.1);
    let report = backtest(&setup).unwrap();
    let score = &report.policies[0].score;
    assert_eq!((score.precision, score.recall, score.outside), (None, None, None));
    // The outage spends 12 ÷ 43.2 of the budget, the noise 3 ÷ 43.2.
    assert!(score.worth.unwrap() >= 1 && score.worth.unwrap() < score.pages, "{score:?}");
    let facts = &report.slos[0];
    assert!((facts.events_per_day.unwrap() - 6000.0 * 1440.0).abs() < 1.0);
    assert!((facts.spent.unwrap() - (12.0 + 3.0 + 0.9) / 43.2).abs() < 1e-6, "{:?}", facts.spent);
}

#[test]
fn the_first_long_window_is_shown_and_not_judged() {
    let slos = [slo("shop")];
    let history = history(A_DAY, |minute| Some((600.0, if minute < 20 { 600.0 } else { 0.0 })));
    let report = backtest(&Setup::new(&slos, &history, &[Candidate::Own])).unwrap();
    let own = &report.policies[0];
    assert!(!own.alerts.is_empty() && own.alerts.iter().all(|alert| !alert.judged));
    assert_eq!(own.score.pages, 0);
}

#[test]
fn a_hold_and_a_guard_for_low_traffic_keep_quiet() {
    let slos = [slo("shop")];
    let history = history(2 * A_DAY, |minute| {
        Some((1.0, if (A_DAY..A_DAY + 3).contains(&minute) { 1.0 } else { 0.0 }))
    });
    let fast = tier(Class::Page, "14.4", "1h", "5m");
    let held = loadline_slo::Tier { hold: Duration::from_secs_f64(600.0), ..fast.clone() };
    let Candidate::Policy(guarded) = policy("guarded", vec![fast.clone()]) else { return };
    let guarded = loadline_slo::AlertPolicy { least_events: "100".parse().unwrap(), ..guarded };
    let candidates = [policy("fast", vec![fast]), policy("held", vec![held]), Candidate::Policy(guarded)];
    let report = backtest(&Setup::new(&slos, &history, &candidates)).unwrap();
    let alerts: Vec<usize> = report.policies.iter().map(|policy| policy.alerts.len()).collect();
    assert_eq!(alerts, [1, 0, 0]);
}

#[test]
fn what_cannot_be_replayed_is_named() {
    let slos = [slo("shop"), {
        let mut other = slo("other");
        other.indicator = loadline_slo::Indicator::Raw {
            part: loadline_slo::Part::Bad,
            ratio: loadline_slo::Events::Foreign { system: "x".to_owned(), query: "y".to_owned() },
        };
        other
    }];
    let made = history(120, |_| Some((1.0, 0.0)));
    let report = backtest(&Setup::new(&slos, &made, &[Candidate::Own])).unwrap();
    assert_eq!(report.refused.len(), 1);
    assert_eq!(
        (report.refused[0].slo, report.refused[0].why.as_str()),
        (1, "its query is for `x` and no PromQL: `y`")
    );
    assert!(backtest(&Setup::new(&slos, &History::default(), &[Candidate::Own])).is_err());
    let mut wrong = Setup::new(&slos, &made, &[Candidate::Own]);
    wrong.step = Duration::ZERO;
    assert!(backtest(&wrong).is_err());
    let _ = HOUR;
}
