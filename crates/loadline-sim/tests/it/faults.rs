//! Faults that meet on the same copies.

use crate::support::{single, tandem};
use loadline_math::Law;
use loadline_sim::layout::{Discipline, Effect, Fault, Layout};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Failure, Settings, run};

/// Answers between two seconds, of even arrivals of 10 a second at one copy that is down at the times given.
fn answered(down: &[(f64, f64)], from: f64, to: f64) -> u64 {
    let mut layout = single(Arrivals::Even, 10.0, Law::Constant(0.01), 4);
    let at = |seconds| Instant::START + Delay::from_seconds(seconds);
    for (begin, end) in down {
        let (station, first, copies) = (0, 0, 1);
        layout.faults.push(Fault { at: at(*begin), effect: Effect::Down { station, first, copies } });
        layout.faults.push(Fault { at: at(*end), effect: Effect::Up { station, first, copies } });
    }
    let tally = run(&layout, Settings { from: at(from), ..Settings::lasting(to, 1) });
    tally.sources[0].good
}

#[test]
fn the_end_of_an_inner_fault_does_not_repair_the_outer() {
    let both = [(10.0, 60.0), (20.0, 30.0)];
    assert!(answered(&both, 0.0, 9.0) >= 89);
    assert_eq!(answered(&both, 31.0, 59.0), 0);
    assert!(answered(&both, 61.0, 71.0) >= 98);
    // One after the other each is over in its time.
    assert!(answered(&[(10.0, 20.0), (30.0, 40.0)], 21.0, 29.0) >= 78);
}

#[test]
fn what_has_no_work_to_do_answers_with_errors_as_well() {
    let mut layout = single(Arrivals::Even, 1_000.0, Law::Constant(0.0), 4);
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Errors { station: 0, share: 0.3 } });
    let tally = run(&layout, Settings::lasting(30.0, 1));
    let failed = tally.sources[0].failed.of(Failure::Error) as f64 / tally.sources[0].arrived as f64;
    // A standard deviation of 0.0026.
    assert!((failed - 0.3).abs() < 0.011, "{failed}");
}

#[test]
fn a_copy_that_stands_still_answers_nobody_whose_callee_has_answered() {
    // The first works a millisecond and waits half a second for the second; it stands still from 20 s to 25 s.
    let mut layout =
        tandem(Arrivals::Even, 100.0, &[(Law::Constant(0.001), 10), (Law::Constant(0.5), 1_000)]);
    let (station, lasts) = (0, Delay::from_seconds(5.0));
    let at = |seconds| Instant::START + Delay::from_seconds(seconds);
    layout.faults.push(Fault { at: at(20.0), effect: Effect::Pause { station, lasts } });
    let good = |from: f64, to: f64| {
        let until = |to| run(&layout, Settings::lasting(to, 1)).sources[0].good;
        until(to) - until(from)
    };
    assert_eq!(good(20.001, 24.999), 0);
    // What its callee had answered meanwhile goes out at once: half a second's worth.
    assert!((50..=60).contains(&good(24.999, 25.01)), "{}", good(24.999, 25.01));
    assert!((good(20.0, 40.0) as f64 - 2_000.0).abs() < 10.0);
}

#[test]
fn copies_that_are_down_are_no_capacity() {
    // Four copies of ten a second at 20 a second: half of them are busy, and all of two.
    let mut layout = single(Arrivals::Even, 20.0, Law::Constant(0.1), 1);
    layout.stations[0].copies = 4;
    let used = |layout: &Layout| run(layout, Settings::lasting(100.0, 1)).stations[0].utilisation(1);
    assert!((used(&layout) - 0.5).abs() < 0.01);
    layout
        .faults
        .push(Fault { at: Instant::START, effect: Effect::Down { station: 0, first: 0, copies: 2 } });
    assert!((used(&layout) - 1.0).abs() < 0.02, "{}", used(&layout));
}

#[test]
fn workers_that_are_shared_are_never_used_more_than_whole() {
    // Three times as much as one worker can do, all of it begun at once.
    let mut layout = single(Arrivals::Even, 30.0, Law::Constant(0.1), 1);
    layout.stations[0].discipline = Discipline::Sharing;
    let from = Instant::START + Delay::from_seconds(10.0);
    let used = run(&layout, Settings { from, ..Settings::lasting(60.0, 1) }).stations[0].utilisation(1);
    assert!((used - 1.0).abs() < 1e-6, "{used}");
    let calm = single(Arrivals::Even, 4.0, Law::Constant(0.1), 1);
    layout.sources = calm.sources;
    let used = run(&layout, Settings { from, ..Settings::lasting(60.0, 1) }).stations[0].utilisation(1);
    assert!((used - 0.4).abs() < 0.005, "{used}");
}

#[test]
fn utilisation_is_that_of_the_workers_that_are_there() {
    let used = |workers| {
        let mut layout = single(Arrivals::Even, 50.0, Law::Constant(0.01), 4);
        layout.faults.push(Fault { at: Instant::START, effect: Effect::Workers { station: 0, workers } });
        run(&layout, Settings::lasting(100.0, 1)).stations[0].utilisation(4)
    };
    for (workers, exact) in [(1, 0.5), (2, 0.25), (4, 0.125), (8, 0.0625)] {
        assert!((used(workers) - exact).abs() < 1e-3, "{workers}: {}", used(workers));
    }
}

#[test]
fn answers_to_requests_of_the_warm_up_are_part_of_goodput() {
    // One a second, each of ten seconds' work, that nobody waits for: one answer a second.
    let mut layout = single(Arrivals::Even, 1.0, Law::Constant(10.0), 1);
    layout.stations[0].workers = None;
    let from = Instant::START + Delay::from_seconds(20.5);
    let users = &run(&layout, Settings { from, ..Settings::lasting(80.5, 1) }).sources[0];
    assert_eq!((users.arrived, users.good, users.answers()), (60, 50, 60));
}

#[test]
fn a_run_that_was_given_up_tells_no_percentile_of_those_few_who_were_answered() {
    let mut layout = single(Arrivals::Poisson, 100.0, Law::Exponential { mean: 0.001 }, 1);
    layout.sources[0].profile = loadline_sim::profile::Profile::spike(100.0, 10.0, 20.0, 1e6);
    let tally = run(&layout, Settings { most_under_way: 10_000, ..Settings::lasting(60.0, 1) });
    assert!(tally.overflowed && tally.sources[0].good > 500);
    assert!([0.5, 0.9, 0.99].iter().all(|q| tally.is_open(0, *q)), "{:?}", tally.sources[0].quantile(0.5));
}
