//! How often an interval of 95 % covers the exact value, over many seeds: long runs with batch means, and independent runs.

use crate::layouts::chain;
use loadline_math::Law;
use loadline_sim::analysis::{Interval, steady};
use loadline_sim::layout::{
    Cache, Call, Discipline, Effect, Expired, Fault, Layout, Retries, Station, Times,
};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, Tally, run};

/// What is known exactly of a case, and how it is looked at.
struct Case {
    layout: Layout,
    /// Requests a second.
    rate: f64,
    look: Look,
}

enum Look {
    /// One long run of so many requests: the mean latency, and the p99 where it is known.
    Steady { requests: f64, mean: f64, p99: Option<f64> },
    /// Twenty runs of so many seconds, of which the first tenth does not count: a figure of each.
    Runs { seconds: f64, exact: f64, figure: fn(&Tally) -> f64 },
}

/// `refused covered p99-covered p99-judged` of one case over a range of seeds.
pub(crate) fn run_case(name: &str, seeds: std::ops::Range<u64>) -> Option<String> {
    let case = case(name)?;
    let (mut refused, mut covered, mut tail, mut judged) = (0u64, 0u64, 0u64, 0u64);
    for seed in seeds {
        match &case.look {
            Look::Steady { requests, mean, p99 } => {
                let settings = Settings::lasting(requests / case.rate, seed);
                let found = steady(&case.layout, settings, 0.95).ok();
                let Some(found) = found.and_then(|found| found.into_iter().next()?.ok()) else {
                    refused += 1;
                    continue;
                };
                covered += u64::from(found.mean.contains(*mean));
                if let Some((interval, exact)) = found.quantiles[1].zip(*p99) {
                    judged += 1;
                    tail += u64::from(interval.contains(exact));
                }
            }
            Look::Runs { seconds, exact, figure } => {
                let from = Instant::START + Delay::from_seconds(seconds / 10.0);
                let settings = Settings { from, ..Settings::lasting(*seconds, seed) };
                let one = |replication| run(&case.layout, Settings { replication, ..settings });
                let values: Vec<f64> = (0..20).map(|number| figure(&one(number))).collect();
                covered += u64::from(Interval::of_mean(&values, 0.95)?.contains(*exact));
            }
        }
    }
    Some(format!("{refused} {covered} {tail} {judged}"))
}

fn case(name: &str) -> Option<Case> {
    let long =
        |layout, rate, requests, mean, p99| Case { layout, rate, look: Look::Steady { requests, mean, p99 } };
    let many = |layout, seconds, exact, figure| Case {
        layout,
        rate: 0.0,
        look: Look::Runs { seconds, exact, figure },
    };
    Some(match name {
        // W = 1 ÷ (μ − λ), exponential.
        "mm1" => long(chain(0.8, &[1]), 0.8, 1.5e6, 5.0, Some(5.0 * 100f64.ln())),
        // Erlang C.
        "mm8" => long(chain(6.4, &[8]), 6.4, 1.5e6, 1.286_028_4, Some(many_workers_p99())),
        "mm2-loss" => many(little_room(), 3_000.0, little_room_loss(), |tally| {
            tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64
        }),
        // Pollaczek–Khinchine: W = m + ρ m (1 + cv²) ÷ (2 (1 − ρ)).
        "mg1-lognormal" => long(with_work(Law::lognormal(1.0, 1.5)), 0.7, 2e6, 1.0 + 0.7 * 3.25 / 0.6, None),
        "mg1-hyperexponential" => {
            long(with_work(Law::hyperexponential(1.0, 2.0)), 0.7, 2e6, 1.0 + 0.7 * 5.0 / 0.6, None)
        }
        "md1" => long(with_work(Law::Constant(1.0)), 0.7, 1e6, 1.0 + 0.7 / 0.6, None),
        // Processor sharing: W = m ÷ (1 − ρ), whatever the law.
        "sharing" => {
            let mut layout = with_work(Law::lognormal(1.0, 1.5));
            layout.stations[0].discipline = Discipline::Sharing;
            long(layout, 0.7, 5e5, 1.0 / 0.3, None)
        }
        // Jackson: 1 ÷ (1 − 0.5) at each of three; their sum is an Erlang variable, whose p99 is 8.405947 of its phases.
        "tandem" => long(chain(0.5, &[1, 1, 1]), 0.5, 1e6, 6.0, Some(2.0 * 8.405_947)),
        // Flatto and Hahn 1984: W = (12 − ρ) ÷ 8 ÷ (μ − λ).
        "fork-join" => long(fork_join(), 0.6, 5e5, (12.0 - 0.6) / 8.0 / 0.4, None),
        "erlang-a" => many(impatient(), 2_000.0, impatient_loss(), |tally| {
            tally.stations[0].failed.total() as f64 / tally.stations[0].arrived as f64
        }),
        // 1 + e^(−d) attempts with a second one after d.
        "hedge" => {
            let mut layout = without_queue(chain(50.0, &[1]));
            layout.calls[0].hedge = Some(Delay::from_seconds(1.5));
            many(layout, 100.0, 1.0 + (-1.5f64).exp(), attempts)
        }
        // 1 + p + p² + p³ attempts.
        "retries" => {
            let mut layout = without_queue(chain(50.0, &[1]));
            layout.calls[0].retries = Retries::after(3, Delay::ZERO);
            layout
                .faults
                .push(Fault { at: Instant::START, effect: Effect::Errors { station: 0, share: 0.4 } });
            many(layout, 100.0, 1.0 + 0.4 + 0.16 + 0.064, attempts)
        }
        // (1 − h) lookups in a warm cache go on to the origin, and all in a cold one: 1 ÷ (1 − h) times as many.
        "cold-cache" => many(cold_cache(), 100.0, 10.0, |tally| {
            let share = |call: usize, lookups: usize| {
                tally.calls[call].asked as f64 / tally.calls[lookups].asked as f64
            };
            share(3, 2) / share(1, 0)
        }),
        _ => return None,
    })
}

