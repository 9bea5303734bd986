//! Closed forms that the simulator must agree with, each with its formula.

use crate::support::{single, tandem};
use loadline_math::Law;
use loadline_sim::analysis::{Interval, Refusal, steady};
use loadline_sim::layout::{Cache, Layout};
use loadline_sim::profile::Arrivals::Poisson;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, SourceTally, Tally, replicate};

/// Twelve runs of so many seconds, of which the first tenth does not count.
pub(crate) fn runs(layout: &Layout, seconds: f64) -> Vec<Tally> {
    let settings = Settings::lasting(seconds, 2_026);
    let from = Instant::START + Delay::from_seconds(seconds / 10.0);
    replicate(layout, Settings { from, ..settings }, 12)
}

/// The exact value lies in an interval that covers it in 999 of 1,000 cases, and that is narrow.
#[track_caller]
pub(crate) fn check(runs: &[Tally], what: &str, exact: f64, value: impl Fn(&Tally) -> f64) {
    let values: Vec<f64> = runs.iter().map(value).collect();
    let interval = Interval::of_mean(&values, 0.999).expect("twelve runs");
    assert!(interval.contains(exact), "{what}: {interval:?} without {exact}");
    assert!(interval.relative() < 0.08, "{what}: {interval:?} is wide");
}

#[track_caller]
pub(crate) fn check_mean(layout: &Layout, seconds: f64, exact: f64) {
    check(&runs(layout, seconds), "mean", exact, |tally| mean(&tally.sources[0]));
}

pub(crate) fn mean(source: &SourceTally) -> f64 {
    source.mean().expect("answers")
}

fn quantile(tally: &Tally, q: f64) -> f64 {
    tally.sources[0].quantile(q).expect("answers").seconds()
}

pub(crate) fn exponential(mean: f64) -> Law {
    Law::Exponential { mean }
}

#[test]
fn one_worker_exponential() {
    // M/M/1: W = 1 ÷ (μ − λ), and W is exponential.
    let layout = single(Poisson, 0.8, exponential(1.0), 1);
    let runs = runs(&layout, 200_000.0);
    check(&runs, "mean", 5.0, |tally| mean(&tally.sources[0]));
    check(&runs, "median", 5.0 * 2f64.ln(), |tally| quantile(tally, 0.5));
    check(&runs, "p99", 5.0 * 100f64.ln(), |tally| quantile(tally, 0.99));
    let counted = |tally: &Tally| (tally.until - tally.from).seconds();
    check(&runs, "utilisation", 0.8, |tally| tally.stations[0].worked / counted(tally));
    // Lq = ρ² ÷ (1 − ρ), by Little from the time waited.
    check(&runs, "queue", 3.2, |tally| tally.stations[0].waited / counted(tally));
}

#[test]
fn many_workers_exponential() {
    // M/M/8 at ρ = 0.8: W = 1 + C(8, 6.4) ÷ (8 − 6.4), with Erlang C.
    check_mean(&single(Poisson, 6.4, exponential(1.0), 8), 40_000.0, 1.286_028);
}

#[test]
fn a_queue_with_little_room() {
    // M/M/2 with three places to wait, λ = 1.5, μ = 1: p(n) ∝ 1, 1.5, 1.125, × 0.75 each.
    let mut layout = single(Poisson, 1.5, exponential(1.0), 2);
    layout.stations[0].queue = Some(3);
    let weights = [1.0, 1.5, 1.125, 0.843_75, 0.632_812_5, 0.474_609_375];
    let all: f64 = weights.iter().sum();
    let loss = weights[5] / all;
    let number = (0..6).map(|n| f64::from(n) * weights[n as usize] / all).sum::<f64>();
    let runs = runs(&layout, 100_000.0);
    check(&runs, "loss", loss, |tally| {
        tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64
    });
    check(&runs, "mean", number / (1.5 * (1.0 - loss)), |tally| mean(&tally.sources[0]));
}

#[test]
fn one_worker_with_any_work() {
    // Pollaczek–Khinchine: W = m + ρ m (1 + cv²) ÷ (2 (1 − ρ)).
    let exact = |cv: f64| 1.0 + 0.7 * (1.0 + cv * cv) / (2.0 * 0.3);
    check_mean(&single(Poisson, 0.7, Law::Constant(1.0), 1), 100_000.0, exact(0.0));
    check_mean(&single(Poisson, 0.7, Law::lognormal(1.0, 1.5), 1), 400_000.0, exact(1.5));
    check_mean(&single(Poisson, 0.7, Law::hyperexponential(1.0, 2.0), 1), 400_000.0, exact(2.0));
    check_mean(&single(Poisson, 0.7, Law::gamma(1.0, 0.5), 1), 100_000.0, exact(0.5));
}

