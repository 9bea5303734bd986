//! Users who wait for their answers: held to the interactive response-time law and to exact mean value analysis.

use crate::compiled::compiling;
use crate::oracle::{check, exponential, mean, runs};
use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::{Failure, Settings, Tally, run};

fn throughput(tally: &Tally) -> f64 {
    let source = &tally.sources[0];
    (source.good + source.failed.total()) as f64 / (tally.until - tally.from).seconds()
}

/// Exact mean value analysis of single-worker stations (Reiser and Lavenberg 1980): R_i(n) = D_i (1 + Q_i(n − 1)),
/// X(n) = n ÷ (Z + Σ R_i(n)), Q_i(n) = X(n) R_i(n). Response time and throughput.
fn mean_value_analysis(users: u32, demands: &[f64], think: f64) -> (f64, f64) {
    let mut queues = vec![0.0; demands.len()];
    let (mut response, mut throughput) = (0.0, 0.0);
    for users in 1..=users {
        let times: Vec<f64> =
            demands.iter().zip(&queues).map(|(demand, queue)| demand * (1.0 + queue)).collect();
        response = times.iter().sum::<f64>();
        throughput = f64::from(users) / (think + response);
        queues = times.iter().map(|time| throughput * time).collect();
    }
    (response, throughput)
}

#[test]
fn users_of_one_worker_are_a_machine_repairman() {
    // Ten users who think for 10 s and one worker who takes 1 s: p(n) ∝ 10! ÷ (10 − n)! × 0.1ⁿ, X = 1 − p(0).
    let mut weight = 1.0;
    let weights = (0..10).map(|n| {
        weight *= f64::from(10 - n) * 0.1;
        weight
    });
    let idle = 1.0 / (1.0 + weights.sum::<f64>());
    let exact = mean_value_analysis(10, &[1.0], 10.0);
    assert!((exact.1 - (1.0 - idle)).abs() < 1e-12, "two ways to the same");
    let layout = tandem(Arrivals::Clients { number: 10, think: 10.0 }, 1.0, &[(exponential(1.0), 1)]);
    let runs = runs(&layout, 40_000.0);
    check(&runs, "throughput", exact.1, throughput);
    check(&runs, "response", exact.0, |tally| mean(&tally.sources[0]));
}

#[test]
fn users_of_several_stations_are_a_closed_network() {
    let exact = mean_value_analysis(40, &[0.1, 0.25], 5.0);
    let layout = tandem(
        Arrivals::Clients { number: 40, think: 5.0 },
        0.0,
        &[(exponential(0.1), 1), (exponential(0.25), 1)],
    );
    let runs = runs(&layout, 10_000.0);
    check(&runs, "throughput", exact.1, throughput);
    check(&runs, "response", exact.0, |tally| mean(&tally.sources[0]));
    // The interactive response-time law: R = N ÷ X − Z, whatever the laws of the work are.
    check(&runs, "law", 40.0, |tally| throughput(tally) * (mean(&tally.sources[0]) + 5.0));
}

#[test]
fn never_more_requests_are_under_way_than_there_are_users() {
    let mut layout = tandem(Arrivals::Clients { number: 30, think: 0.01 }, 9e9, &[(Law::Constant(1.0), 1)]);
    let tally = run(&layout, Settings::lasting(100.0, 1));
    let source = &tally.sources[0];
    assert_eq!((source.good, source.unfinished.total()), (99, 30));
    // Who is turned away thinks, and comes again.
    layout.stations[0].queue = Some(0);
    layout.sources[0].profile = Profile::constant(0.0);
    let tally = run(&layout, Settings::lasting(100.0, 1));
    let turned_away = tally.sources[0].failed.of(Failure::QueueFull) as f64;
    // 29 of them at a time, for 10 ms each.
    assert!((turned_away / 290_000.0 - 1.0).abs() < 0.02, "{turned_away}");
}

#[test]
fn many_users_who_all_begin_at_once_are_followed() {
    // Each thinks for 1 s on average and is answered at once: 0.2 requests of each in 0.2 s.
    let mut layout =
        crate::support::single(Arrivals::Clients { number: 40_000, think: 1.0 }, 0.0, Law::Constant(0.0), 1);
    layout.stations[0].workers = None;
    let tally = run(&layout, Settings::lasting(0.2, 1));
    let expected = 40_000.0 * 0.2;
    assert!((tally.sources[0].arrived as f64 / expected - 1.0).abs() < 0.05, "{}", tally.sources[0].arrived);
}

#[test]
fn a_spike_that_no_journey_has_a_rate_for_is_refused() {
    let records = |more: &str| {
        format!(
            "services: {{a: {{service-time: {{mean: 1ms}}}}}}\njourneys:\n  j: {{entry: a, load: {{clients: 5, think: 1s}}}}\n{more}\
             scenarios: {{s: {{lasts: 10s, faults: [{{kind: spike, factor: 3x, at: 1s, lasts: 2s}}]}}}}\n"
        )
    };
    let problems = compiling(&records("")).expect_err("it would change nothing");
    assert!(problems[0].message.contains("a spike has no rate of `j` to raise"), "{problems:?}");
    assert!(
        compiling(&records("  k: {entry: a, load: {peak: 5rps}}\n")).is_ok(),
        "the rate of the other is raised"
    );
}