fn attempts(tally: &Tally) -> f64 {
    tally.calls[0].attempts as f64 / tally.calls[0].asked as f64
}

/// One worker at ρ = 0.7.
fn with_work(work: Law) -> Layout {
    let mut layout = chain(0.7, &[1]);
    layout.nodes[0].work = work;
    layout
}

fn without_queue(mut layout: Layout) -> Layout {
    layout.stations[0].workers = None;
    layout
}

/// M/M/2 with three places to wait, λ = 1.5.
fn little_room() -> Layout {
    let mut layout = chain(1.5, &[2]);
    layout.stations[0].queue = Some(3);
    layout
}

fn little_room_loss() -> f64 {
    let weights = [1.0, 1.5, 1.125, 0.843_75, 0.632_812_5, 0.474_609_375];
    weights[5] / weights.iter().sum::<f64>()
}

fn fork_join() -> Layout {
    let mut layout = chain(0.6, &[1, 1]);
    layout.nodes[0].work = Law::Constant(0.0);
    let mut other = layout.nodes[1].clone();
    (other.name, other.station) = ("other".to_owned(), 2);
    layout.nodes.push(other);
    layout.stations.push(Station::plain("other", 1));
    // The calls of a step stand next to each other, and so the one of the users behind them.
    let users = layout.calls.remove(1);
    layout.calls.extend([Call::plain("to the other", 2), users]);
    layout.steps[0] = 0..2;
    layout.sources[0].call = 2;
    layout
}

/// Erlang A: two workers, λ = 2.4, patience of 2 on average.
fn impatient() -> Layout {
    let mut layout = chain(2.4, &[2]);
    layout.calls[0].patience = Some(Law::Exponential { mean: 2.0 });
    layout.calls[0].propagates = true;
    layout.stations[0].expired = Expired::Drop;
    layout
}

/// p(n) ∝ Π λ ÷ (min(n, 2) + (n − 2)⁺ ÷ 2), and (n − 2)⁺ ÷ 2 give up a second.
fn impatient_loss() -> f64 {
    let (mut weight, mut all, mut given_up) = (1.0, 1.0, 0.0);
    for n in 1..400 {
        let (busy, waiting) = (f64::from(n).min(2.0), (f64::from(n) - 2.0).max(0.0));
        weight *= 2.4 / (busy + waiting / 2.0);
        all += weight;
        given_up += weight * waiting / 2.0;
    }
    given_up / all / 2.4
}

/// Two services, each behind a cache that answers nine in ten when it is warm; the second cache is emptied and never fills.
fn cold_cache() -> Layout {
    let mut layout = Layout::default();
    for number in 0..2u32 {
        let part = chain(200.0, &[50, 50]);
        let (calls, nodes, stations) = (2 * number, 2 * number, 2 * number);
        layout.stations.extend(
            part.stations
                .into_iter()
                .map(|station| Station { name: format!("{number} {}", station.name), ..station }),
        );
        for (at, mut node) in part.nodes.into_iter().enumerate() {
            node.name = format!("{number} {}", node.name);
            node.station += stations;
            node.work = Law::Exponential { mean: 0.001 };
            node.steps = if at == 0 { number..number + 1 } else { number + 1..number + 1 };
            layout.nodes.push(node);
        }
        layout.calls.push(Call::plain(format!("users {number}"), nodes));
        let times = Times { mean: 0.0, misses: Some((number, 1.0)) };
        layout.calls.push(Call { times, ..Call::plain(format!("misses {number}"), nodes + 1) });
        layout.steps.push(calls + 1..calls + 2);
        layout.caches.push(Cache {
            name: format!("cache {number}"),
            hit_ratio: 0.9,
            fills: 1e15,
            station: None,
            keys: None,
        });
        layout.sources.extend(part.sources.into_iter().map(|mut source| {
            (source.name, source.call) = (format!("users {number}"), calls);
            source
        }));
    }
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Flush { cache: 1 } });
    layout
}

/// The p99 of the time in M/M/8 at λ = 6.4, μ = 1: work plus, with probability C = Wq (8 − 6.4), a wait that is exponential with
/// θ = 1.6; P(T > t) = (1 − C) e^(−t) + C (θ e^(−t) − e^(−θt)) ÷ (θ − 1).
fn many_workers_p99() -> f64 {
    let theta = 1.6f64;
    let waits = 0.286_028_4 * theta;
    let tail = |t: f64| {
        (1.0 - waits) * (-t).exp() + waits * (theta * (-t).exp() - (-theta * t).exp()) / (theta - 1.0)
    };
    loadline_math::root::time_of_tail(tail, 0.01, 5.0)
}
