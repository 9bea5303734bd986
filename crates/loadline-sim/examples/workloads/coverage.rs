//! How often the interval of a long run covers the exact value, over many seeds.

use crate::layouts::chain;
use loadline_math::Law;
use loadline_sim::analysis::steady;
use loadline_sim::{Layout, Settings};

/// `seeds refused mean-covered p99-covered p99-judged` for one queue: M/M/1 and M/M/8 at ρ = 0.8, M/G/1 (lognormal, cv 1.5) at
/// ρ = 0.7, each followed over 1.5 million requests.
pub(crate) fn run(which: &str, seeds: u64) -> Option<String> {
    let general = || {
        let mut layout = chain(0.7, &[1]);
        layout.nodes[0].work = Law::lognormal(1.0, 1.5);
        layout
    };
    // M/M/1: W = 1 ÷ (μ − λ), exponential. M/M/8: Erlang C. M/G/1: Pollaczek–Khinchine.
    let (layout, rate, mean, p99): (Layout, f64, f64, Option<f64>) = match which {
        "mm1" => (chain(0.8, &[1]), 0.8, 5.0, Some(5.0 * 100f64.ln())),
        "mm8" => (chain(6.4, &[8]), 6.4, 1.286_028_4, Some(many_workers_p99())),
        "mg1" => (general(), 0.7, 1.0 + 0.7 * 3.25 / 0.6, None),
        _ => return None,
    };
    let (mut refused, mut covered, mut tail, mut judged) = (0u64, 0u64, 0u64, 0u64);
    for seed in 0..seeds {
        let settings = Settings::lasting(1.5e6 / rate, seed);
        let found = steady(&layout, settings, 0.95).ok().and_then(|found| found.into_iter().next()?.ok());
        let Some(found) = found else {
            refused += 1;
            continue;
        };
        covered += u64::from(found.mean.contains(mean));
        if let Some((interval, exact)) = found.quantiles[1].zip(p99) {
            judged += 1;
            tail += u64::from(interval.contains(exact));
        }
    }
    Some(format!("{seeds} {refused} {covered} {tail} {judged}"))
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
