//! What must hold in every run of any layout: nothing is lost, nothing is made up.

use loadline_math::Law;
use loadline_sim::layout::{
    AdaptiveLimit, AdaptiveRule, Awaited, Backoff, Balancing, Breaker, Budget, Cache, Call, Cells,
    Discipline, Effect, Expired, Fallback, Fault, Growth, Jitter, Keys, Layout, Node, Pool, RateLimit,
    Retries, Source, Station, Throttle, Times,
};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Limits, Settings, run};
use proptest::prelude::*;

fn delay(milliseconds: u32) -> Delay {
    Delay::from_seconds(f64::from(milliseconds) / 1e3)
}

prop_compose! {
    fn station()(
        copies in 1u32..4,
        workers in prop::option::of(1u32..4),
        in_flight in prop::option::of(1u32..6),
        adaptive in prop::option::weighted(0.2, (any::<bool>(), 1u32..30)),
        queue in prop::option::of(0u32..20),
        discipline in prop::sample::select(vec![
            Discipline::Fifo,
            Discipline::Lifo,
            Discipline::AdaptiveLifo(3),
            Discipline::ControlledDelay { target: delay(5), interval: delay(100) },
            Discipline::Priority,
            Discipline::Sharing,
        ]),
        balancing in prop::sample::select(vec![
            Balancing::RoundRobin,
            Balancing::Random,
            Balancing::LeastOutstanding,
            Balancing::PowerOfTwo,
        ]),
        expired in prop::sample::select(vec![Expired::Serve, Expired::Drop, Expired::DropHopeless]),
        optimistic in prop::bool::weighted(0.2),
        quota in prop::option::of(5.0..200.0f64),
        group in prop::option::weighted(0.4, 0u32..2),
    ) -> Station {
        let name = String::new();
        let adaptive = adaptive.map(|(vegas, most)| AdaptiveLimit {
            rule: if vegas { AdaptiveRule::Vegas } else { AdaptiveRule::Gradient },
            most,
        });
        // How many cells there are is one for all of a group.
        let cells = group.map(|group| Cells { group, number: 1 });
        Station { name, copies, cells, scaling: None, workers, in_flight, adaptive, queue, discipline, balancing, expired, crowding: 0.0, optimistic, quota }
    }
}

prop_compose! {
    fn call()(
        mean in 0.0..2.5f64,
        waits in prop::bool::weighted(0.8),
        degrades in any::<bool>(),
        timeout in prop::option::of(1u32..300),
        deadline in prop::option::of(1u32..600),
        propagates in any::<bool>(),
        most in 0u8..4,
        base in 0u32..50,
        jitter in prop::sample::select(vec![Jitter::None, Jitter::Full, Jitter::Equal, Jitter::Decorrelated]),
        budget in prop::option::of(0.0..0.5f64),
        breaks in any::<bool>(),
        hedge in prop::option::of(1u32..50),
        throttle in prop::option::of(1.1..2.0f64),
        (keyed, lookups) in (prop::option::weighted(0.3, 0u32..2), 0.0..2.5f64),
        (pool, limit) in (prop::option::weighted(0.4, 0u32..4), prop::option::weighted(0.2, 0u32..2)),
    ) -> Call {
        let backoff = Backoff { base: delay(base), growth: Growth::Exponential, cap: delay(100), jitter };
        let budget = budget.map(|ratio| Budget { ratio, burst: 5.0 });
        let breaker = Breaker { opens_at: 0.5, over: delay(1_000), least: 10, open_for: delay(500) };
        Call {
            times: Times { mean, misses: keyed.map(|cache| (cache, lookups)) },
            waits,
            fallback: if degrades { Fallback::Degrade } else { Fallback::Fail },
            timeout: timeout.map(delay),
            deadline: deadline.map(delay),
            propagates,
            retries: Retries { most, backoff, budget },
            breaker: breaks.then_some(breaker),
            hedge: hedge.map(delay),
            throttle: throttle.map(|k| Throttle { edge: String::new(), k }),
            pool,
            limit,
            ..Call::plain("", 0)
        }
    }
}

