//! Models as layouts: what is written is what runs.

use loadline_base::Sources;
use loadline_flow::{Flows, Loads};
use loadline_sim::compile::{Compiled, compile};
use loadline_sim::time::Instant;
use loadline_sim::{Settings, Tally, run};
use std::collections::BTreeSet;

/// A model with these records, and its scenario `s` where it has one; no average is known of anything.
fn compiled(records: &str) -> Compiled {
    let mut sources = Sources::default();
    sources.add("m.yaml", format!("loadline: 1\nsystem: {{id: t, title: T}}\n{records}"));
    let model = loadline_model::read(&sources).model;
    let flows = Flows::read(&model);
    let scenarios = model.system.scenarios.iter().flat_map(|all| all.iter());
    let scenario = scenarios.filter(|(id, _)| *id == "s").map(|(_, scenario)| scenario).next();
    compile(&model, &flows, &Loads::default(), scenario).expect("it can be run")
}

/// Some seconds of it after its warm-up.
fn ran(compiled: &Compiled, seconds: f64) -> Tally {
    let from = Instant::START + compiled.warm_up;
    let settings = Settings { from, ..Settings::lasting(compiled.warm_up.seconds() + seconds, 7) };
    run(&compiled.layout, settings)
}

/// Mean seconds until good answers.
fn mean(tally: &Tally) -> f64 {
    tally.sources[0].mean().expect("answers")
}

/// Two interfaces of `a` called at the same time, which both call `d`.
fn at_two_interfaces(edge: &str, work: &str) -> String {
    format!(
        "services:
  g: {{service-time: {{mean: 0ms}}, needs: {{a.one: {{kind: hard, step: 1}}, a.two: {{kind: hard, step: 1}}}}}}
  a: {{exposes: {{one: {{protocol: rest}}, two: {{protocol: rest}}}}, service-time: {{mean: 0ms}}, needs: {{d: {edge}}}}}
  d: {{service-time: {work}}}
  e: {{service-time: {{mean: 1s, distribution: exponential}}}}
journeys: {{j: {{entry: g, load: {{peak: 100rps}}}}}}
scenarios: {{s: {{journey: j, faults: [{{kind: errors, component: d, share: 100%, at: 0s}}]}}}}
"
    )
}

#[test]
fn no_two_calls_share_their_luck() {
    // Of two that are made with one half each, at least one is with three quarters.
    let model = at_two_interfaces("{kind: hard, share: 50%}", "{mean: 1s, distribution: deterministic}");
    let compiled_once = compiled(&model.replace("scenarios", "#"));
    let seconds = mean(&ran(&compiled_once, 400.0));
    assert!((seconds - 0.75).abs() < 0.01, "{seconds}");
    // The longer of two exponential times of a second takes 1.5 s, after the 1 ms of what fails.
    let model =
        at_two_interfaces("{kind: hard, fallback: {to: e}}", "{mean: 1ms, distribution: deterministic}");
    let stands_in = compiled(&model);
    let seconds = mean(&ran(&stands_in, 400.0));
    assert!((seconds - 1.501).abs() < 0.03, "{seconds}");
    for layout in [compiled_once.layout, stands_in.layout] {
        let calls: BTreeSet<&str> = layout.calls.iter().map(|call| call.name.as_str()).collect();
        assert_eq!(calls.len(), layout.calls.len(), "{calls:?}");
        let nodes: BTreeSet<&str> = layout.nodes.iter().map(|node| node.name.as_str()).collect();
        assert_eq!(nodes.len(), layout.nodes.len(), "{nodes:?}");
    }
}

#[test]
fn an_emptied_cache_fills_at_the_rate_that_is_simulated() {
    let of_callers = "services:
  a: {needs: {c: {kind: soft, reads: 1}, d: {kind: hard, via: c}}}
  b: {needs: {c: {kind: soft, reads: 3}, d: {kind: hard, via: c}}}
caches: {c: {hit-ratio: 90%, ttl: 10s}}
stores: {d: {service-time: {mean: 1ms}}}
journeys: {j: {entry: a, load: {peak: 200rps}}, k: {entry: b, load: {peak: 100rps}}}
";
    // 200 + 300 lookups a second, of which a tenth misses, for 10 s.
    let fills = |model: &str| compiled(model).layout.caches.iter().map(|cache| cache.fills).collect::<Vec<_>>();
    let near = |fills: &[f64], expected: f64| fills.len() == 1 && (fills[0] - expected).abs() < 1e-6;
    assert!(near(&fills(of_callers), 500.0), "{:?}", fills(of_callers));
    let scenario = "scenarios: {s: {journey: j, load: 1000rps, others: none}}\n";
    let loaded = fills(&format!("{of_callers}{scenario}"));
    assert!(near(&loaded, 1_000.0), "{loaded:?}");
    let of_origin = "services: {a: {needs: {c: {kind: hard, calls: 2}}}}
caches: {c: {hit-ratio: 90%, ttl: 10s, origin: d}}
stores: {d: {service-time: {mean: 1ms}}}
journeys: {j: {entry: a, load: {peak: 200rps}}}
";
    assert!(near(&fills(of_origin), 400.0), "{:?}", fills(of_origin));
}
