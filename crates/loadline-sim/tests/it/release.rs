//! A new version on its way through the copies of a station.

use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Effect, Fault, Layout};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, run};

/// Even arrivals of 100 a second at four copies, each working a second on one.
fn four() -> Layout {
    let mut layout = single(Arrivals::Even, 100.0, Law::Constant(1.0), 40);
    layout.stations[0].copies = 4;
    layout
}

fn at(layout: &mut Layout, seconds: f64, effect: Effect) {
    layout.faults.push(Fault { at: Instant::START + Delay::from_seconds(seconds), effect });
}

const STATION: u32 = 0;

#[test]
fn a_copy_that_is_replaced_finishes_what_it_has_and_a_crash_does_not() {
    let (station, first, copies) = (STATION, 0, 1);
    let failed = |effect| {
        let mut layout = four();
        at(&mut layout, 10.5, effect);
        run(&layout, Settings::lasting(20.0, 1)).sources[0].failed.total()
    };
    assert_eq!(failed(Effect::Drain { station, first, copies }), 0);
    // A quarter of a hundred a second, each there for a second.
    assert_eq!(failed(Effect::Down { station, first, copies }), 25);
}

#[test]
fn a_crash_while_a_copy_is_replaced_ends_what_it_still_has() {
    let (station, first, copies) = (STATION, 0, 1);
    let mut layout = four();
    at(&mut layout, 10.0, Effect::Drain { station, first, copies });
    at(&mut layout, 10.5, Effect::Down { station, first, copies });
    at(&mut layout, 12.0, Effect::Up { station, first, copies });
    let failed = run(&layout, Settings::lasting(20.0, 1)).sources[0].failed.total();
    assert!((11..=14).contains(&failed), "{failed}: half a second of a quarter of the requests");
    // The crash is over, the replacement is not: nothing comes there that a second crash could end.
    at(&mut layout, 14.0, Effect::Down { station, first, copies });
    assert_eq!(run(&layout, Settings::lasting(20.0, 1)).sources[0].failed.total(), failed);
}

#[test]
fn a_share_of_requests_meets_the_errors_of_the_new_version() {
    let mut layout = single(Arrivals::Even, 1_000.0, Law::Constant(0.001), 10);
    at(&mut layout, 0.0, Effect::NewVersion { station: STATION, factor: 3.0, errors: 0.4 });
    at(&mut layout, 0.0, Effect::Routed { station: STATION, share: 0.25 });
    let tally = run(&layout, Settings::lasting(100.0, 1));
    let failed = tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64;
    // 0.25 × 0.4, with a standard deviation of 0.001.
    assert!((failed - 0.1).abs() < 0.004, "{failed}");
    // A quarter takes three times as long: 1.5 ms on average, the others 1 ms.
    let worked = tally.stations[0].worked / tally.stations[0].begun as f64;
    assert!((worked - 0.001_5).abs() < 0.000_02, "{worked}");
}

#[test]
fn errors_of_a_fault_and_of_a_version_add_up_as_they_do() {
    let mut layout = single(Arrivals::Even, 1_000.0, Law::Constant(0.001), 10);
    at(&mut layout, 0.0, Effect::NewVersion { station: STATION, factor: 1.0, errors: 0.5 });
    at(&mut layout, 0.0, Effect::Replace { station: STATION, first: 0, copies: 1, by_new: true });
    at(&mut layout, 0.0, Effect::Errors { station: STATION, share: 0.5 });
    let tally = run(&layout, Settings::lasting(100.0, 1));
    let failed = tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64;
    assert!((failed - 0.75).abs() < 0.006, "{failed}");
    at(&mut layout, 0.0, Effect::Replace { station: STATION, first: 0, copies: 1, by_new: false });
    let tally = run(&layout, Settings::lasting(100.0, 1));
    let failed = tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64;
    assert!((failed - 0.5).abs() < 0.006, "{failed}");
}
