//! Copies that come and go with the load.

use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Layout, Scaling};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, run};

fn seconds(seconds: f64) -> Delay {
    Delay::from_seconds(seconds)
}

/// Copies of one worker that does ten a second, steered to 50 %, with a minute until a new one works.
fn scaled(profile: Profile) -> Layout {
    let mut layout = single(Arrivals::Poisson, 1.0, Law::Exponential { mean: 0.1 }, 1);
    layout.stations[0].copies = 2;
    layout.stations[0].scaling = Some(Scaling {
        least: 2,
        most: 20,
        target: 0.5,
        every: seconds(15.0),
        lag: seconds(60.0),
        calm: seconds(300.0),
    });
    layout.sources[0].profile = profile;
    layout
}

/// Mean number of copies between two times.
fn copies(layout: &Layout, from: f64, until: f64) -> f64 {
    let from_then = Settings { from: Instant::START + seconds(from), ..Settings::lasting(until, 1) };
    run(layout, from_then).stations[0].there / (until - from)
}

#[test]
fn copies_follow_the_load_after_their_lag() {
    // 40 a second need four copies, eight at the target.
    let layout =
        scaled(Profile::through([(0.0, 8.0), (300.0, 8.0), (300.0, 40.0), (900.0, 40.0), (900.0, 8.0)]));
    assert!((copies(&layout, 100.0, 300.0) - 2.0).abs() < 0.5);
    assert_eq!(copies(&layout, 300.0, 350.0), copies(&layout, 290.0, 300.0), "none can be there yet");
    let settled = copies(&layout, 500.0, 900.0);
    assert!((7.0..=11.0).contains(&settled), "{settled}");
    // They go again, five minutes later.
    assert!(copies(&layout, 900.0, 1_100.0) > 6.0);
    assert!(copies(&layout, 1_400.0, 1_600.0) < 3.5);
}

#[test]
fn no_more_than_the_most() {
    let mut layout = scaled(Profile::constant(500.0));
    layout.stations[0].queue = Some(10);
    let tally = run(&layout, Settings::lasting(600.0, 1));
    assert_eq!(tally.stations[0].most_copies, 20);
    let used = tally.stations[0].utilisation(1);
    assert!((0.9..=1.0).contains(&used), "{used}");
}
