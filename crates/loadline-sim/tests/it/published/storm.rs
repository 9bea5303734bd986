//! Retry storms of one server with a short queue, and what ends them: the example of DesCartes, Metafor's parameters, and the
//! rules that follow.

use super::{collapsed, seconds};
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Backoff, Budget, Growth, Jitter, Layout, Retries};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::Delay;

/// Ten requests a second at most, a queue of 100, three retries at once, and `factor` times the load from 120 to 125 s.
fn server(rate: f64, timeout: f64, factor: f64) -> Layout {
    let mut layout = single(Arrivals::Poisson, rate, Law::Exponential { mean: 0.1 }, 1);
    layout.stations[0].queue = Some(100);
    layout.calls[0].timeout = Some(seconds(timeout));
    layout.calls[0].retries = Retries::after(3, Delay::ZERO);
    layout.sources[0].profile = Profile::spike(rate, 120.0, 125.0, factor);
    layout
}

#[test]
fn the_storm_persists() {
    // DesCartes: 9.3 of 10 a second, 4 s of patience, 30 a second for 5 s, looked at until 400 s.
    assert_eq!(collapsed(&server(9.3, 4.0, 30.0 / 9.3), 300.0, 400.0), 20);
}

#[test]
fn a_short_queue_ends_it() {
    // A full queue that takes 2 s, with 4 s of patience.
    let mut layout = server(9.3, 4.0, 3.0);
    layout.stations[0].queue = Some(20);
    assert_eq!(collapsed(&layout, 300.0, 400.0), 0);
}

#[test]
fn jitter_only_defers_it() {
    // Users who come in any case do not slow down: waits of up to a minute change nothing.
    let mut layout = server(9.3, 4.0, 3.0);
    let minute = seconds(60.0);
    let backoff = Backoff { base: minute, growth: Growth::Exponential, cap: minute, jitter: Jitter::Full };
    layout.calls[0].retries = Retries { most: 3, backoff, budget: None };
    assert_eq!(collapsed(&layout, 600.0, 700.0), 20);
}

#[test]
fn some_need_no_trigger() {
    // Metafor's README: 9.5 of 10 a second, 3 s of patience, four retries.
    let mut layout = server(9.5, 3.0, 1.0);
    layout.calls[0].retries = Retries::after(4, Delay::ZERO);
    assert_eq!(collapsed(&layout, 1_000.0, 1_100.0), 20);
    assert!(collapsed(&layout, 0.0, 30.0) < 10, "they do not begin that way");
}

#[test]
fn a_budget_helps_where_load_and_retries_fit_together() {
    let with_budget = |rate: f64| {
        let mut layout = server(rate, 4.0, 3.0);
        layout.calls[0].retries.budget = Some(Budget { ratio: 0.1, burst: 10.0 });
        collapsed(&layout, 600.0, 700.0)
    };
    // 9.3 × 1.1 is more than 10, 8.5 × 1.1 is less.
    assert!(with_budget(9.3) >= 10);
    assert_eq!(with_budget(8.5), 0);
}
