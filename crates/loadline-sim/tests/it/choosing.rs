//! Which copy a request goes to, what is not worth beginning with, and calls that are made several times.

use crate::support::{single, tandem};
use loadline_math::Law;
use loadline_sim::layout::{Balancing, Effect, Expired, Fallback, Fault, Times};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Failure, Settings, run};

/// p99 of eight copies at half their capacity, alone or with a block of four more that is down.
fn p99(balancing: Balancing, dead: u32) -> f64 {
    let mut layout = single(Arrivals::Poisson, 400.0, Law::Exponential { mean: 0.01 }, 1);
    layout.stations[0].copies = 8 + dead;
    layout.stations[0].balancing = balancing;
    layout
        .faults
        .push(Fault { at: Instant::START, effect: Effect::Down { station: 0, first: 0, copies: dead } });
    let tally = run(&layout, Settings::lasting(200.0, 1));
    tally.sources[0].quantile(0.99).expect("answers").seconds()
}

#[test]
fn copies_behind_dead_ones_get_no_more_than_their_part() {
    for balancing in
        [Balancing::Random, Balancing::PowerOfTwo, Balancing::RoundRobin, Balancing::LeastOutstanding]
    {
        let (alone, with_dead) = (p99(balancing, 0), p99(balancing, 4));
        // The first of them would be overloaded with the part of the dead ones, and its queue would grow for ever.
        assert!(with_dead < alone * 1.5, "{balancing:?}: {with_dead}, alone {alone}");
    }
}

#[test]
fn an_idle_worker_does_not_begin_what_comes_too_late() {
    let mut layout = single(Arrivals::Even, 10.0, Law::Constant(0.05), 4);
    layout.calls[0].deadline = Some(Delay::from_seconds(0.03));
    layout.calls[0].propagates = true;
    let worked = |expired| {
        let mut layout = layout.clone();
        layout.stations[0].expired = expired;
        run(&layout, Settings::lasting(100.0, 1)).stations[0].worked
    };
    assert!(worked(Expired::Serve) > 49.0);
    assert_eq!(worked(Expired::DropHopeless), 0.0);
}

#[test]
fn nobody_calls_with_no_time_left() {
    // Each waits about a second in the queue of the first, which serves them all the same, after their half a second.
    let work = [(Law::Constant(0.01), 1), (Law::Constant(0.001), 1)];
    let mut layout = tandem(Arrivals::Even, 110.0, &work);
    for call in &mut layout.calls {
        call.propagates = true;
    }
    layout.calls[0].deadline = Some(Delay::from_seconds(0.5));
    let tally = run(&layout, Settings::lasting(60.0, 1));
    assert!(tally.stations[0].utilisation(1) <= 1.0);
    let call = &tally.calls[1];
    // Ten more a second wait, so that half a second of work waits after five.
    assert!((450..=650).contains(&call.attempts), "{call:?}");
    assert!(call.failed.of(Failure::Timeout) > 4_000, "{call:?}");
}

#[test]
fn a_caller_that_goes_on_with_less_makes_its_other_calls() {
    let mut layout = tandem(Arrivals::Even, 100.0, &[(Law::Constant(0.001), 9), (Law::Constant(0.001), 90)]);
    layout.calls[1].times = Times { mean: 10.0, misses: None };
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Errors { station: 1, share: 0.5 } });
    let arrived = |fallback| {
        let mut layout = layout.clone();
        layout.calls[1].fallback = fallback;
        run(&layout, Settings::lasting(100.0, 1)).stations[1].arrived as f64 / 10_000.0
    };
    assert!((arrived(Fallback::Degrade) - 10.0).abs() < 0.1);
    // Who fails with the first one makes 1 ÷ (1 − 0.5) on average.
    assert!((arrived(Fallback::Fail) - 2.0).abs() < 0.1);
}

#[test]
fn who_has_waited_is_not_crowded_by_who_is_done() {
    let mut layout = single(Arrivals::At(vec![0.0, 0.001]), 1.0, Law::Constant(0.01), 1);
    layout.stations[0].crowding = 0.5;
    // Each is alone in work, and crowds itself by half.
    let worked = run(&layout, Settings::lasting(1.0, 1)).stations[0].worked;
    assert!((worked - 0.03).abs() < 1e-12, "{worked}");
}