#[test]
fn even_arrivals() {
    // D/M/1 with λ = 0.8, μ = 1: W = 1 ÷ (1 − σ), σ = e^(−(1 − σ) ÷ 0.8).
    let sigma = (0..200).fold(0.5f64, |sigma, _| (-(1.0 - sigma) / 0.8).exp());
    let layout = single(loadline_sim::profile::Arrivals::Even, 0.8, exponential(1.0), 1);
    check_mean(&layout, 100_000.0, 1.0 / (1.0 - sigma));
}

#[test]
fn a_chain_of_workers() {
    // Jackson: the stations of a tandem are as if alone.
    let layout =
        tandem(Poisson, 0.5, &[(exponential(1.0), 1), (exponential(1.25), 1), (exponential(0.5), 1)]);
    let exact = 1.0 / (1.0 - 0.5) + 1.0 / (0.8 - 0.5) + 1.0 / (2.0 - 0.5);
    check_mean(&layout, 100_000.0, exact);
}

#[test]
fn last_come_first_served() {
    // The same mean as in order of arrival.
    let mut layout = single(Poisson, 0.8, exponential(1.0), 1);
    layout.stations[0].discipline = loadline_sim::layout::Discipline::Lifo;
    check_mean(&layout, 200_000.0, 5.0);
}

#[test]
fn crowded_workers_without_a_queue() {
    // M/M/∞: the number in service is Poisson.
    let mut layout = single(Poisson, 50.0, exponential(0.2), 1);
    layout.stations[0].workers = None;
    check_mean(&layout, 5_000.0, 0.2);
}

#[test]
fn shared_workers() {
    // Processor sharing: W = m ÷ (1 − ρ), whatever the law of the work.
    for work in [exponential(1.0), Law::lognormal(1.0, 2.0), Law::Constant(1.0)] {
        let mut layout = single(Poisson, 0.7, work, 1);
        layout.stations[0].discipline = loadline_sim::layout::Discipline::Sharing;
        check_mean(&layout, 200_000.0, 1.0 / 0.3);
    }
    // With two workers the number in the system is that of M/M/2: W = 1 ÷ (1 − ρ²).
    let mut layout = single(Poisson, 1.5, exponential(1.0), 2);
    layout.stations[0].discipline = loadline_sim::layout::Discipline::Sharing;
    check_mean(&layout, 100_000.0, 1.0 / (1.0 - 0.75 * 0.75));
}

#[test]
fn a_pause_delays_all_who_share() {
    // Two of a second each, at once on one worker: each would take two seconds, and four with a pause of two.
    let at_once = loadline_sim::profile::Arrivals::At(vec![0.0, 0.0]);
    let mut layout = single(at_once, 1.0, Law::Constant(1.0), 1);
    layout.stations[0].discipline = loadline_sim::layout::Discipline::Sharing;
    layout.faults.push(loadline_sim::layout::Fault {
        at: Instant::START + Delay::from_seconds(0.5),
        effect: loadline_sim::layout::Effect::Pause { station: 0, lasts: Delay::from_seconds(2.0) },
    });
    let tally = loadline_sim::run(&layout, Settings::lasting(10.0, 1));
    assert!((mean(&tally.sources[0]) - 4.0).abs() < 1e-6, "{}", mean(&tally.sources[0]));
}

#[test]
fn users_who_give_up() {
    // Erlang A with two workers, λ = 2.4, μ = 1, patience of 2 on average: p(n) ∝ Π λ ÷ (min(n, 2) + (n − 2)⁺ ÷ 2), and
    // (n − 2)⁺ ÷ 2 give up a second.
    let mut layout = single(Poisson, 2.4, exponential(1.0), 2);
    layout.calls[0].patience = Some(exponential(2.0));
    layout.calls[0].propagates = true;
    layout.stations[0].expired = loadline_sim::layout::Expired::Drop;
    let (mut weight, mut all, mut given_up) = (1.0, 1.0, 0.0);
    for n in 1..400 {
        let (busy, waiting) = (f64::from(n).min(2.0), (f64::from(n) - 2.0).max(0.0));
        weight *= 2.4 / (busy + waiting / 2.0);
        all += weight;
        given_up += weight * waiting / 2.0;
    }
    check(&runs(&layout, 50_000.0), "gave up", given_up / all / 2.4, |tally| {
        tally.stations[0].failed.total() as f64 / tally.stations[0].arrived as f64
    });
}

