//! Models as layouts: what is written is what runs.

use loadline_base::Sources;
use loadline_flow::{Flows, Loads};
use loadline_sim::analysis::Verdict;
use loadline_sim::compile::{Compiled, Problem, compile};
use loadline_sim::time::Instant;
use loadline_sim::{Settings, Tally, run};
use std::collections::BTreeSet;

/// A model with these records, and its scenario `s` where it has one; no average is known of anything.
pub(crate) fn compiled(records: &str) -> Compiled {
    compiling(records).expect("it can be run")
}

pub(crate) fn compiling(records: &str) -> Result<Compiled, Vec<Problem>> {
    let mut sources = Sources::default();
    sources.add("m.yaml", format!("loadline: 1\nsystem: {{id: t, title: T}}\n{records}"));
    let model = loadline_model::read(&sources).model;
    let flows = Flows::read(&model);
    let scenarios = model.system.scenarios.iter().flat_map(|all| all.iter());
    let scenario = scenarios.filter(|(id, _)| *id == "s").map(|(_, scenario)| scenario).next();
    compile(&model, &flows, &Loads::default(), scenario)
}

/// Some seconds of it after its warm-up.
pub(crate) fn ran(compiled: &Compiled, seconds: f64) -> Tally {
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

/// Workers and mean work in seconds of `a`, asked at these interfaces by one journey each.
#[track_caller]
fn paces(figures: &str, entries: &[&str], expected: (Option<u32>, &[f64]), assumed: Option<&str>) {
    let journeys = entries.iter().enumerate();
    let journeys: String = journeys
        .map(|(number, entry)| format!("  j{number}: {{entry: {entry}, load: {{peak: 30rps}}}}\n"))
        .collect();
    let compiled = compiled(&format!("services:\n  a: {{{figures}}}\njourneys:\n{journeys}"));
    let layout = &compiled.layout;
    let means: Vec<f64> = layout.nodes.iter().map(|node| node.work.mean()).collect();
    let near = means.iter().zip(expected.1).all(|(mean, other)| (mean / other - 1.0).abs() < 1e-9);
    assert!(near && means.len() == expected.1.len(), "{figures}: {means:?}, not {:?}", expected.1);
    assert_eq!(layout.stations[0].workers, expected.0, "{figures}");
    let said = |text: &str| compiled.assumptions.iter().any(|all| all.what.contains(text));
    assert!(assumed.is_none_or(said), "{figures}: {:?}", compiled.assumptions);
    assert_eq!(said(RATE), assumed == Some(RATE), "{figures}");
}

/// How it is told that a measured rate overrules a service time.
const RATE: &str = "the measured rate counts";

#[test]
fn every_figure_of_a_capacity_counts() {
    let unknown = Some("since the service time is unknown");
    paces("capacity: {workers: 8, rps: 50}", &["a"], (Some(8), &[0.16]), unknown);
    paces("capacity: {rps: 50}", &["a"], (Some(1), &[0.02]), Some("one request at a time"));
    paces("capacity: {workers: 8}, service-time: {mean: 20ms}", &["a"], (Some(8), &[0.02]), None);
    // A measured rate makes the time a little longer, so that whole workers do it.
    paces("capacity: {rps: 50}, service-time: {mean: 50ms}", &["a"], (Some(3), &[0.06]), None);
    let own = "capacity: {rps: 100}, exposes: {rest: {service-time: {mean: 50ms}}}";
    paces(own, &["a.rest"], (Some(5), &[0.05]), None);
    let both = "capacity: {workers: 8, rps: 100}, service-time: {mean: 50ms}";
    paces(both, &["a"], (Some(8), &[0.08]), Some(RATE));
    let agreeing = "capacity: {workers: 5, rps: 100}, service-time: {mean: 50ms}";
    paces(agreeing, &["a"], (Some(5), &[0.05]), None);
    let idle = "capacity: {rps: 100}, service-time: {mean: 0ms}";
    paces(idle, &["a"], (Some(1), &[0.01]), None);
}

#[test]
fn a_measured_rate_is_that_of_all_interfaces_together() {
    // 2 requests take 60 ms of a worker, so that 100 a second need 3; an interface that says nothing takes the component's time.
    let exposes = "exposes: {quick: {service-time: {mean: 10ms}}, slow: {protocol: rest}}";
    let figures = format!("capacity: {{rps: 100}}, service-time: {{mean: 50ms}}, {exposes}");
    let mixed = Some("mixed as they come");
    paces(&figures, &["a.quick", "a.slow"], (Some(3), &[0.01, 0.05]), mixed);
    let figures = format!("capacity: {{workers: 6, rps: 100}}, service-time: {{mean: 50ms}}, {exposes}");
    paces(&figures, &["a.quick", "a.slow"], (Some(6), &[0.02, 0.1]), Some(RATE));
}

#[test]
fn one_percentile_makes_an_exponential_time() {
    let one = Some("one percentile of it");
    paces("service-time: {p99: 200ms}", &["a"], (None, &[0.2 / 100_f64.ln()]), one);
    paces("service-time: {p95: 200ms}", &["a"], (None, &[0.2 / 20_f64.ln()]), one);
    paces("service-time: {p50: 0ms, p95: 200ms}", &["a"], (None, &[0.2 / 20_f64.ln()]), one);
    let named = "service-time: {p99: 200ms, distribution: exponential}";
    paces(named, &["a"], (None, &[0.2 / 100_f64.ln()]), None);
    paces("service-time: {p50: 200ms}", &["a"], (None, &[0.2 / 2_f64.ln()]), Some("is exponential"));
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
    let fills =
        |model: &str| compiled(model).layout.caches.iter().map(|cache| cache.fills).collect::<Vec<_>>();
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

#[test]
fn faults_back_to_back_come_in_any_order() {
    let good = |faults: [&str; 2]| {
        let [first, second] = faults;
        let model = format!(
            "services: {{a: {{capacity: {{workers: 4}}, service-time: {{mean: 1ms}}, replicas: {{min: 3}}, rollout: {{strategy: blue-green, restart: 0s}}}}}}
journeys: {{j: {{entry: a, load: {{peak: 100rps}}}}}}
scenarios: {{s: {{journey: j, lasts: 1m, faults: [{first}, {second}]}}}}
"
        );
        let tally = ran(&compiled(&model), 60.0);
        (tally.sources[0].good + tally.sources[0].degraded) as f64 / tally.sources[0].arrived as f64
    };
    // A third of the time with one share of errors, a third with the other.
    for (kind, figures) in
        [("errors", ["share: 10%", "share: 90%"]), ("deploy", ["share: 10%", "share: 90%"])]
    {
        let [early, late] = [(20, figures[0]), (40, figures[1])]
            .map(|(at, figure)| format!("{{kind: {kind}, component: a, {figure}, at: {at}s, lasts: 20s}}"));
        let both = [good([&early, &late]), good([&late, &early])];
        assert!((both[0] - 2.0 / 3.0).abs() < 0.02, "{kind}: {both:?}");
        assert_eq!(both[0], both[1], "{kind}");
    }
}

#[test]
fn calls_that_multiply_beyond_all_bounds_are_refused() {
    // Twelve services in a chain that each call the next ten times: 10¹¹ calls for one request.
    let chain = |length: usize, calls: u64| {
        let service = |at: usize| {
            let needs = if at + 1 < length {
                format!(", needs: {{s{}: {{kind: hard, calls: {calls}}}}}", at + 1)
            } else {
                String::new()
            };
            format!("  s{at}: {{service-time: {{mean: 1ms}}{needs}}}\n")
        };
        let services: String = (0..length).map(service).collect();
        format!("services:\n{services}journeys: {{j: {{entry: s0, load: {{peak: 1rps}}}}}}\n")
    };
    let problems = compiling(&chain(12, 10)).expect_err("too many");
    assert!(problems[0].message.contains("one request makes 1.1e11 calls"), "{problems:?}");
    assert!(compiling(&chain(12, 2)).is_ok(), "4,095 calls are followed");
}

#[track_caller]
fn refused(records: &str, expected: &str) {
    let problems = compiling(records).expect_err(expected);
    assert!(problems.iter().any(|problem| problem.message.contains(expected)), "{problems:?}");
}

/// A service with these fields, at a hundred requests a second, with a scenario of these faults.
fn service(fields: &str, faults: &str) -> String {
    let scenario = format!("scenarios: {{s: {{lasts: 1m, faults: [{faults}]}}}}\n");
    format!(
        "services: {{a: {{service-time: {{mean: 10ms}}, {fields}}}}}\njourneys: {{j: {{entry: a, load: {{peak: 100rps}}}}}}\n{scenario}"
    )
}

#[test]
fn what_answers_nobody_is_not_taken_for_one() {
    refused(&service("replicas: {min: 0}", ""), "`a` has no copies");
    refused(&service("capacity: {workers: 0}", ""), "`a` has no workers");
    refused(&service("capacity: {workers: 4, concurrency: 0}", ""), "`a` has no room for a request");
    refused(&service("capacity: {rps: 0}", ""), "`a` does no request a second");
    assert!(compiling(&service("capacity: {workers: 4}", "")).is_ok());
}

#[test]
fn faults_that_do_nothing_and_rollouts_that_cannot_be_are_refused() {
    let fault = |fault: &str, expected: &str| {
        refused(&service("replicas: {min: 3}, rollout: {strategy: rolling, restart: 5s}", fault), expected);
    };
    fault("{kind: down, component: a, copies: 0}", "a fault of no copies is none");
    fault("{kind: down, component: a, lasts: 0s}", "lasts no time at all");
    fault("{kind: errors, component: a, share: 0%}", "on no share of the answers");
    fault("{kind: down, component: b}", "there is no component `b`");
    let rollout = |rollout: &str, expected: &str| {
        refused(
            &service(
                &format!("replicas: {{min: 3}}, rollout: {{{rollout}}}"),
                "{kind: deploy, component: a}",
            ),
            expected,
        );
    };
    rollout("strategy: canary, steps: [50%, 10%]", "do not rise");
    rollout("strategy: rolling, unavailable: 4", "`a` has 3 copies, and 4 may be away");
}

#[test]
fn a_step_of_nothing_is_watched_like_any_other() {
    let rollout = "rollout: {strategy: canary, steps: [0%], bake: 20s}";
    let records = service(rollout, "{kind: deploy, component: a, at: 10s, share: 100%, lasts: 40s}");
    let failed = |seconds| ran(&compiled(&records), seconds).sources[0].failed.total();
    assert_eq!(failed(29.0), 0);
    assert!(failed(49.0) > 1_800);
}

#[test]
fn a_rollout_is_over_when_it_is_done_and_another_may_follow() {
    let rollout = "replicas: {min: 3}, capacity: {workers: 10}, rollout: {strategy: rolling, restart: 5s}";
    let deploys = |second: &str, share: &str| {
        format!("{{kind: deploy, component: a, at: 0s}}, {{kind: deploy, component: a, at: {second}{share}}}")
    };
    refused(&service(rollout, &deploys("10s", "")), "two faults of this kind hit `a`");
    let records = service(rollout, &deploys("20s", ", share: 50%, lasts: 6s"));
    // One copy is bad from 25 s on, and the next is away until 30 s, when the first is taken back: half of a half of 500 requests.
    let tally = ran(&compiled(&records), 60.0);
    let failed = tally.sources[0].failed.of(loadline_sim::Failure::Error);
    assert!((90..=160).contains(&failed), "{failed}");
    // What the first one left is the old version for the second.
    let all_bad = service(rollout, &deploys("20s", ", share: 100%, lasts: 60s"));
    let failed = |seconds| ran(&compiled(&all_bad), seconds).sources[0].failed.total();
    assert_eq!(failed(24.9), 0);
    assert!(failed(36.0) > 500);
}

#[test]
fn an_overload_of_a_few_percent_keeps_no_promise() {
    // Twelve workers do 1,200 a second, and 1,230 come.
    let records = "services: {a: {replicas: {min: 3}, capacity: {workers: 4}, service-time: {mean: 10ms}}}
journeys: {j: {entry: a, load: {peak: 1230rps}}}
scenarios: {s: {lasts: 1m, runs: 4, claims: [success of j >= 99%]}}
";
    let compiled = compiled(records);
    let from = Instant::START + compiled.warm_up;
    let settings = Settings { from, slices: 60, ..Settings::lasting(compiled.warm_up.seconds() + 60.0, 1) };
    let runs = loadline_sim::replicate(&compiled.layout, settings, 4);
    let share = loadline_sim::claim::success(&runs, 0).expect("requests came");
    assert!(share.low < 0.98, "{share:?}");
}

#[test]
fn amplification_is_of_what_is_sent() {
    // Every attempt fails, so that the breaker holds nearly all calls back; each that is sent is sent three times at most.
    let records = "services:
  a: {service-time: {mean: 0ms}, needs: {b: {kind: soft, retries: {max: 2}, breaker: {opens-at: 50%, over: 1s, open-for: 5s}}}}
  b: {service-time: {mean: 1ms}}
journeys: {j: {entry: a, load: {peak: 200rps}}}
scenarios: {s: {lasts: 1m, faults: [{kind: errors, component: b, share: 100%}]}}
";
    let compiled = compiled(records);
    let runs = [ran(&compiled, 60.0)];
    let b = compiled.layout.stations.iter().position(|station| station.name == "b").expect("it is called");
    let call = &runs[0].calls[0];
    assert!(call.attempts * 10 < call.asked, "{call:?}");
    let found = loadline_sim::claim::amplification(&compiled, &runs, b);
    assert!((1.0..=3.0).contains(&found), "{found}");
}

#[test]
fn a_cache_with_keys_answers_what_follows_from_them() {
    let records = |keys: &str| {
        format!(
            "services:
  a: {{service-time: {{mean: 0ms}}, needs: {{c: {{kind: soft, reads: 2}}, b: {{kind: hard, via: c}}}}}}
  b: {{service-time: {{mean: 1ms}}}}
caches: {{c: {{ttl: 10s, popularity: 0, hit-ratio: 90%, {keys}}}}}
journeys: {{j: {{entry: a, load: {{peak: 50rps}}}}}}
"
        )
    };
    // Each of 1,000 keys is looked up 0.1 times a second: held for one half of the time.
    let compiled = compiled(&records("keys: 1000"));
    let cache = ran(&compiled, 200.0).caches[0];
    let answered = cache.hits as f64 / cache.lookups as f64;
    assert!((answered - 0.5).abs() < 0.01 && cache.lookups.abs_diff(20_000) < 600, "{cache:?}");
    assert!(compiled.assumptions.iter().any(|assumption| assumption.what.contains("answers 50% of lookups")));
    // Nobody says how often it is looked up: once for each request that reads behind it.
    let unsaid =
        records("keys: 1000").replace("c: {kind: soft, reads: 2}, ", "").replace("hit-ratio: 90%, ", "");
    let cache = ran(&self::compiled(&unsaid), 200.0).caches[0];
    assert!(cache.lookups.abs_diff(10_000) < 400, "{cache:?}");
    let several = records("keys: 1000")
        .replace("b: {kind: hard, via: c}", "b: {kind: hard, via: c}, e: {kind: hard, via: c}");
    let problems = compiling(&format!("externals: {{e: {{service-time: {{mean: 1ms}}}}}}\n{several}"))
        .expect_err("two origins");
    assert!(problems[0].message.contains("`b`, `e`"), "{problems:?}");
    for (keys, message) in [("keys: 0", "no keys"), ("keys: 20000000", "10000000 are the most")] {
        let problems = compiling(&records(keys)).expect_err(keys);
        assert!(problems[0].message.contains(message) && problems[0].span.is_some(), "{problems:?}");
    }
}

#[test]
fn every_cell_has_all_copies_of_its_members() {
    let records = |fault: &str| {
        format!(
            "domains: {{east: {{kind: region}}, a: {{kind: zone, in: east}}, b: {{kind: zone, in: east}}}}
services:
  r: {{service-time: {{mean: 0ms}}, needs: {{m: {{kind: hard}}}}}}
  m: {{replicas: {{min: 2, spread: east}}, capacity: {{workers: 10, queue: {{limit: none}}}}, service-time: {{mean: 1ms}}}}
cells: {{main: {{count: 5, members: [m], router: r}}}}
journeys: {{j: {{entry: r, load: {{peak: 500rps}}}}}}
scenarios: {{s: {{lasts: 1m, faults: [{fault}]}}}}
"
        )
    };
    let failed = |fault: &str| {
        let tally = ran(&compiled(&records(fault)), 60.0);
        tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64
    };
    let none = compiled(&records("{kind: down, domain: a, lasts: 1s}"));
    let m = none.layout.stations.iter().find(|station| station.name == "m").expect("it is called");
    assert_eq!(m.copies, 10);
    let trials = loadline_sim::study::trials(&none);
    let cell = trials.iter().find(|trial| trial.what == "one cell down").expect("a trial");
    assert_eq!((cell.of.as_str(), cell.effects.len()), ("main", 1));
    // A zone holds one of the two copies in each cell.
    assert_eq!(failed("{kind: down, domain: a}"), 0.0);
    assert!((failed("{kind: down, cells: main}") - 0.2).abs() < 0.01);
    assert!((failed("{kind: down, cells: main, copies: 3}") - 0.6).abs() < 0.02);
    assert_eq!(failed("{kind: down, component: m}"), 1.0);
    for (fault, message) in [
        ("{kind: down, cells: main, copies: 6}", "has 5 cells"),
        ("{kind: down, cells: mian}", "no group of cells `mian`"),
        ("{kind: slow, cells: main, factor: 3x}", "only go down"),
        ("{kind: down, cells: main, component: m}", "and something else"),
    ] {
        let problems = compiling(&records(fault)).expect_err(fault);
        assert!(problems[0].message.contains(message), "{problems:?}");
    }
}

#[test]
fn a_trace_is_replayed_to_the_millisecond() {
    let records = |scenario: &str| {
        format!(
            "services: {{a: {{capacity: {{workers: 1, queue: {{limit: none}}}}, service-time: {{mean: 100ms, distribution: deterministic}}}}}}
journeys: {{j: {{entry: a, load: {{peak: 50rps}}}}}}
scenarios: {{s: {{lasts: 1m, {scenario}}}}}
"
        )
    };
    // The second one waits for 80 ms, the third for 30 ms; the last finds nobody.
    let tally = ran(&compiled(&records("journey: j, replay: [0s, 20ms, 170ms, 59s]")), 60.0);
    assert_eq!((tally.sources[0].arrived, tally.sources[0].good), (4, 4));
    assert!((mean(&tally) - (0.4 + 0.08 + 0.03) / 4.0).abs() < 1e-9, "{}", mean(&tally));
    for (scenario, message) in [
        ("replay: [0s]", "which journey"),
        ("journey: j, load: 5rps, replay: [0s]", "`load`"),
        ("journey: j, replay: [2s, 1s]", "back in time"),
        ("journey: j, replay: [61s]", "when the scenario is over"),
        ("journey: j, replay: []", "without any request"),
        ("journey: j, replay: [1s], faults: [{kind: spike, factor: 2x}]", "no rate to raise"),
    ] {
        let problems = compiling(&records(scenario)).expect_err(scenario);
        assert!(problems.iter().any(|problem| problem.message.contains(message)), "{problems:?}");
    }
}

#[test]
fn a_percentile_is_open_where_many_still_wait_at_the_end() {
    // 120 requests a second where 100 are done: p90 of those that came is 60 s, and 50 s of those that were answered.
    let verdict = |load: &str, claim: &str| {
        let records = format!(
            "services: {{a: {{capacity: {{workers: 1, queue: {{limit: none}}}}, service-time: {{mean: 10ms}}}}}}
journeys: {{j: {{entry: a, load: {{peak: {load}}}}}}}
scenarios: {{s: {{lasts: 5m}}}}
"
        );
        let compiled = compiled(&records);
        let from = Instant::START + compiled.warm_up;
        let settings =
            Settings { from, slices: 60, ..Settings::lasting(compiled.warm_up.seconds() + 300.0, 1) };
        let runs = loadline_sim::replicate(&compiled.layout, settings, 4);
        let claim = loadline_sim::claim::read(claim).expect("a claim");
        loadline_sim::claim::judge(&claim, &compiled, &runs).expect("of a journey").verdict
    };
    assert_eq!(verdict("120rps", "p90 of j <= 55s"), Verdict::Undecided);
    assert_eq!(verdict("120rps", "mean of j <= 30s"), Verdict::Undecided);
    assert_eq!(verdict("120rps", "p90 of j <= 20s"), Verdict::Fail);
    assert_eq!(verdict("120rps", "p90 of j >= 20s"), Verdict::Pass);
    assert_eq!(verdict("80rps", "p99 of j <= 500ms"), Verdict::Pass);
}

#[test]
fn an_edge_that_no_call_can_pass_is_refused() {
    for (edge, message) in [
        ("pool: 0", "has no connection"),
        ("rate-limit: 0rps", "may never call"),
        ("throttle: 0x", "throttles itself"),
        ("timeout: 0s", "no time at all"),
    ] {
        let records = format!(
            "services:
  a: {{service-time: {{mean: 0ms}}, needs: {{b: {{kind: hard, {edge}}}}}}}
  b: {{service-time: {{mean: 1ms}}}}
journeys: {{j: {{entry: a, load: {{peak: 50rps}}}}, k: {{entry: a, load: {{peak: 5rps}}}}}}
"
        );
        let problems = compiling(&records).expect_err(edge);
        assert!(problems.len() == 1 && problems[0].message.contains(message), "{problems:?}");
        assert!(problems[0].span.is_some());
    }
}

#[test]
fn what_a_fault_does_not_read_is_refused() {
    for (fault, message) in [
        ("{kind: slow, component: a, factor: 3x, copies: 1}", "`copies`"),
        ("{kind: down, component: a, factor: 3x}", "`factor`"),
        ("{kind: slow, component: a, factor: 3x, share: 10%}", "`share`"),
        ("{kind: errors, component: a, share: 10%, workers: 2}", "`workers`"),
        ("{kind: down, component: a, journey: j}", "`journey`"),
        ("{kind: spike, journey: jj, factor: 3x}", "`jj`"),
    ] {
        let records = format!(
            "services: {{a: {{replicas: {{min: 4}}, capacity: {{workers: 5}}, service-time: {{mean: 1ms}}}}}}
journeys: {{j: {{entry: a, load: {{peak: 50rps}}}}}}
scenarios: {{s: {{lasts: 1m, faults: [{fault}]}}}}
"
        );
        let problems = compiling(&records).expect_err(fault);
        assert!(problems.len() == 1 && problems[0].message.contains(message), "{problems:?}");
    }
}

#[test]
fn a_scenario_of_centuries_is_refused() {
    let records = "services: {a: {service-time: {mean: 1ms}}}
journeys: {j: {entry: a, load: {peak: 0.0000001rps}}}
scenarios: {s: {lasts: 500y, warm-up: 100y}}
";
    let problems = compiling(records).expect_err("too long");
    assert!(problems[0].message.contains("a hundred years"), "{problems:?}");
}
