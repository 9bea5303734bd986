//! Caches that know their keys, against renewal theory: key by key, lookups are Poisson with its own rate λ, what is fetched after D is
//! held for T.

use crate::support::tandem;
use loadline_math::{Law, Zipf};
use loadline_sim::layout::{
    Budget, Cache, Call, Cells, Effect, Fault, Keys, Layout, Node, Pool, Retries, Source, Station, Times,
};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Failure, Settings, Tally, run};

const RATE: f64 = 1_000.0;
const FETCH: f64 = 0.05;
const LIVES: f64 = 0.5;
const CACHE: u32 = 2;

fn cached(number: u64, single_flight: bool) -> Layout {
    let work = [(Law::Constant(0.0), 1), (Law::Constant(FETCH), 1_000)];
    let mut layout = tandem(Arrivals::Poisson, RATE, &work);
    layout.stations.push(Station { copies: 4, ..Station::plain("cache", 1) });
    let lives = Some(Delay::from_seconds(LIVES));
    layout.caches.push(Cache {
        name: "cache".to_owned(),
        hit_ratio: 0.0,
        fills: 1.0,
        station: Some(CACHE),
        keys: Some(Keys { number, skew: 0.9, lives, single_flight, usual: RATE }),
    });
    layout.calls[1].times = Times { mean: 0.0, misses: Some((0, 1.0)) };
    layout
}

fn keys(layout: &mut Layout) -> &mut Keys {
    layout.caches[0].keys.as_mut().expect("keys")
}

fn fault(layout: &mut Layout, seconds: f64, effect: Effect) {
    layout.faults.push(Fault { at: Instant::START + Delay::from_seconds(seconds), effect });
}

fn between(layout: &Layout, from: f64, until: f64, seed: u64) -> Tally {
    let from = Instant::START + Delay::from_seconds(from);
    run(layout, Settings { from, ..Settings::lasting(until, seed) })
}

/// The sum over all keys of something by its rate of lookups.
fn over_keys(number: u64, of: impl Fn(f64) -> f64) -> f64 {
    let zipf = Zipf::new(number, 0.9);
    (1..=number).map(|rank| of(RATE * zipf.probability(rank))).sum()
}

#[track_caller]
fn close(found: f64, expected: f64, by: f64) {
    assert!((found / expected - 1.0).abs() < by, "{found}, not {expected}");
}

#[test]
fn one_call_fetches_a_key_for_all_who_want_it() {
    let tally = between(&cached(300, true), 10.0, 410.0, 1);
    // From fetch to fetch: until it is there, until it is gone, until somebody asks.
    close(
        tally.calls[1].attempts as f64 / 400.0,
        over_keys(300, |rate| 1.0 / (FETCH + LIVES + 1.0 / rate)),
        0.01,
    );
    close(
        tally.caches[0].joined as f64 / 400.0,
        over_keys(300, |rate| rate * FETCH / (FETCH + LIVES + 1.0 / rate)),
        0.02,
    );
    let cache = tally.caches[0];
    assert!(cache.lookups.abs_diff(cache.hits + cache.joined + tally.calls[1].attempts) < 2);
    assert_eq!(tally.sources[0].failed.total(), 0);
    // Who joins waits for what is left of the fetch.
    assert!(tally.sources[0].quantile(0.999).expect("a quantile").seconds() < FETCH * 1.05);
}

#[test]
fn without_that_everybody_fetches_until_the_first_has_it() {
    let tally = between(&cached(300, false), 10.0, 410.0, 2);
    // Those who come within D of the first fetch as well; the key is held for T from the last of their answers on, which comes
    // D − (1 − e^(−λD)) ÷ λ after the first.
    let calls = |rate: f64| (1.0 + rate * FETCH) / (2.0 * FETCH + LIVES + (-rate * FETCH).exp() / rate);
    close(tally.calls[1].attempts as f64 / 400.0, over_keys(300, calls), 0.01);
    assert_eq!(tally.caches[0].joined, 0);
}

#[test]
fn it_is_found_warm() {
    // Of fetches that take next to no time, λT ÷ (1 + λT) of the lookups of a key are answered at any time, the first moments included.
    let mut layout = cached(300, true);
    layout.nodes[1].work = Law::Constant(1e-6);
    let expected = over_keys(300, |rate| rate / RATE * rate * LIVES / (1.0 + rate * LIVES));
    for (from, until) in [(0.0, 0.1), (0.2, 0.4), (0.9, 1.0)] {
        let (mut hits, mut lookups) = (0, 0);
        for seed in 0..300 {
            let cache = between(&layout, from, until, seed).caches[0];
            (hits, lookups) = (hits + cache.hits, lookups + cache.lookups);
        }
        close(hits as f64 / lookups as f64, expected, 0.02);
    }
}

