//! A hundred clients write one row at once, each reads it first, and whoever was overtaken tries again: how many calls that
//! takes with each kind of wait (Brooker 2015, "Exponential backoff and jitter": hops of |N(10, 2)| ms, base 5 ms, cap 2 s).

use super::seconds;
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Backoff, Call, Growth, Jitter, Layout, Node, Retries, Station};
use loadline_sim::profile::Arrivals;
use loadline_sim::{Settings, replicate};

/// The first wait is after one failure, and so twice the base; only the decorrelated one begins at the base itself.
fn clients(base: f64, jitter: Jitter) -> Layout {
    // Two hops; a lognormal law with their mean and spread.
    let hops = Law::lognormal(0.020, 0.002 * 2f64.sqrt() / 0.020);
    let at_once = Arrivals::At(vec![0.0; 100]);
    let mut layout = single(at_once, 1.0, hops.clone(), 1);
    layout.stations[0].workers = None;
    layout.stations.push(Station { workers: None, optimistic: true, ..Station::plain("row", 1) });
    layout.nodes.push(Node { name: "write".to_owned(), station: 1, work: hops, steps: 0..0 });
    layout.calls.push(Call::plain("write", 1));
    layout.steps.push(1..2);
    layout.nodes[0].steps = 0..1;
    let backoff = Backoff { base: seconds(base), growth: Growth::Exponential, cap: seconds(2.0), jitter };
    layout.calls[0].retries = Retries { most: 249, backoff, budget: None };
    layout
}

/// Calls, and seconds until the last client is done: means of 20 runs.
fn work(layout: &Layout) -> (f64, f64) {
    let runs = replicate(layout, Settings::lasting(1_000.0, 7), 20);
    assert!(runs.iter().all(|run| run.sources[0].good == 100));
    let calls: u64 = runs.iter().map(|run| run.calls[1].attempts).sum();
    let last = |run: &loadline_sim::Tally| {
        run.sources[0].quantile(1.0).map_or(0.0, loadline_sim::time::Delay::seconds)
    };
    (calls as f64 / 20.0, runs.iter().map(last).sum::<f64>() / 20.0)
}

#[test]
fn calls_and_times_are_as_published() {
    let cases = [
        ("none", 0.0, Jitter::None, 2_423.0, 2.0),
        ("exponential", 0.010, Jitter::None, 1_854.0, 63.0),
        ("equal", 0.010, Jitter::Equal, 814.0, 6.7),
        ("full", 0.010, Jitter::Full, 796.0, 4.9),
        ("decorrelated", 0.005, Jitter::Decorrelated, 1_007.0, 4.5),
    ];
    let mut made = Vec::new();
    for (name, base, jitter, published, time) in cases {
        let (calls, last) = work(&clients(base, jitter));
        assert!((calls / published - 1.0).abs() < 0.04, "{name}: {calls} calls, published {published}");
        assert!((last / time - 1.0).abs() < 0.1, "{name}: done after {last} s, published {time} s");
        made.push(calls);
    }
    // Full jitter cuts calls by 57 % against plain exponential waits and by 67 % against none.
    assert!((made[3] / made[1] - 0.43).abs() < 0.03 && (made[3] / made[0] - 0.33).abs() < 0.03, "{made:?}");
}