prop_compose! {
    /// Every node calls some of those after it, in steps of one or two calls.
    fn layout()(
        stations in prop::collection::vec(station(), 1..5),
        calls in prop::collection::vec((call(), 0usize..8, 0usize..8), 0..8),
        entry in call(),
        work in 0.0..0.05f64,
        rate in 1.0..120.0f64,
        faults in prop::collection::vec((0u32..8_000, 0usize..8, 0usize..12), 0..5),
        sizes in prop::collection::vec(0u32..4, 16),
        any_answer in any::<bool>(),
        numbers in [1u32..4, 1u32..4],
    ) -> Layout {
        let mut layout = Layout::default();
        let count = stations.len();
        for (at, mut station) in stations.into_iter().enumerate() {
            station.name = format!("s{at}");
            if let Some(cells) = &mut station.cells {
                cells.number = numbers[cells.group as usize];
                station.copies *= cells.number;
            }
            layout.stations.push(station);
        }
        for (number, size) in sizes.into_iter().enumerate().take(4 * count) {
            layout.pools.push(Pool { name: String::new(), station: number as u32 / 4, size });
        }
        let keys = |number, single_flight| Keys { number, skew: 0.9, lives: Some(delay(300)), single_flight, usual: 10.0 };
        layout.caches.extend([keys(3, true), keys(40, false)].map(|keys| Cache {
            name: format!("cache of {}", keys.number),
            hit_ratio: 0.0,
            fills: 1.0,
            station: Some(0),
            keys: Some(keys),
        }));
        layout.limits.extend([20.0, 60.0].map(|rate| RateLimit { name: String::new(), rate }));
        layout.calls.push(Call { times: Times::ONCE, waits: true, pool: None, name: "users".to_owned(), ..entry });
        for at in 0..count {
            let first = layout.steps.len() as u32;
            let begin = layout.calls.len() as u32;
            for (number, (call, from, to)) in calls.iter().enumerate() {
                let to = at + 1 + to % count;
                if from % count == at && to < count {
                    // Four pools at each station.
                    let pool = call.pool.map(|pool| 4 * at as u32 + pool);
                    layout.calls.push(Call { name: format!("c{number}"), to: to as u32, pool, ..call.clone() });
                }
            }
            let end = layout.calls.len() as u32;
            let mut next = begin;
            while next < end {
                if any_answer {
                    layout.awaited.push(Awaited { step: layout.steps.len() as u32, answers: 1 });
                }
                layout.steps.push(next..(next + 2).min(end));
                next += 2;
            }
            let steps = first..layout.steps.len() as u32;
            let work = if at == 0 { Law::Constant(0.0) } else { Law::Exponential { mean: work } };
            layout.nodes.push(Node { name: format!("n{at}"), station: at as u32, work, steps });
        }
        let (arrivals, profile) = (Arrivals::Poisson, Profile::constant(rate));
        layout.sources.push(Source { name: "users".to_owned(), arrivals, profile, call: 0, priority: 1 });
        for (at, station, what) in faults {
            let station = (station % count) as u32;
            let effect = match what {
                0 => Effect::Down { station, first: 0, copies: 2 },
                1 => Effect::Up { station, first: 0, copies: 9 },
                2 => Effect::Slow { station, factor: 5.0 },
                3 => Effect::Errors { station, share: 0.3 },
                4 => Effect::Pause { station, lasts: delay(700) },
                6 => Effect::Drain { station, first: 0, copies: 2 },
                7 => Effect::Refill { station, first: 0, copies: 9 },
                5 => Effect::Flush { cache: 0 },
                8 => Effect::Replace { station, first: 1, copies: 1, by_new: true },
                9 => Effect::NewVersion { station, factor: 2.0, errors: 0.4 },
                10 => Effect::Routed { station, share: 0.5 },
                _ => Effect::Workers { station, workers: 1 },
            };
            layout.faults.push(Fault { at: Instant::START + delay(at), effect });
        }
        layout
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_request_is_answered_fails_or_is_under_way(layout in layout(), seed in any::<u64>()) {
        let limits = Limits([Delay::ZERO, delay(20), delay(200), delay(1_000_000)]);
        let settings = Settings { slices: 10, limits, ..Settings::lasting(10.0, seed) };
        let tally = run(&layout, settings);
        let source = &tally.sources[0];
        prop_assert!(!tally.overflowed);
        prop_assert_eq!(source.arrived, source.good + source.failed.total() + source.unfinished.total());
        prop_assert_eq!(source.good, source.latency.total());
        prop_assert!(source.degraded <= source.good);
        let slices = source.slices.done();
        prop_assert_eq!(slices.len(), 10);
        prop_assert_eq!(slices.iter().map(|slice| slice.arrived).sum::<u64>(), source.arrived);
        prop_assert_eq!(slices.iter().map(|slice| slice.good).sum::<u64>(), source.good);
        for slice in slices {
            prop_assert!(slice.within.is_sorted() && slice.within[3] == slice.good, "{:?}", slice);
        }
        let within = slices.iter().map(|slice| slice.within[1]).sum::<u64>();
        // A histogram tells to less than a hundredth.
        prop_assert!(within >= source.latency.at_most(Delay::from_seconds(0.0198)));
        prop_assert!(within <= source.latency.at_most(Delay::from_seconds(0.0202)));
        for (call, seen) in layout.calls.iter().zip(&tally.calls) {
            prop_assert!(seen.lost <= seen.asked);
            prop_assert_eq!(seen.attempts >= seen.retries, true);
            let extra = u64::from(call.retries.most) + u64::from(call.hedge.is_some());
            prop_assert!(seen.attempts <= seen.asked * (1 + extra));
            if let Some(budget) = call.retries.budget {
                let most = budget.burst + budget.ratio * seen.asked as f64;
                prop_assert!((seen.retries + seen.hedges) as f64 <= most + 1e-6);
            }
        }
        for (station, seen) in layout.stations.iter().zip(&tally.stations) {
            prop_assert!(seen.begun <= seen.arrived);
            prop_assert!(seen.dead <= seen.worked + 1e-9);
            prop_assert!(u64::from(seen.longest_queue) <= station.queue.map_or(u64::MAX, u64::from));
        }
        for (pool, seen) in layout.pools.iter().zip(&tally.pools) {
            prop_assert!(seen.waited <= seen.taken && (pool.size > 0 || seen.taken == 0));
        }
        for seen in &tally.caches {
            prop_assert!(seen.hits <= seen.lookups);
        }
        prop_assert_eq!(run(&layout, settings), tally);
    }
}
