//! A small layout that uses everything the engine can do, so that an engine that does anything otherwise gives another tally.
//!
//! Users come in five ways to a front, which calls a dozen callees at once: each of another kind, and each called with other care.

use crate::layout::{
    AdaptiveLimit, AdaptiveRule, Awaited, Backoff, Balancing, Breaker, Budget, Cache, Call, Cells,
    Discipline, Effect, Expired, Fallback, Fault, Growth, Jitter, Keys, Layout, Node, Pool, RateLimit,
    Retries, Scaling, Source, Station, Throttle, Times,
};
use crate::profile::{Arrivals, Profile};
use crate::time::{Delay, Instant};
use loadline_math::Law;

/// Seconds of it that show everything.
pub(super) const SECONDS: f64 = 12.0;

fn time(seconds: f64) -> Delay {
    Delay::from_seconds(seconds)
}

/// The layout.
pub(crate) fn probe() -> Layout {
    let mut layout = Layout::default();
    layout.stations.push(Station { workers: None, in_flight: Some(25), ..Station::plain("front", 1) });
    layout.nodes.push(Node { name: "front".to_owned(), station: 0, work: Law::Constant(0.001), steps: 0..0 });
    for (law, station, call) in callees() {
        let at = layout.stations.len() as u32;
        let name = format!("{at}");
        layout.nodes.push(Node { name: name.clone(), station: at, work: law, steps: 0..0 });
        layout.stations.push(Station { name: name.clone(), ..station });
        layout.calls.push(Call { name, to: at, ..call });
    }
    let callees = layout.calls.len() as u32;
    // Of two more calls, which share a connection and a rate, the first answer is enough.
    layout.pools.push(Pool { name: "pool".to_owned(), station: 0, size: 1 });
    layout.limits.push(RateLimit { name: "limit".to_owned(), rate: 20.0 });
    layout.calls.push(Call { pool: Some(0), ..Call::plain("one", 5) });
    // The other one is held back by the breaker of a callee before it.
    let shares = layout.calls.iter().position(|call| call.breaker.is_some()).map(|at| at as u32);
    layout.calls.push(Call { limit: Some(0), shares, ..Call::plain("other", 6) });
    layout.steps = vec![0..callees - 2, callees - 2..callees, callees..callees + 2];
    layout.awaited.push(Awaited { step: 2, answers: 1 });
    layout.nodes[0].steps = 0..3;
    // What stands in for the first callee is the second.
    layout.calls.push(Call { timeout: Some(time(0.05)), ..Call::plain("instead", 2) });
    layout.calls[0].fallback = Fallback::Instead(callees + 2);
    // It calls another member of its cell.
    layout.calls.push(Call::plain("beside", 11));
    layout.steps.push(callees + 3..callees + 4);
    layout.nodes[2].steps = 3..4;
    layout.caches.push(Cache {
        name: "cache".to_owned(),
        hit_ratio: 0.8,
        fills: 20.0,
        station: Some(11),
        keys: None,
    });
    // What the other one of the two calls looks up is fetched by one call at a time.
    let keys = Keys { number: 4, skew: 0.9, lives: Some(time(0.3)), single_flight: true, usual: 10.0 };
    layout.caches.push(Cache {
        name: "keys".to_owned(),
        hit_ratio: 0.0,
        fills: 1.0,
        station: None,
        keys: Some(keys),
    });
    layout.calls[callees as usize].times = Times { mean: 0.5, misses: Some((1, 0.8)) };
    for (number, (arrivals, profile)) in (0u8..).zip(sources()) {
        let call = layout.calls.len() as u32;
        let name = format!("users {number}");
        let patience = (number == 1).then_some(Law::Exponential { mean: 0.3 });
        layout.calls.push(Call { patience, ..Call::plain(name.clone(), 0) });
        layout.sources.push(Source { name, arrivals, profile, call, priority: number.min(3) });
    }
    layout.faults = faults().map(|(at, effect)| Fault { at: Instant::START + time(at), effect }).collect();
    layout
}

fn sources() -> [(Arrivals, Profile); 5] {
    [
        (Arrivals::Poisson, Profile::spike(8.0, 4.0, 6.0, 2.5)),
        (Arrivals::Even, Profile::through([(0.0, 0.0), (10.0, 12.0)])),
        (Arrivals::Bursts { factor: 4.0, share: 0.1, mean: 0.5 }, Profile::constant(10.0)),
        (
            Arrivals::At((0..60).map(|number| f64::from(number * number) / 300.0).collect()),
            Profile::constant(0.0),
        ),
        (Arrivals::Clients { number: 3, think: 0.4 }, Profile::constant(7.5)),
    ]
}