#[test]
fn an_emptied_cache_misses_each_key_once() {
    let mut layout = cached(5_000, true);
    keys(&mut layout).lives = None;
    fault(&mut layout, 10.0, Effect::Flush { cache: 0 });
    assert_eq!(between(&layout, 0.0, 10.0, 3).calls[1].attempts, 0, "all is held until then");
    for seconds in [1.0, 5.0] {
        let found = between(&layout, 10.0, 10.0 + seconds, 3).calls[1].attempts as f64;
        close(found, over_keys(5_000, |rate| 1.0 - (-rate * seconds).exp()), 0.05);
    }
}

#[test]
fn a_copy_that_is_gone_takes_its_part_of_the_keys_along() {
    let mut layout = cached(5_000, true);
    keys(&mut layout).lives = None;
    for copy in 0..2 {
        fault(&mut layout, 10.0, Effect::Down { station: CACHE, first: copy, copies: 1 });
    }
    // Two of four, one upon the other.
    let found = between(&layout, 10.0, 14.0, 4).calls[1].attempts as f64;
    close(found, 0.5 * over_keys(5_000, |rate| 1.0 - (-rate * 4.0).exp()), 0.08);
}

#[test]
fn who_waits_for_a_fetch_shares_its_failure() {
    let mut layout = cached(10, true);
    fault(&mut layout, 5.0, Effect::Flush { cache: 0 });
    fault(&mut layout, 5.0, Effect::Errors { station: 1, share: 1.0 });
    let tally = between(&layout, 5.0, 25.0, 5);
    let (cache, call) = (tally.caches[0], tally.calls[1]);
    assert_eq!(cache.hits, 0);
    // Ten keys, each fetched every 50 ms and a little: for 20 s.
    close(call.attempts as f64, over_keys(10, |rate| 20.0 / (FETCH + 1.0 / rate)), 0.02);
    let failed = tally.sources[0].failed;
    assert_eq!((failed.of(Failure::Error), tally.sources[0].good), (failed.total(), 0));
    assert!(failed.total() + 100 > cache.lookups, "{failed:?}");
}

#[test]
fn who_waits_gives_up_by_its_own_clock_and_tries_again() {
    let mut layout = cached(10, true);
    // Nobody answers: each attempt ends after its timeout, and the last to come fetches for those who still wait.
    fault(&mut layout, 5.0, Effect::Flush { cache: 0 });
    fault(&mut layout, 5.0, Effect::Cut { call: 1, cut: true });
    fault(&mut layout, 15.0, Effect::Cut { call: 1, cut: false });
    layout.calls[1].timeout = Some(Delay::from_seconds(0.2));
    layout.calls[1].retries = Retries::after(1, Delay::from_seconds(0.1));
    // What was on its way is held for half a second more.
    let tally = between(&layout, 6.0, 14.0, 6);
    assert_eq!(tally.sources[0].good, 0);
    assert!(tally.sources[0].failed.total() > 7_000);
    assert!(tally.caches[0].joined > tally.calls[1].attempts);
    let back = between(&layout, 16.0, 20.0, 6);
    assert_eq!(back.sources[0].failed.total(), 0, "all goes on as before");
    assert!(back.caches[0].hits * 10 > back.caches[0].lookups * 8);
}

#[test]
fn which_keys_a_lost_copy_held_differs_from_run_to_run() {
    let mut layout = cached(1_000, true);
    (keys(&mut layout).lives, keys(&mut layout).skew) = (None, 1.5);
    layout.stations[CACHE as usize].copies = 2;
    fault(&mut layout, 5.0, Effect::Down { station: CACHE, first: 0, copies: 1 });
    fault(&mut layout, 5.0, Effect::Cut { call: 1, cut: true });
    layout.calls[1].timeout = Some(Delay::from_seconds(0.01));
    // Half of all keys, by how often they are looked up: the first one alone is 38 % of all lookups.
    let lost = (0..60).map(|seed| {
        let cache = between(&layout, 5.0, 8.0, seed).caches[0];
        1.0 - cache.hits as f64 / cache.lookups as f64
    });
    let lost: Vec<f64> = lost.collect();
    let mean = lost.iter().sum::<f64>() / 60.0;
    let share = |rank| Zipf::new(1_000, 1.5).probability(rank);
    let spread = 0.5 * (1..=1_000).map(|rank| share(rank) * share(rank)).sum::<f64>().sqrt();
    assert!((mean - 0.5).abs() < 4.0 * spread / 60f64.sqrt(), "{mean}");
    let found = (lost.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / 59.0).sqrt();
    assert!((found / spread - 1.0).abs() < 0.4, "{found}, not {spread}");
}

