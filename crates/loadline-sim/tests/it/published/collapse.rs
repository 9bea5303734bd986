//! A server that slows down in a crowd: one spike makes it collapse for good, unless retries wait (Brooker's simulation of a
//! simple collapse: 1 s and 10 ms for each request in flight, exponential network delays of 100 ms, 3 s of patience, three attempts).

use super::seconds;
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Backoff, Call, Growth, Jitter, Layout, Node, Retries, Station};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::{Settings, replicate};

/// 40 requests a second and twice as many for 5 s.
fn server(first_wait: f64) -> Layout {
    let network = Law::Exponential { mean: 0.1 };
    let mut layout = single(Arrivals::Poisson, 40.0, network.clone(), 1);
    layout.stations[0].workers = None;
    layout.stations.push(Station { workers: None, crowding: 0.01, ..Station::plain("server", 1) });
    layout.nodes.push(Node { name: "server".to_owned(), station: 1, work: Law::Constant(1.0), steps: 0..0 });
    layout.nodes.push(Node { name: "back".to_owned(), station: 0, work: network, steps: 0..0 });
    layout.calls.extend([Call::plain("there", 1), Call::plain("and back", 2)]);
    layout.steps.extend([1..2, 2..3]);
    layout.nodes[0].steps = 0..2;
    layout.calls[0].timeout = Some(seconds(3.0));
    let (base, cap) = (seconds(first_wait), seconds(1_000.0));
    let backoff = Backoff { base, growth: Growth::Exponential, cap, jitter: Jitter::Full };
    layout.calls[0].retries = Retries { most: 2, backoff, budget: None };
    layout.sources[0].profile = Profile::spike(40.0, 20.0, 25.0, 2.0);
    layout
}

/// Answers a second in each stretch of 5 s, the mean of 20 runs.
fn goodput(layout: &Layout) -> Vec<f64> {
    let runs = replicate(layout, Settings { slices: 16, ..Settings::lasting(80.0, 7) }, 20);
    let good = |slice: usize| runs.iter().map(|run| run.sources[0].slices.done()[slice].good).sum::<u64>();
    (0..16).map(|slice| good(slice) as f64 / 20.0 / 5.0).collect()
}

#[test]
fn a_spike_makes_it_collapse_unless_retries_wait() {
    let at_once = goodput(&server(0.0));
    assert!(at_once[1..4].iter().all(|good| (38.0..42.0).contains(good)), "{at_once:?}");
    assert!(at_once[10..].iter().all(|good| *good < 20.0), "{at_once:?}");
    let with_backoff = goodput(&server(20.0));
    assert!(with_backoff[12..].iter().all(|good| (38.0..43.0).contains(good)), "{with_backoff:?}");
}

#[test]
fn a_slow_ramp_makes_both_collapse() {
    for first_wait in [0.0, 20.0] {
        let mut layout = server(first_wait);
        layout.sources[0].profile = Profile::through([(0.0, 40.0), (25.0, 80.0), (75.0, 0.0)]);
        let good = goodput(&layout);
        assert!(good[3] > 50.0 && good[7..].iter().all(|good| *good < 1.0), "{first_wait}: {good:?}");
    }
}