/// Callees: how long they work, where, and how they are called.
fn callees() -> [(Law, Station, Call); 12] {
    let plain = || Station::plain("", 1);
    let plainly = || Call::plain("", 0);
    let soft = || Call { fallback: Fallback::Degrade, ..Call::plain("", 0) };
    let retries = |growth, jitter| Retries {
        most: 3,
        backoff: Backoff { base: time(0.02), growth, cap: time(0.1), jitter },
        budget: None,
    };
    let retried =
        |growth, jitter| Call { timeout: Some(time(0.06)), retries: retries(growth, jitter), ..soft() };
    [
        (
            Law::lognormal(0.05, 1.5),
            Station {
                copies: 2,
                discipline: Discipline::Lifo,
                queue: Some(3),
                balancing: Balancing::Random,
                ..plain()
            },
            retried(Growth::Exponential, Jitter::Full),
        ),
        (
            Law::gamma(0.1, 0.7),
            Station {
                copies: 4,
                cells: Some(Cells { group: 0, number: 2 }),
                discipline: Discipline::AdaptiveLifo(2),
                balancing: Balancing::LeastOutstanding,
                ..plain()
            },
            retried(Growth::Linear, Jitter::Equal),
        ),
        (
            Law::pareto(0.06, 2.2),
            Station {
                copies: 3,
                discipline: Discipline::ControlledDelay { target: time(0.005), interval: time(0.1) },
                balancing: Balancing::PowerOfTwo,
                ..plain()
            },
            retried(Growth::Fixed, Jitter::Decorrelated),
        ),
        (
            Law::hyperexponential(0.02, 2.0),
            Station { discipline: Discipline::Priority, expired: Expired::DropHopeless, ..plain() },
            Call {
                deadline: Some(time(0.15)),
                propagates: true,
                ..retried(Growth::Exponential, Jitter::None)
            },
        ),
        (
            Law::Exponential { mean: 0.04 },
            Station { discipline: Discipline::Sharing, ..Station::plain("", 2) },
            Call { hedge: Some(time(0.05)), timeout: Some(time(0.4)), ..soft() },
        ),
        (
            Law::Empirical(vec![0.01, 0.02, 0.06]),
            Station { crowding: 0.2, optimistic: true, ..Station::plain("", 4) },
            Call { times: Times { mean: 1.4, misses: None }, ..soft() },
        ),
        (
            Law::Exponential { mean: 0.05 },
            Station { adaptive: Some(AdaptiveLimit { rule: AdaptiveRule::Vegas, most: 50 }), ..plain() },
            soft(),
        ),
        (
            Law::Exponential { mean: 0.05 },
            Station { adaptive: Some(AdaptiveLimit { rule: AdaptiveRule::Gradient, most: 50 }), ..plain() },
            Call { waits: false, ..plainly() },
        ),
        (
            Law::Constant(0.04),
            Station { quota: Some(5.0), expired: Expired::Drop, ..plain() },
            Call {
                throttle: Some(Throttle { edge: "edge".to_owned(), k: 1.2 }),
                timeout: Some(time(0.06)),
                propagates: true,
                ..soft()
            },
        ),
        (
            Law::Exponential { mean: 0.06 },
            Station {
                copies: 1,
                scaling: Some(Scaling {
                    least: 1,
                    most: 5,
                    target: 0.5,
                    every: time(1.0),
                    lag: time(0.5),
                    calm: time(2.0),
                }),
                ..Station::plain("", 2)
            },
            Call {
                breaker: Some(Breaker { opens_at: 0.5, over: time(1.0), least: 5, open_for: time(0.5) }),
                timeout: Some(time(0.1)),
                ..soft()
            },
        ),
        (
            Law::Exponential { mean: 0.01 },
            Station { copies: 6, cells: Some(Cells { group: 0, number: 2 }), ..plain() },
            Call {
                retries: Retries {
                    budget: Some(Budget { ratio: 0.1, burst: 3.0 }),
                    ..Retries::after(2, time(0.01))
                },
                ..soft()
            },
        ),
        (
            Law::Exponential { mean: 0.02 },
            Station::plain("", 2),
            Call { times: Times { mean: 0.1, misses: Some((0, 1.5)) }, ..plainly() },
        ),
    ]
}