#[test]
fn what_waits_for_others_is_no_attempt_and_costs_no_budget() {
    // One key that is gone after 100 ms, and a fetch that fails in one of two.
    let hot = |budget| {
        let mut layout = cached(1, true);
        keys(&mut layout).lives = Some(Delay::from_seconds(0.1));
        layout.calls[1].retries = Retries { budget, ..Retries::after(1, Delay::from_seconds(0.001)) };
        fault(&mut layout, 0.0, Effect::Errors { station: 1, share: 0.5 });
        between(&layout, 5.0, 105.0, 7)
    };
    let tally = hot(None);
    let (call, cache) = (tally.calls[1], tally.caches[0]);
    let first = call.attempts - call.retries - call.hedges;
    assert!(call.attempts <= 2 * first && call.retries > 0, "{call:?}");
    assert!(call.failed.total() <= call.attempts && call.failed.total() * 3 > call.attempts, "{call:?}");
    assert!(cache.joined + cache.hits <= cache.lookups, "{cache:?}");
    // Each call puts in a tenth, and only what is sent takes out: there is always enough.
    let tally = hot(Some(Budget { ratio: 0.1, burst: 10.0 }));
    assert_eq!(tally.calls[1].over_budget, 0, "{:?}", tally.calls[1]);
}

#[test]
fn who_waited_for_a_call_that_is_given_up_fetches_for_itself() {
    // A copy crashes while its call stands in line for the one connection; another component waits for what that was to fetch, twice
    // over since it hedges, and without a timeout.
    let second = Delay::from_seconds;
    let mut layout = Layout::default();
    layout.stations.extend(["a", "b", "db"].map(|name| Station::plain(name, 1_000)));
    let node = |name: &str, station, work, steps| Node {
        name: name.to_owned(),
        station,
        work: Law::Constant(work),
        steps,
    };
    layout.nodes = vec![
        node("a", 0, 0.0, 0..1),
        node("b", 1, 0.0, 1..2),
        node("db", 2, 0.5, 0..0),
        node("holder", 0, 0.0, 2..3),
        node("slow", 2, 100.0, 0..0),
    ];
    layout.pools.push(Pool { name: "one".to_owned(), station: 0, size: 1 });
    let times = Times { mean: 0.0, misses: Some((0, 1.0)) };
    layout.calls = vec![
        Call { pool: Some(0), times, ..Call::plain("a fetches", 2) },
        Call { hedge: Some(second(0.1)), times, ..Call::plain("b fetches", 2) },
        Call { pool: Some(0), ..Call::plain("held", 4) },
        Call::plain("to a", 0),
        Call::plain("to b", 1),
        Call::plain("to the holder", 3),
    ];
    layout.steps = vec![0..1, 1..2, 2..3];
    for (name, call, times) in [("holder", 5, vec![0.5]), ("a", 3, vec![1.0]), ("b", 4, vec![1.1, 3.0, 10.0])]
    {
        let (arrivals, profile) = (Arrivals::At(times), Profile::constant(1.0));
        layout.sources.push(Source { name: name.to_owned(), arrivals, profile, call, priority: 0 });
    }
    let lives = Some(second(1.0));
    let keys = Some(Keys { number: 1, skew: 0.0, lives, single_flight: true, usual: 0.0 });
    layout.caches.push(Cache { name: "cache".to_owned(), hit_ratio: 0.0, fills: 1.0, station: None, keys });
    fault(&mut layout, 1.0, Effect::Errors { station: 2, share: 1.0 });
    fault(&mut layout, 2.0, Effect::Down { station: 0, first: 0, copies: 1 });
    fault(&mut layout, 5.0, Effect::Errors { station: 2, share: 0.0 });
    let tally = run(&layout, Settings::lasting(30.0, 1));
    let b = &tally.sources[2];
    // It fetches for itself from 2 s on, and again at 3 s, both in vain; all is well at 10 s.
    assert_eq!((b.good, b.failed.of(Failure::Error), b.unfinished.total()), (1, 2, 0));
}

#[test]
fn each_cell_fetches_for_itself() {
    // Uniform keys, each looked up 0.25 times a second in each of four cells and held for 2 s: a third of the time.
    let mut layout = cached(1_000, true);
    (keys(&mut layout).lives, keys(&mut layout).skew) = (Some(Delay::from_seconds(2.0)), 0.0);
    layout.nodes[1].work = Law::Constant(1e-6);
    let cells = Some(Cells { group: 0, number: 4 });
    layout.stations[CACHE as usize].cells = cells;
    let cache = between(&layout, 0.0, 20.0, 8).caches[0];
    close(cache.hits as f64 / cache.lookups as f64, 0.25 * 2.0 / 1.5, 0.03);
    // A cell that is gone takes along what it holds, and nothing of the others.
    keys(&mut layout).lives = None;
    fault(&mut layout, 1.0, Effect::Down { station: CACHE, first: 0, copies: 1 });
    let cache = between(&layout, 1.0, 11.0, 8).caches[0];
    close((cache.lookups - cache.hits) as f64 / cache.lookups as f64, 0.25, 0.05);
}
