//! Connections that a caller holds: held to Erlang C, and to what is counted by hand.

use crate::oracle::{check, exponential, mean, runs};
use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::layout::{Balancing, Call, Effect, Fault, Layout, Node, Pool, Retries, Source};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Failure, Settings, run};

/// Callers without work of their own that call a station with endless workers over so many connections a copy.
fn pooled(arrivals: Arrivals, rate: f64, work: Law, size: u32) -> Layout {
    let mut layout = tandem(arrivals, rate, &[(Law::Constant(0.0), 1), (work, 1)]);
    layout.stations[1].workers = None;
    layout.pools.push(Pool { name: "s0 to s1".to_owned(), station: 0, size });
    layout.calls[1].pool = Some(0);
    layout
}

/// M/M/4 with λ = 3, μ = 1: C(4, 3) = 13.5 ÷ 26.5 wait, and those for 1 ÷ (4 − 3) on average.
const WAIT: f64 = 13.5 / 26.5;

#[test]
fn a_pool_is_a_station_with_as_many_workers() {
    let layout = pooled(Arrivals::Poisson, 3.0, exponential(1.0), 4);
    let runs = runs(&layout, 40_000.0);
    check(&runs, "mean", 1.0 + WAIT, |tally| mean(&tally.sources[0]));
    check(&runs, "wait", WAIT, |tally| tally.pools[0].wait / tally.pools[0].taken as f64);
    check(&runs, "share that waits", WAIT, |tally| {
        tally.pools[0].waited as f64 / tally.pools[0].taken as f64
    });
}

#[test]
fn each_copy_of_the_caller_has_a_pool_of_its_own() {
    let mut layout = pooled(Arrivals::Poisson, 6.0, exponential(1.0), 4);
    layout.stations[0].copies = 2;
    layout.stations[0].balancing = Balancing::Random;
    check(&runs(&layout, 20_000.0), "mean", 1.0 + WAIT, |tally| mean(&tally.sources[0]));
}

/// The same layout with a second journey over the same edge.
fn with_second_journey(mut layout: Layout) -> Layout {
    let second = layout.calls.len() as u32;
    layout.calls.push(Call { pool: Some(0), ..Call::plain("second to s1", 1) });
    layout.calls.push(Call::plain("second users", 2));
    let step = layout.steps.len() as u32;
    layout.steps.push(second..second + 1);
    let steps = step..step + 1;
    layout.nodes.push(Node { name: "second".to_owned(), station: 0, work: Law::Constant(0.0), steps });
    layout.sources.push(Source { name: "second".to_owned(), call: second + 1, ..layout.sources[0].clone() });
    layout
}

#[test]
fn journeys_share_the_pool_of_their_edge() {
    let layout = with_second_journey(pooled(Arrivals::Poisson, 1.5, exponential(1.0), 4));
    let runs = runs(&layout, 40_000.0);
    for source in [0, 1] {
        check(&runs, "mean", 1.0 + WAIT, |tally| mean(&tally.sources[source]));
    }
}

#[test]
fn a_slow_callee_stalls_its_callers_for_want_of_connections_only() {
    // 100 a second for 10 ms need one connection of five; for 100 ms they need ten, and five do 50 a second.
    let mut layout = pooled(Arrivals::Even, 100.0, Law::Constant(0.01), 5);
    let settings = Settings::lasting(20.0, 1);
    let usual = run(&layout, settings);
    assert_eq!((usual.pools[0].waited, usual.sources[0].failed.total()), (0, 0));
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Slow { station: 1, factor: 10.0 } });
    let stalled = run(&layout, settings);
    assert!((995..=1_000).contains(&stalled.sources[0].good), "{}", stalled.sources[0].good);
    assert!(mean(&stalled.sources[0]) > 4.0);
    layout.calls[1].pool = None;
    let free = run(&layout, settings);
    assert!((mean(&free.sources[0]) - 0.1).abs() < 1e-6);
    assert!(free.sources[0].good > 1_980);
}

#[test]
fn who_waits_too_long_leaves_the_line_and_is_never_sent() {
    // Five connections for 100 ms each do 50 of 60 a second, which wait longer and longer; 60 more over the same edge give up after
    // 50 ms, once two and a half are always before them.
    let mut layout = with_second_journey(pooled(Arrivals::Even, 60.0, Law::Constant(0.1), 5));
    layout.calls[2].timeout = Some(Delay::from_seconds(0.05));
    let tally = run(&layout, Settings::lasting(60.0, 1));
    let pool = tally.pools[0];
    assert!((2_990..=3_020).contains(&pool.taken), "{pool:?}");
    assert!(pool.gave_up > 3_500 && pool.gave_up <= 3_600, "{pool:?}");
    assert_eq!(tally.stations[1].arrived, pool.taken);
    assert_eq!(tally.sources[1].failed.of(Failure::Timeout), tally.sources[1].failed.total());
    // Who left is not counted as waiting: 10 a second of the first journey stay in line, and 3 of the second.
    assert!((595..=620).contains(&pool.longest_line), "{pool:?}");
}

