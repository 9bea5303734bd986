//! Many calls at once, of which the slowest counts (Dean and Barroso 2013, "The tail at scale").

use super::seconds;
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Call, Layout};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::Delay;
use loadline_sim::{Settings, replicate};

/// A request that asks `width` servers at once, of which one in `one_in` takes a second and the others 10 ms.
fn fan_out(width: u32, one_in: usize) -> Layout {
    let mut layout = single(Arrivals::Poisson, 5.0, Law::Constant(0.0), 1);
    layout.stations[0].workers = None;
    let mut times = vec![0.01; one_in];
    times[0] = 1.0;
    let mut leaf = layout.nodes[0].clone();
    (leaf.name, leaf.work) = ("leaf".to_owned(), Law::Empirical(times));
    layout.nodes.push(leaf);
    layout.calls.extend((0..width).map(|number| Call::plain(format!("leaf {number}"), 1)));
    layout.steps.push(1..width + 1);
    layout.nodes[0].steps = 0..1;
    layout
}

#[track_caller]
fn check(width: u32, one_in: usize, seconds: f64, published: f64) {
    let runs = replicate(&fan_out(width, one_in), Settings::lasting(seconds, 7), 20);
    let quick: u64 = runs.iter().map(|run| run.sources[0].latency.at_most(Delay::from_seconds(0.5))).sum();
    let all: u64 = runs.iter().map(|run| run.sources[0].good).sum();
    let slow = 1.0 - quick as f64 / all as f64;
    // Four standard errors.
    let error = 4.0 * (published * (1.0 - published) / all as f64).sqrt();
    assert!((slow - published).abs() < error, "{slow} of {all} requests are slow, published {published}");
}

#[test]
fn rare_slowness_is_common_where_many_are_asked() {
    check(100, 100, 200.0, 0.634);
    check(2_000, 10_000, 20.0, 0.181);
}

#[test]
fn hedging_after_the_95th_percentile_costs_a_twentieth() {
    let mut layout = single(Arrivals::Poisson, 50.0, Law::Exponential { mean: 1.0 }, 1);
    layout.stations[0].workers = None;
    layout.calls[0].hedge = Some(seconds(20f64.ln()));
    let runs = replicate(&layout, Settings::lasting(1_000.0, 7), 20);
    let sum = |of: fn(&loadline_sim::CallTally) -> u64| {
        runs.iter().map(|run| of(&run.calls[0])).sum::<u64>() as f64
    };
    let more = sum(|call| call.hedges) / sum(|call| call.asked);
    assert!((more - 0.05).abs() < 0.002, "{more}");
}