/// Every kind of change, most of them taken back.
fn faults() -> impl Iterator<Item = (f64, Effect)> {
    let (first, copies) = (0, 1);
    [
        (1.0, Effect::NewVersion { station: 3, factor: 1.5, errors: 0.2 }),
        (1.2, Effect::Drain { station: 3, first, copies }),
        (1.8, Effect::Replace { station: 3, first, copies, by_new: true }),
        (1.8, Effect::Refill { station: 3, first, copies }),
        (2.0, Effect::Routed { station: 3, share: 0.5 }),
        (2.0, Effect::Slow { station: 1, factor: 2.0 }),
        (3.0, Effect::Slow { station: 1, factor: 1.0 }),
        (3.0, Effect::Errors { station: 10, share: 0.7 }),
        (4.0, Effect::Errors { station: 10, share: 0.0 }),
        (4.0, Effect::Pause { station: 5, lasts: time(0.3) }),
        (4.5, Effect::Cut { call: 4, cut: true }),
        (5.0, Effect::Cut { call: 4, cut: false }),
        (5.0, Effect::Workers { station: 6, workers: 1 }),
        (6.0, Effect::Workers { station: 6, workers: 4 }),
        (6.0, Effect::Flush { cache: 0 }),
        (7.0, Effect::Down { station: 11, first, copies: 3 }),
        (8.0, Effect::Up { station: 11, first, copies: 3 }),
    ]
    .into_iter()
}

#[cfg(test)]
mod tests {
    use super::super::{tally_of, to_bytes};
    use super::*;
    use std::collections::BTreeSet;

    fn numbers(layout: &Layout) -> Vec<u8> {
        to_bytes(&tally_of(layout)).expect("bytes")
    }

    /// Whether all of so many variants are among these. To add one to a `match` below is to add it to the probe.
    #[track_caller]
    fn all(of: &str, number: usize, found: impl IntoIterator<Item = usize>) {
        let found: BTreeSet<usize> = found.into_iter().collect();
        assert_eq!(found, (0..number).collect(), "{of}");
    }

    #[test]
    fn it_uses_every_variant() {
        let layout = probe();
        let Layout { stations, nodes, calls, steps: _, awaited, pools, limits, sources, caches, faults } =
            &layout;
        assert!(!awaited.is_empty() && !pools.is_empty() && !limits.is_empty());
        all(
            "discipline",
            6,
            stations.iter().map(|station| match station.discipline {
                Discipline::Fifo => 0,
                Discipline::Lifo => 1,
                Discipline::AdaptiveLifo(_) => 2,
                Discipline::ControlledDelay { .. } => 3,
                Discipline::Priority => 4,
                Discipline::Sharing => 5,
            }),
        );
        all(
            "balancing",
            4,
            stations.iter().map(|station| match station.balancing {
                Balancing::RoundRobin => 0,
                Balancing::Random => 1,
                Balancing::LeastOutstanding => 2,
                Balancing::PowerOfTwo => 3,
            }),
        );
        all(
            "expired",
            3,
            stations.iter().map(|station| match station.expired {
                Expired::Serve => 0,
                Expired::Drop => 1,
                Expired::DropHopeless => 2,
            }),
        );
        let adaptive = stations.iter().filter_map(|station| station.adaptive);
        all(
            "adaptive",
            2,
            adaptive.map(|limit| match limit.rule {
                AdaptiveRule::Vegas => 0,
                AdaptiveRule::Gradient => 1,
            }),
        );
        all(
            "laws",
            7,
            nodes.iter().map(|node| match node.work {
                Law::Constant(_) => 0,
                Law::Exponential { .. } => 1,
                Law::Lognormal { .. } => 2,
                Law::Gamma { .. } => 3,
                Law::Pareto { .. } => 4,
                Law::Hyperexponential { .. } => 5,
                Law::Empirical(_) => 6,
            }),
        );
        all(
            "fallback",
            3,
            calls.iter().map(|call| match call.fallback {
                Fallback::Fail => 0,
                Fallback::Degrade => 1,
                Fallback::Instead(_) => 2,
            }),
        );
        all(
            "growth",
            3,
            calls.iter().map(|call| match call.retries.backoff.growth {
                Growth::Fixed => 0,
                Growth::Linear => 1,
                Growth::Exponential => 2,
            }),
        );
        all(
            "jitter",
            4,
            calls.iter().map(|call| match call.retries.backoff.jitter {
                Jitter::None => 0,
                Jitter::Full => 1,
                Jitter::Equal => 2,
                Jitter::Decorrelated => 3,
            }),
        );
        all(
            "arrivals",
            5,
            sources.iter().map(|source| match source.arrivals {
                Arrivals::Poisson => 0,
                Arrivals::Even => 1,
                Arrivals::Bursts { .. } => 2,
                Arrivals::At(_) => 3,
                Arrivals::Clients { .. } => 4,
            }),
        );
        all(
            "faults",
            13,
            faults.iter().map(|fault| match fault.effect {
                Effect::Down { .. } => 0,
                Effect::Up { .. } => 1,
                Effect::Drain { .. } => 2,
                Effect::Refill { .. } => 3,
                Effect::NewVersion { .. } => 4,
                Effect::Replace { .. } => 5,
                Effect::Routed { .. } => 6,
                Effect::Slow { .. } => 7,
                Effect::Errors { .. } => 8,
                Effect::Pause { .. } => 9,
                Effect::Cut { .. } => 10,
                Effect::Workers { .. } => 11,
                Effect::Flush { .. } => 12,
            }),
        );
        assert_eq!(caches.len(), 2);
    }