#[test]
fn hedges_and_retries_need_connections_and_give_them_back() {
    let mut layout = pooled(Arrivals::Poisson, 50.0, exponential(0.05), 6);
    layout.calls[1].hedge = Some(Delay::from_seconds(0.05));
    layout.calls[1].timeout = Some(Delay::from_seconds(0.2));
    layout.calls[1].retries = Retries::after(2, Delay::from_seconds(0.01));
    layout.sources[0].profile = Profile::spike(50.0, 10.0, 20.0, 6.0);
    let tally = run(&layout, Settings::lasting(60.0, 3));
    let (pool, call) = (tally.pools[0], tally.calls[1]);
    assert!(call.hedges > 100 && call.retries > 100 && pool.gave_up > 100, "{call:?} {pool:?}");
    assert_eq!(tally.stations[1].arrived, pool.taken);
    // Whatever became of them, all connections are there again.
    assert!(call.attempts - pool.taken - pool.gave_up <= 6, "{call:?} {pool:?}");
    assert!(tally.sources[0].unfinished.total() <= 20);
}

#[test]
fn an_answer_takes_the_other_attempt_out_of_the_line_for_its_connection() {
    // One connection; the first attempt is answered after 50 ms, the hedge has waited for its connection since 10 ms. The other of two
    // parallel calls has failed meanwhile, and the caller with it.
    let mut layout = pooled(Arrivals::Even, 5.0, Law::Constant(0.05), 1);
    layout.calls[1].hedge = Some(Delay::from_seconds(0.01));
    layout.stations.push(loadline_sim::layout::Station::plain("s2", 1));
    let work = Law::Constant(0.02);
    layout.nodes.push(Node { name: "n2".to_owned(), station: 2, work, steps: 0..0 });
    layout.calls.push(Call::plain("s0 to s2", 2));
    layout.steps[0].end += 1;
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Errors { station: 2, share: 1.0 } });
    let tally = run(&layout, Settings::lasting(100.1, 1));
    let (pool, call) = (tally.pools[0], tally.calls[1]);
    assert_eq!((pool.taken, pool.gave_up, call.hedges), (500, 500, 500), "{pool:?} {call:?}");
    assert_eq!(tally.stations[1].arrived, 500);
}

#[test]
fn a_copy_that_crashes_comes_back_with_all_of_its_connections() {
    comes_back(1);
    // Of three, all of which crash together.
    comes_back(3);
}

#[track_caller]
fn comes_back(copies: u32) {
    // Nobody is answered for ten seconds, and nothing limits how long an attempt takes: both connections wait for ever.
    let mut layout = pooled(Arrivals::Even, 10.0, Law::Constant(0.01), 2);
    layout.stations[0].copies = copies;
    let mut at = |seconds: f64, effect| {
        layout.faults.push(Fault { at: Instant::START + Delay::from_seconds(seconds), effect });
    };
    let (station, first) = (0, 0);
    at(0.0, Effect::Cut { call: 1, cut: true });
    at(10.0, Effect::Cut { call: 1, cut: false });
    at(20.0, Effect::Down { station, first, copies });
    at(21.0, Effect::Up { station, first, copies });
    let good = |until: f64| run(&layout, Settings::lasting(until, 1)).sources[0].good;
    assert_eq!(good(20.0), 0);
    assert!((88..=90).contains(&good(30.0)), "{}", good(30.0));
    // Who waited in line has gone with the copy.
    assert_eq!(run(&layout, Settings::lasting(29.95, 1)).sources[0].unfinished.total(), 0);
}

#[test]
fn a_line_that_nobody_is_served_from_holds_only_who_waits() {
    let mut layout = pooled(Arrivals::Even, 1_000.0, Law::Constant(0.01), 1);
    layout.calls[1].timeout = Some(Delay::from_seconds(0.1));
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Cut { call: 1, cut: true } });
    let tally = run(&layout, Settings::lasting(20.0, 1));
    assert!((95..=101).contains(&tally.pools[0].longest_line), "{:?}", tally.pools[0]);
    assert!(tally.sources[0].failed.of(Failure::Timeout) > 19_800);
}
