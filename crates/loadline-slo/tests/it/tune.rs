//! Policies searched on histories where it is known which one is best.

use crate::backtest::made::{DAY, MINUTE, START, duration, history, slo};
use loadline_promql::History;
use loadline_slo::backtest::{Candidate, Incident, Setup, backtest};
use loadline_slo::tune::{Ground, Kept, Space, Whose, Wish, tune};
use loadline_slo::{AlertPolicy, Class, Slo};

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

/// Besides [`noisy`], a leak of 0.4 % over six hours each night, which no fast tier hears: an incident that can wait for the morning.
fn leaking(days: i64) -> (History, Vec<Incident>) {
    let history = history(days * A_DAY, |minute| {
        let of_day = minute % A_DAY;
        let percent = match of_day {
            720..780 => 20.0,
            60..420 => 0.4,
            _ => 0.0,
        };
        Some((6000.0, 60.0 * percent))
    });
    let incidents = (0..days).flat_map(|day| {
        [(720, 60, "outage"), (60, 360, "leak")].map(|(from, lasts, name)| {
            let start = START + day * DAY + from * MINUTE;
            let end = start + lasts * MINUTE;
            Incident { name: name.to_owned(), start, end, severity: None, slo: None }
        })
    });
    (history, incidents.collect())
}

#[test]
fn tickets_and_guards_are_searched_where_that_is_asked() {
    let (history, incidents) = leaking(9);
    let slos = [slo("shop")];
    let mut setup = Setup::new(&slos, &history, &[]);
    setup.incidents = Some(&incidents);
    let space = Space {
        burns: ["6", "14.4"].map(|burn| burn.parse().unwrap()).to_vec(),
        longs: vec![duration("1h")],
        holds: vec![duration("0s")],
        least_events: ["0", "1000", "100000000"].map(|least| least.parse().unwrap()).to_vec(),
        ticket_burns: ["1", "2"].map(|burn| burn.parse().unwrap()).to_vec(),
        ticket_longs: vec![duration("6h")],
        ..Space::default()
    };
    // 2 of one tier and none of two, for 2 ratios and 3 guards; each without tickets and with 2.
    let wish = Wish { split: None, recall: 0.5, ..Wish::default() };
    let tuned = tune(&setup, &space, &wish).unwrap();
    assert_eq!(tuned.tried, 2 * 2 * 3 * 3);
    let best = &tuned.front[0];
    // Pages tell of the outages, tickets of the leaks; nothing fires where more events are wanted than there are.
    // The first leak comes while windows fill.
    assert_eq!((best.seen.recall, best.seen.told), (Some(9.0 / 17.0), Some(1.0)));
    assert!(best.seen.tickets > 0);
    for outcome in &tuned.front {
        assert!(outcome.policy.least_events < "100000000".parse().unwrap(), "{}", outcome.policy.name);
        let candidates = [Candidate::Policy(outcome.policy.clone())];
        let mut again = Setup::new(&slos, &history, &candidates);
        again.incidents = Some(&incidents);
        let report = backtest(&again).unwrap();
        let opened = |class| {
            let of = report.policies[0].pages.iter().filter(move |page| page.opens && page.class == class);
            of.filter(|page| page.fired >= tuned.ground.seen.0).count()
        };
        assert_eq!(opened(Class::Page), outcome.seen.pages, "{}", outcome.policy.name);
        assert_eq!(opened(Class::Ticket), outcome.seen.tickets, "{}", outcome.policy.name);
    }
    // Whoever may miss the leaks needs no ticket.
    let careless = tune(&setup, &space, &Wish { told: 0.5, ..wish.clone() }).unwrap();
    assert_eq!(careless.front[0].seen.tickets, 0);
    let without = Space { ticket_burns: Vec::new(), ticket_longs: Vec::new(), ..space };
    assert_eq!(tune(&setup, &without, &wish).unwrap().tried, 2 * 2 * 3);
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

#[test]
fn another_space_is_searched_or_refused_with_a_reason() {
    let (history, _) = noisy(1);
    let slos = [slo("shop")];
    let setup = Setup::new(&slos, &history, &[]);
    let wish = Wish { within: Some(duration("1s")), ..Wish::default() };
    // 4 × 3 of one tier for each of 4 forms; pairs: 6 of burn rates × 3 of windows; threes: 4 × 1.
    let three = Space { tiers: 3, ..space() };
    assert_eq!(tune(&setup, &three, &wish).unwrap().tried, 4 * (12 + 18 + 4));
    assert_eq!(three.fault(), None);
    let check = |space: Space, expected: &str| assert_eq!(space.fault().unwrap().to_string(), expected);
    check(Space { burns: vec![], ..space() }, "there is no burn rate to search");
    check(Space { holds: vec![], ..space() }, "there is no `for` to search");
    check(Space { least_events: vec![], ..space() }, "there is no least number of events to search");
    check(
        Space { ticket_burns: vec!["1".parse().unwrap()], ..space() },
        "there is no long window of tickets to search",
    );
    check(
        Space { least_events: vec!["-1".parse().unwrap()], ..space() },
        "a least number of -1 events is none",
    );
    check(
        Space { burns: vec!["0".parse().unwrap()], ..space() },
        "a burn rate of 0 is none: every error would page",
    );
    let narrow = "a long window of 2 min with a ratio of 6 leaves no shorter one: short windows have whole minutes, at least 2";
    check(Space { longs: vec![duration("2m")], ..space() }, narrow);
    check(Space { tiers: 0, ..space() }, "0 tiers are not searched: 1 to 4 are");
    check(Space { tiers: 5, ..space() }, "5 tiers are not searched: 1 to 4 are");
    check(Space { most: 119, ..space() }, "the space has more than 119 policies");
    assert_eq!(Space { most: 120, ..space() }.fault(), None);
}

#[test]
fn tickets_and_the_alert_about_missing_data_are_those_of_most_objectives() {
    let own = slo("a");
    let without = Slo { policy: None, ..slo("b") };
    let mut other = slo("c");
    other.policy.as_mut().unwrap().tiers.retain(|tier| tier.class == Class::Page);
    let kept = |slos: &[&Slo]| Kept::of(&slos.iter().copied().cloned().collect::<Vec<_>>());
    assert_eq!((kept(&[&own, &without]).from, kept(&[&own, &own]).tickets.len()), (Whose::InForce, 2));
    assert_eq!(kept(&[&without]).from, Whose::Standard);
    assert_eq!(kept(&[&without]).tickets, kept(&[&own]).tickets);
    let (most, first) = (kept(&[&own, &other, &other]), kept(&[&own, &other]));
    assert_eq!((most.from, most.tickets.len()), (Whose::Most(2, 3), 0));
    assert_eq!((first.from, first.tickets.len()), (Whose::Most(1, 2), 2));
    let pages = AlertPolicy { absent_after: None, ..other.policy.clone().unwrap() };
    let whole = kept(&[&own]).with(&pages);
    assert_eq!((whole.tiers, whole.absent_after), (own.policy.clone().unwrap().tiers, Some(duration("10m"))));
}
