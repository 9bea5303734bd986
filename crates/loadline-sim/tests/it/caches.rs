//! How caches fill, and what empties them.

use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::layout::{Cache, Effect, Fault, Layout, Station, Times};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, run};

const DATABASE: u32 = 1;
const CACHE: u32 = 2;

/// 1,000 requests a second that each look into a cache of two copies once, which answers nine of ten.
fn behind_a_cache(fills: f64) -> Layout {
    let mut layout =
        tandem(Arrivals::Even, 1_000.0, &[(Law::Constant(0.0), 1), (Law::Exponential { mean: 0.001 }, 100)]);
    layout.stations.push(Station { copies: 2, ..Station::plain("cache", 1) });
    layout.caches.push(Cache {
        name: "cache".to_owned(),
        hit_ratio: 0.9,
        fills,
        station: Some(CACHE),
        keys: None,
    });
    layout.calls[1].times = Times { mean: 0.0, misses: Some((0, 1.0)) };
    layout
}

fn fault(layout: &mut Layout, seconds: f64, effect: Effect) {
    layout.faults.push(Fault { at: Instant::START + Delay::from_seconds(seconds), effect });
}

/// Share of lookups that go to the database between two seconds.
fn missed(layout: &Layout, from: f64, until: f64) -> f64 {
    let settings =
        Settings { from: Instant::START + Delay::from_seconds(from), ..Settings::lasting(until, 1) };
    run(layout, settings).calls[1].asked as f64 / (until - from) / 1_000.0
}

#[test]
fn an_emptied_cache_fills_with_what_is_fetched() {
    // dw/dt = (1 − w) × 1,000 × (1 − 0.9 w) ÷ 5,000: with w = 0 at 10 s, w = (1 − e) ÷ (1 − 0.9 e), e = e^(−0.1 t ÷ 5).
    let mut layout = behind_a_cache(5_000.0);
    fault(&mut layout, 10.0, Effect::Flush { cache: 0 });
    assert!((missed(&layout, 5.0, 10.0) - 0.1).abs() < 0.01);
    for after in [1.0f64, 10.0, 60.0] {
        let e = (-0.1 * after / 5.0).exp();
        let expected = 1.0 - 0.9 * (1.0 - e) / (1.0 - 0.9 * e);
        let found = missed(&layout, 9.5 + after, 10.5 + after);
        assert!((found - expected).abs() < 0.05, "{after} s: {found}, not {expected}");
    }
}

#[test]
fn what_fails_fills_nothing() {
    let mut layout = behind_a_cache(5_000.0);
    fault(&mut layout, 10.0, Effect::Flush { cache: 0 });
    fault(&mut layout, 10.0, Effect::Down { station: DATABASE, first: 0, copies: 1 });
    fault(&mut layout, 100.0, Effect::Up { station: DATABASE, first: 0, copies: 1 });
    assert!((missed(&layout, 90.0, 100.0) - 1.0).abs() < 0.01, "as cold as at the start");
    assert!(missed(&layout, 200.0, 210.0) < 0.25);
}

#[test]
fn a_cache_that_is_gone_answers_nothing_and_comes_back_empty() {
    let mut layout = behind_a_cache(5_000.0);
    fault(&mut layout, 10.0, Effect::Down { station: CACHE, first: 0, copies: 2 });
    fault(&mut layout, 60.0, Effect::Up { station: CACHE, first: 0, copies: 2 });
    assert!((missed(&layout, 50.0, 60.0) - 1.0).abs() < 0.01);
    assert!(missed(&layout, 60.0, 61.0) > 0.9);
    assert!(missed(&layout, 160.0, 170.0) < 0.2);
}

#[test]
fn half_of_a_cache_holds_half() {
    let mut layout = behind_a_cache(1e15);
    fault(&mut layout, 10.0, Effect::Down { station: CACHE, first: 1, copies: 1 });
    assert!((missed(&layout, 20.0, 60.0) - 0.55).abs() < 0.01);
}
