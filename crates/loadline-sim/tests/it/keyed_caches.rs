//! Caches that know their keys, against renewal theory: key by key, lookups are Poisson with its own rate λ, what is fetched after D is
//! held for T.

use crate::support::tandem;
use loadline_math::{Law, Zipf};
use loadline_sim::layout::{Cache, Effect, Fault, Keys, Layout, Retries, Station, Times};
use loadline_sim::profile::Arrivals;
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
