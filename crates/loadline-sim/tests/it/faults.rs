//! Faults that meet on the same copies.

use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Effect, Fault};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, run};

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