#[test]
fn two_calls_at_once() {
    // Fork and join over two M/M/1 at ρ = 0.6: W = (12 − ρ) ÷ 8 × 1 ÷ (μ − λ) (Flatto and Hahn 1984).
    let mut layout = tandem(Poisson, 0.6, &[(Law::Constant(0.0), 1), (exponential(1.0), 1)]);
    let mut other = layout.nodes[1].clone();
    (other.name, other.station) = ("other".to_owned(), 2);
    layout.nodes.push(other);
    layout.stations.push(loadline_sim::layout::Station::plain("other", 1));
    layout.calls.push(loadline_sim::layout::Call::plain("to the other", 2));
    layout.steps[0].end += 1;
    check_mean(&layout, 100_000.0, (12.0 - 0.6) / 8.0 / 0.4);
}

#[test]
fn a_cold_cache() {
    // Each lookup misses with 1 − h, and surely while the cache is cold: 1 ÷ (1 − h) times as much.
    let asked = |cold: bool| {
        let mut layout = tandem(Poisson, 100.0, &[(exponential(0.001), 1), (exponential(0.001), 1)]);
        layout.caches.push(Cache {
            name: "c".to_owned(),
            hit_ratio: 0.9,
            fills: 1e15,
            station: None,
            keys: None,
        });
        layout.calls[1].times = loadline_sim::layout::Times { mean: 0.0, misses: Some((0, 1.0)) };
        if cold {
            let effect = loadline_sim::layout::Effect::Flush { cache: 0 };
            layout.faults.push(loadline_sim::layout::Fault { at: Instant::START, effect });
        }
        let runs = runs(&layout, 1_000.0);
        let of = |call: usize| runs.iter().map(|tally| tally.calls[call].asked).sum::<u64>() as f64;
        of(1) / of(0)
    };
    let times = asked(true) / asked(false);
    assert!((times - 10.0).abs() < 0.2, "{times}");
}

#[test]
fn hedges_cut_the_tail() {
    // Endless workers, service S exponential with mean 1, a second attempt after d: P(X > t) = e^(−t) e^(−(t − d)) for t > d.
    // Mean = 1 − e^(−d) + e^(−d) ÷ 2; attempts = 1 + e^(−d).
    let mut layout = single(Poisson, 50.0, exponential(1.0), 1);
    layout.stations[0].workers = None;
    let d = 1.5;
    layout.calls[0].hedge = Some(Delay::from_seconds(d));
    let runs = runs(&layout, 4_000.0);
    check(&runs, "mean", 1.0 - (-d).exp() / 2.0, |tally| mean(&tally.sources[0]));
    check(&runs, "attempts", 1.0 + (-d).exp(), |tally| {
        tally.calls[0].attempts as f64 / tally.calls[0].asked as f64
    });
}

#[test]
fn retries_amplify() {
    // Every attempt fails with p: 1 + p + p² + p³ attempts, and p⁴ of the calls are lost.
    let mut layout = single(Poisson, 50.0, exponential(0.001), 1);
    layout.calls[0].retries = loadline_sim::layout::Retries::after(3, Delay::ZERO);
    layout.faults.push(loadline_sim::layout::Fault {
        at: Instant::START,
        effect: loadline_sim::layout::Effect::Errors { station: 0, share: 0.4 },
    });
    let runs = runs(&layout, 4_000.0);
    check(&runs, "attempts", 1.0 + 0.4 + 0.16 + 0.064, |tally| {
        tally.calls[0].attempts as f64 / tally.calls[0].asked as f64
    });
    check(&runs, "lost", 0.4f64.powi(4), |tally| tally.calls[0].lost as f64 / tally.calls[0].asked as f64);
}

#[test]
fn the_long_run_of_a_queue() {
    let layout = single(Poisson, 0.8, exponential(1.0), 1);
    let found = steady(&layout, Settings::lasting(2_000_000.0, 4), 0.999).expect("it is stable");
    let found = found[0].clone().expect("long enough");
    assert!(found.mean.contains(5.0), "{found:?}");
    assert!(found.quantiles[1].is_some_and(|p99| p99.contains(5.0 * 100f64.ln())), "{found:?}");
    // 26,000 requests a slice are too few for a p99.9.
    assert_eq!(found.quantiles[2], None);
}

#[test]
fn no_long_run_where_more_comes_than_can_be_done() {
    let layout = single(Poisson, 1.02, exponential(1.0), 1);
    let found = steady(&layout, Settings::lasting(100_000.0, 4), 0.95);
    assert!(
        matches!(found, Err(Refusal::Overloaded { utilisation, .. }) if (1.0..1.05).contains(&utilisation)),
        "{found:?}"
    );
    let short = steady(&single(Poisson, 0.8, exponential(1.0), 1), Settings::lasting(200.0, 4), 0.95);
    assert!(matches!(short.as_deref(), Ok([Err(Refusal::TooFew(_))])), "{short:?}");
}