    /// What the probe would be without one thing, thing by thing.
    fn poorer() -> Vec<(String, Layout)> {
        let whole = probe();
        let mut poorer = Vec::new();
        let mut without = |what: String, change: &dyn Fn(&mut Layout)| {
            let mut layout = whole.clone();
            change(&mut layout);
            if format!("{layout:?}") != format!("{whole:?}") {
                poorer.push((what, layout));
            }
        };
        for at in 0..whole.stations.len() {
            let mut of = |what: &str, change: &dyn Fn(&mut Station)| {
                without(format!("{what} of station {at}"), &|layout| change(&mut layout.stations[at]));
            };
            of("discipline", &|station| station.discipline = Discipline::Fifo);
            of("balancing", &|station| station.balancing = Balancing::RoundRobin);
            of("expired", &|station| station.expired = Expired::Serve);
            of("queue", &|station| station.queue = None);
            of("scaling", &|station| station.scaling = None);
            of("flight", &|station| station.in_flight = None);
            of("adaptive", &|station| station.adaptive = None);
            of("crowding", &|station| station.crowding = 0.0);
            of("optimistic", &|station| station.optimistic = false);
            of("cells", &|station| station.cells = None);
            of("quota", &|station| station.quota = None);
        }
        for at in 0..whole.calls.len() {
            let mut of = |what: &str, change: &dyn Fn(&mut Call)| {
                without(format!("{what} of call {at}"), &|layout| change(&mut layout.calls[at]));
            };
            of("timeout", &|call| call.timeout = None);
            of("deadline", &|call| call.deadline = None);
            of("patience", &|call| call.patience = None);
            of("propagation", &|call| call.propagates = false);
            of("fallback", &|call| call.fallback = Fallback::Fail);
            of("retries", &|call| call.retries = Retries::NONE);
            of("budget", &|call| call.retries.budget = None);
            of("jitter", &|call| call.retries.backoff.jitter = Jitter::None);
            of("growth", &|call| call.retries.backoff.growth = Growth::Fixed);
            of("breaker", &|call| call.breaker = None);
            of("sharing", &|call| call.shares = None);
            of("hedge", &|call| call.hedge = None);
            of("throttle", &|call| call.throttle = None);
            of("times", &|call| call.times = Times::ONCE);
            of("waiting", &|call| call.waits = true);
        }
        for at in 0..whole.caches.len() {
            let mut of = |what: &str, change: &dyn Fn(&mut Keys)| {
                without(format!("{what} of cache {at}"), &|layout| {
                    layout.caches[at].keys.iter_mut().for_each(change)
                });
            };
            of("number", &|keys| keys.number = 5);
            of("skew", &|keys| keys.skew = 0.0);
            of("life", &|keys| keys.lives = None);
            of("single flight", &|keys| keys.single_flight = false);
            of("usual load", &|keys| keys.usual = 0.0);
        }
        for at in 0..whole.sources.len() {
            without(format!("source {at}"), &|layout| layout.sources[at].arrivals = Arrivals::At(Vec::new()));
            without(format!("priority {at}"), &|layout| layout.sources[at].priority = 0);
        }
        for at in 0..whole.faults.len() {
            without(format!("fault {at}"), &|layout| {
                layout.faults.remove(at);
            });
        }
        poorer
    }

    #[test]
    fn everything_in_it_shows() {
        let whole = numbers(&probe());
        let silent: Vec<String> = poorer()
            .into_iter()
            .filter(|(_, layout)| numbers(layout) == whole)
            .map(|(what, _)| what)
            .collect();
        assert!(silent.is_empty(), "nothing tells whether these are there: {silent:?}");
    }
}
