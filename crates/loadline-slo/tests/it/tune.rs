//! Policies searched on histories where it is known which one is best.

use crate::backtest::made::{DAY, MINUTE, START, duration, history, slo};
use loadline_promql::History;
use loadline_slo::backtest::{Candidate, Incident, Setup, backtest};
use loadline_slo::tune::{Ground, Space, Wish, tune};

const A_DAY: i64 = DAY / MINUTE;

/// An outage of 20 % for an hour each day at noon, and noise that fast burn rates over short windows hear: 5 % for 4 minutes, every
/// six hours.
fn noisy(days: i64) -> (History, Vec<Incident>) {
    let history = history(days * A_DAY, |minute| {
        let of_day = minute % A_DAY;
        let percent = match of_day {
            720..780 => 20.0,
            _ if of_day % 360 < 4 => 5.0,
            _ => 0.0,
        };
        Some((6000.0, 60.0 * percent))
    });
    let incidents = (0..days).map(|day| {
        let start = START + day * DAY + 720 * MINUTE;
        Incident { name: format!("day {day}"), start, end: start + 60 * MINUTE, severity: None, slo: None }
    });
    (history, incidents.collect())
}

fn space() -> Space {
    Space {
        burns: ["2", "6", "14.4", "30"].map(|burn| burn.parse().unwrap()).to_vec(),
        longs: ["30m", "1h", "3h"].map(duration).to_vec(),
        ..Space::default()
    }
}

#[test]
fn the_fewest_pages_at_the_wished_time_come_first() {
    let (history, incidents) = noisy(9);
    let slos = [slo("shop")];
    let mut setup = Setup::new(&slos, &history, &[]);
    setup.incidents = Some(&incidents);
    let wish = Wish { within: Some(duration("15m")), ..Wish::default() };
    let tuned = tune(&setup, &space(), &wish).unwrap();
    assert!(tuned.tried == 120 && tuned.too_late > 0, "{} {}", tuned.tried, tuned.too_late);
    let best = &tuned.front[0];
    // One page for each incident and none for the noise, on both parts.
    assert_eq!((best.seen.pages, best.seen.incidents, best.seen.recall), (6, 6, Some(1.0)));
    let unseen = best.unseen.as_ref().unwrap();
    assert_eq!((unseen.pages, unseen.recall), (unseen.incidents, Some(1.0)));
    assert!(best.seen.detection.unwrap().p95 <= 15.0 * 60_000.0);
    // The rest of the front pays for being quicker, or for spending less.
    for pair in tuned.front.windows(2) {
        assert!(pair[0].seen.pages <= pair[1].seen.pages);
    }
    assert_eq!(tuned.ground.incidents, Some(6));
    assert!(tuned.ground.thin && 6 < Ground::FEW);
    assert!(tuned.nearest.is_empty());
    assert_eq!(tuned, tune(&setup, &space(), &wish).unwrap());
}

#[test]
fn what_the_search_says_is_what_the_replay_says() {
    let (history, incidents) = noisy(5);
    let slos = [slo("shop")];
    let mut setup = Setup::new(&slos, &history, &[]);
    setup.incidents = Some(&incidents);
    let wish = Wish { split: None, ..Wish::default() };
    let tuned = tune(&setup, &space(), &wish).unwrap();
    assert!(!tuned.front.is_empty());
    for outcome in &tuned.front {
        let candidates = [Candidate::Policy(outcome.policy.clone())];
        let mut again = Setup::new(&slos, &history, &candidates);
        again.incidents = Some(&incidents);
        let report = backtest(&again).unwrap();
        let opened =
            report.policies[0].pages.iter().filter(|page| page.opens && page.fired >= tuned.ground.seen.0);
        assert_eq!(opened.count(), outcome.seen.pages, "{}", outcome.policy.name);
        assert_eq!(report.policies[0].score.detection, outcome.seen.detection, "{}", outcome.policy.name);
        assert_eq!(report.policies[0].score.recall, outcome.seen.recall, "{}", outcome.policy.name);
    }
}

#[test]
fn a_wish_that_nothing_meets_gets_the_nearest() {
    let (history, incidents) = noisy(5);
    let slos = [slo("shop")];
    let mut setup = Setup::new(&slos, &history, &[]);
    setup.incidents = Some(&incidents);
    let wish = Wish { within: Some(duration("10s")), ..Wish::default() };
    let tuned = tune(&setup, &space(), &wish).unwrap();
    assert!(tuned.front.is_empty());
    assert_eq!((tuned.nearest.len(), tuned.too_late), (5, tuned.tried));
}

#[test]
fn without_incidents_the_formula_decides() {
    let (history, _) = noisy(5);
    let slos = [slo("shop")];
    let setup = Setup::new(&slos, &history, &[]);
    let wish = Wish { within: Some(duration("10m")), outage: 1.0, ..Wish::default() };
    let tuned = tune(&setup, &space(), &wish).unwrap();
    assert!(!tuned.front.is_empty());
    assert!(tuned.ground.thin && tuned.ground.incidents.is_none());
    for outcome in &tuned.front {
        assert!(outcome.outage.unwrap() <= duration("10m"));
        assert_eq!(outcome.seen.recall, None);
    }
}

#[test]
fn the_usual_space_has_more_than_500_policies_and_bounds_hold() {
    let (history, _) = noisy(1);
    let slos = [slo("shop")];
    let setup = Setup::new(&slos, &history, &[]);
    let wish = Wish { within: Some(duration("1s")), ..Wish::default() };
    let tried = |space: &Space| tune(&setup, space, &wish).unwrap().tried;
    assert_eq!(tried(&Space::default()), 2376);
    assert_eq!(tried(&Space { most: 7, ..Space::default() }), 7);
    assert_eq!(tried(&Space { tiers: 1, ..Space::default() }), 216);
    assert_eq!(tried(&Space { burns: vec![], ..Space::default() }), 0);
}
