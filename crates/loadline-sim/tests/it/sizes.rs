//! Models that are too large are refused where they say so, and what is as large as can be passes what is asked of a layout elsewhere.

use crate::compiled::{compiled, compiling};
use loadline_sim::Settings;
use loadline_sim::check::check;

#[track_caller]
fn refused(records: &str, expected: &str) {
    let problems = compiling(records).expect_err(expected);
    assert!(problems[0].message.contains(expected), "{problems:?}");
    assert!(problems[0].span.is_some() && !problems[0].hint.is_empty(), "{problems:?}");
}

#[track_caller]
fn passes(records: &str) {
    let compiled = compiled(records);
    let settings = Settings::lasting((compiled.warm_up + compiled.lasts).seconds(), 1);
    assert_eq!(check(&compiled.layout, &settings), Ok(()));
}

/// A router before a member with so many copies in each of so many cells, over so many pools of connections at each of them.
fn copies(copies: u32, cells: u32, pools: u32) -> String {
    let needs: String = (0..pools).map(|at| format!("d{at}: {{kind: hard, pool: 5}}, ")).collect();
    let callees: String =
        (0..pools).map(|at| format!("  d{at}: {{service-time: {{mean: 1ms}}}}\n")).collect();
    format!(
        "services:
  r: {{service-time: {{mean: 0ms}}, needs: {{m: {{kind: hard}}}}}}
  m: {{replicas: {{min: {copies}}}, capacity: {{workers: 10}}, service-time: {{mean: 1ms}}, needs: {{{needs}}}}}
{callees}cells: {{main: {{count: {cells}, members: [m], router: r}}}}
journeys: {{j: {{entry: r, load: {{peak: 10rps}}}}}}
scenarios: {{s: {{lasts: 5s, faults: [{{kind: down, component: m, at: 1s}}]}}}}
"
    )
}

#[test]
fn copies_in_cells_are_counted_together() {
    // With the one of the router, and those of the callees.
    passes(&copies(1_999, 1_000, 0));
    refused(&copies(2_000, 1_000, 0), "2000001 copies");
    refused(&copies(100_000, 1_000, 0), "100000000 of them are those of `m`");
}

#[test]
fn each_copy_has_a_line_for_each_of_its_pools() {
    passes(&copies(50_000, 10, 2));
    refused(&copies(50_000, 10, 3), "2000000 of them are those of `m`");
}

#[test]
fn keys_of_all_caches_are_counted_together() {
    let caches = |keys: [u64; 2]| {
        format!(
            "services:
  a: {{service-time: {{mean: 0ms}}, needs: {{c: {{kind: soft, reads: 1}}, d: {{kind: soft, reads: 1}}, b: {{kind: hard, via: c}}, e: {{kind: hard, via: d}}}}}}
  b: {{service-time: {{mean: 1ms}}}}
  e: {{service-time: {{mean: 1ms}}}}
caches: {{c: {{ttl: 10s, keys: {}}}, d: {{ttl: 10s, keys: {}}}}}
journeys: {{j: {{entry: a, load: {{peak: 50rps}}}}}}
",
            keys[0], keys[1]
        )
    };
    passes(&caches([4_000_000, 6_000_000]));
    refused(&caches([4_000_000, 6_000_001]), "6000001 of them are those of `d`");
}

#[test]
fn clients_of_all_journeys_are_counted_together() {
    let journeys = |clients: [u64; 2]| {
        format!(
            "services: {{a: {{service-time: {{mean: 1ms}}}}}}
journeys:
  j: {{entry: a, load: {{clients: {}, think: 1h}}}}
  k: {{entry: a, load: {{clients: {}, think: 1h}}}}
",
            clients[0], clients[1]
        )
    };
    passes(&journeys([600_000, 400_000]));
    refused(&journeys([600_000, 400_001]), "600000 of them are those of `j`");
}

#[test]
fn whatever_is_compiled_passes() {
    // A number that no run can follow, of a field that compiling does not look at.
    let records = |rate: &str| {
        format!(
            "services:
  a: {{service-time: {{mean: 0ms}}, needs: {{b: {{kind: hard, rate-limit: {rate}}}}}}}
  b: {{service-time: {{mean: 1ms}}}}
journeys: {{j: {{entry: a, load: {{peak: 10rps}}}}}}
"
        )
    };
    passes(&records("1000000000000rps"));
    let problems = compiling(&records("2000000000000rps")).expect_err("too much");
    assert!(problems[0].message.contains("rate of `a"), "{problems:?}");
}
