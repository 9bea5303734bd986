//! Models that contradict themselves or are absurdly large: stated numbers, no panic, bounded time.

use loadline_depend::{Failures, Strength};
use loadline_flow::{Flows, Load, Loads};
use loadline_model::read;
use std::fmt::Write;

/// Reads a model, faults or not, with so many copies needed everywhere; every probability must be one.
#[track_caller]
fn check(text: &str, needed: Option<u64>) {
    let mut sources = loadline_base::Sources::default();
    sources.add("m.yaml", format!("loadline: 1\n{text}"));
    let model = read(&sources).model;
    let load = Load { needed, utilisation: Some(f64::NAN), arrivals: Some(0.0), ..Load::default() };
    let loads = Loads::new(vec![load; model.component_count()]);
    for unsaid in [Strength::Hard, Strength::Soft] {
        let failures = Failures::read(&model, &Flows::read(&model), &loads, unsaid);
        for q in failures.stated() {
            assert!((0.0..=1.0).contains(&q), "{q} in\n{}", text.chars().take(400).collect::<String>());
        }
    }
}

#[test]
fn places_in_circles() {
    check(
        "domains: {a: {kind: zone, in: b}, b: {kind: region, in: a}, c: {in: c, needs: [s]}}\n\
         services: {s: {replicas: {min: 3, spread: a}, domain: c}, t: {domain: c, regions: {mode: active-passive, switch: 1m}}}\n\
         journeys: {j: {entry: s}, k: {entry: t}}\n",
        None,
    );
}

#[test]
fn contradicting_figures() {
    for figures in [
        "replicas: {min: 0}",
        "replicas: {min: 1000000000}, mtbf: 1d, mttr: 1h",
        "replicas: {min: 1000000000, mode: quorum}",
        "replicas: {min: 3, quorum: 9, mode: sync, failover: {}}",
        "mtbf: 0s, mttr: 1h",
        "mtbf: 1h, mttr: 0s",
        "mtbf: 1h, mttr: 10h, replicas: {min: 2}, beta: 100%",
        "incidents: {per-year: 1000000, mean: 500y}",
        "failover: {per-year: 1000000, time: 1y}",
        "deploys: {per-week: 1000000, failure-rate: 100%, detect-and-roll-back: 1y, scope: cell}",
        "availability: 0%",
    ] {
        for needed in [None, Some(0), Some(u64::MAX)] {
            check(&format!("services: {{a: {{{figures}}}}}\njourneys: {{j: {{entry: a}}}}\n"), needed);
        }
    }
}

#[test]
fn a_tail_that_leads_nowhere() {
    check(
        "services: {a: {}, b: {}}\njourneys: {j: {entry: a, completes: {within: 1m, at: b}}, k: {entry: a, completes: {within: 1m, at: gone}}}\n",
        None,
    );
}

#[test]
fn a_deep_chain_and_a_wide_fan() {
    let mut chain = String::from("services:\n");
    let mut fan = String::from("services:\n  top:\n    needs:\n");
    for index in 0..20_000 {
        writeln!(chain, "  s{index}: {{needs: {{s{}: {{kind: hard}}}}}}", index + 1).unwrap();
    }
    writeln!(chain, "  s20000: {{}}\njourneys: {{j: {{entry: s0}}}}").unwrap();
    for index in 0..10_000 {
        writeln!(fan, "      s{index}: {{kind: hard, step: 1, await: 5000}}").unwrap();
    }
    for index in 0..10_000 {
        writeln!(fan, "  s{index}: {{}}").unwrap();
    }
    fan.push_str("journeys: {j: {entry: top}}\n");
    check(&chain, None);
    check(&fan, None);
}

#[test]
fn masks_round_a_circle_end() {
    let mut text = String::from("services:\n");
    for index in 0..40 {
        let fallback =
            |to: usize| format!("s{}: {{kind: hard, fallback: {{stale: {}s}}}}", to % 40, 60 + to * 7);
        writeln!(text, "  s{index}: {{needs: {{{}, {}}}}}", fallback(index + 1), fallback(index + 3))
            .unwrap();
    }
    text.push_str("journeys: {j: {entry: s0}}\n");
    check(&text, None);
}
