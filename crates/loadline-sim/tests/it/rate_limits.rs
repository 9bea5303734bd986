//! What a caller holds back above its own limit, counted by hand.

use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::layout::{Breaker, Layout, RateLimit, Retries};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::Delay;
use loadline_sim::{Failure, Settings, run};

fn limited(rate: f64, most: f64) -> Layout {
    let mut layout = tandem(Arrivals::Even, rate, &[(Law::Constant(0.0), 1), (Law::Constant(0.001), 1)]);
    layout.limits.push(RateLimit { name: "s0 to s1".to_owned(), rate: most });
    layout.calls[1].limit = Some(0);
    layout
}

#[test]
fn a_caller_sends_one_seconds_worth_at_once_and_then_its_rate() {
    let mut layout = limited(200.0, 50.0);
    // Held back, they are not tried again.
    layout.calls[1].retries = Retries::after(2, Delay::from_seconds(0.1));
    let tally = run(&layout, Settings::lasting(20.0, 1));
    // 50 that were saved up, and 50 a second for 20 s.
    let call = tally.calls[1];
    assert!((1_049..=1_051).contains(&call.attempts), "{call:?}");
    assert_eq!((tally.stations[1].arrived, call.retries), (call.attempts, 0));
    assert_eq!(call.failed.of(Failure::RateLimited), call.asked - call.attempts);
    assert_eq!(tally.sources[0].failed.of(Failure::RateLimited), call.asked - call.attempts);
}

#[test]
fn a_caller_below_its_limit_is_never_held_back() {
    let tally = run(&limited(50.0, 50.0), Settings::lasting(60.0, 1));
    assert_eq!(tally.sources[0].failed.total(), 0);
}

#[test]
fn what_an_open_breaker_holds_back_costs_no_token() {
    let mut layout = limited(100.0, 1_000.0);
    layout.calls[1].breaker = Some(Breaker {
        opens_at: 0.5,
        over: Delay::from_seconds(1.0),
        least: 5,
        open_for: Delay::from_seconds(1_000.0),
    });
    layout.limits[0].rate = 5.0;
    layout.calls[1].timeout = Some(Delay::from_nanos(1));
    let tally = run(&layout, Settings::lasting(30.0, 1));
    // Five time out and open the breaker; every call after them meets it, or no token.
    assert_eq!(tally.calls[1].attempts, 5);
    let failed = tally.sources[0].failed;
    assert!(failed.of(Failure::BreakerOpen) > failed.of(Failure::RateLimited), "{failed:?}");
}
