//! What is back to normal and what is not, over many seeds and loads.

use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Discipline, Effect, Fault, Layout, Retries};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::recovery::{Recovery, Usual, recovery};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, replicate};

fn seconds(seconds: f64) -> Delay {
    Delay::from_seconds(seconds)
}

/// What comes after trouble from 70 to 100 s, in 20 runs of five minutes after 10 s of warm-up.
fn after(layout: &Layout, seed: u64) -> Vec<Recovery> {
    let from = Instant::START + seconds(10.0);
    let runs = replicate(layout, Settings { from, slices: 300, ..Settings::lasting(310.0, seed) }, 20);
    let slices = || runs.iter().map(|run| &run.sources[0].slices);
    let usual = Usual::before(slices(), seconds(70.0));
    slices().map(|slices| recovery(slices, usual.as_ref(), seconds(100.0))).collect()
}

fn number(found: &[Recovery], what: impl Fn(&Recovery) -> bool) -> usize {
    found.iter().filter(|found| what(found)).count()
}

#[test]
fn a_fault_that_does_nothing_is_over_at_once() {
    // One server from half to nine tenths busy, whose queue has no end.
    for (load, most) in [(0.5, 1), (0.7, 1), (0.8, 3), (0.9, 9)] {
        let mut layout = single(Arrivals::Poisson, 10.0, Law::Exponential { mean: load / 10.0 }, 1);
        for (time, factor) in [(70.0, 1.0), (100.0, 1.0)] {
            let at = Instant::START + seconds(time);
            layout.faults.push(Fault { at, effect: Effect::Slow { station: 0, factor } });
        }
        let found: Vec<Recovery> = (1..=5).flat_map(|seed| after(&layout, seed)).collect();
        let late = number(&found, |found| *found != Recovery::Recovered(Delay::ZERO));
        let stuck = number(&found, |found| *found == Recovery::NotRecovered);
        assert!(late <= most && stuck <= 1, "{load}: {late} of 100 are late, {stuck} stuck");
    }
}

#[test]
fn a_storm_that_stays_is_not_over() {
    // Nine tenths busy, a queue of a hundred, 4 s of patience and three retries, and three times the load for half a minute.
    let mut layout = single(Arrivals::Poisson, 9.0, Law::Exponential { mean: 0.1 }, 1);
    layout.stations[0].queue = Some(100);
    layout.calls[0].timeout = Some(seconds(4.0));
    layout.calls[0].retries = Retries::after(3, Delay::ZERO);
    layout.sources[0].profile = Profile::spike(9.0, 70.0, 100.0, 3.0);
    let found = after(&layout, 1);
    assert!(number(&found, |found| *found == Recovery::NotRecovered) >= 19, "{found:?}");
}

#[test]
fn requests_that_never_end_are_not_over() {
    // The last to come is served first: a third of the load waits for ever, and all that ends is fast.
    let mut layout = single(Arrivals::Poisson, 60.0, Law::Exponential { mean: 0.01 }, 1);
    layout.stations[0].discipline = Discipline::Lifo;
    layout.sources[0].profile = Profile::spike(60.0, 100.0, 1e9, 2.5);
    let found = after(&layout, 1);
    assert_eq!(number(&found, |found| *found == Recovery::NotRecovered), 20, "{found:?}");
    // The same from the start: there is no normal to get back to.
    layout.sources[0].profile = Profile::constant(150.0);
    let found = after(&layout, 1);
    assert_eq!(number(&found, |found| *found == Recovery::NeverNormal), 20, "{found:?}");
}
