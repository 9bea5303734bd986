//! Models that mean harm: nothing panics, nothing is infinite or not a number, and time stays in step with size.

use crate::models::capacity;
use std::fmt::Write as _;

/// Every figure that is shown is a finite number.
#[track_caller]
fn check(text: &str) {
    capacity(text, |all| {
        let limits = all.limits.iter().flat_map(loadline_capacity::limit::Limit::figures);
        let asked = all.asked.iter().flat_map(loadline_capacity::asked::Asked::figures);
        let stored = all.stored.iter().flat_map(loadline_capacity::storage::Stored::figures);
        let rooms = all.rooms.iter().flat_map(loadline_capacity::storage::Room::figures);
        let backlogs = all.backlogs.iter().flat_map(loadline_capacity::backlog::Backlog::figures);
        let costs = all.costs.iter().map(|cost| &cost.monthly);
        for figure in limits.chain(asked).chain(stored).chain(rooms).chain(backlogs).chain(costs) {
            assert!(figure.value.is_finite() && figure.value >= 0.0, "{figure:?}");
        }
    });
}

#[test]
fn nothing_at_all() {
    check("");
    check("journeys: {go: {}}");
    check("services: {a: {}}\njourneys: {go: {entry: a}}");
    check(
        "services: {a: {replicas: {min: 0}, capacity: {rps: 0}}}\njourneys: {go: {entry: a, load: {peak: 0rps}}}",
    );
}

#[test]
fn nothing_that_runs() {
    check(
        "services: {a: {replicas: {min: 0}, capacity: {rps: 0}}}\njourneys: {go: {entry: a, load: {peak: 9rps}}}",
    );
    check(
        "services: {a: {replicas: {min: 0, max: 0}, capacity: {rps: 5}}}\njourneys: {go: {entry: a, load: {peak: 9rps}}}",
    );
    check(
        "services: {a: {replicas: {min: 3}, capacity: {workers: 0}, service-time: {mean: 0s}}}\njourneys: {go: {entry: a, load: {peak: 9rps}}}",
    );
    check(
        "services: {a: {needs: {x: {rate-limit: 0rps}}}}\nexternals: {x: {quota: 0rps}}\njourneys: {go: {entry: a, load: {peak: 9rps}}}",
    );
    check(
        "services: {a: {needs: {d: {pool: 0}}}}\nstores: {d: {replicas: {min: 0, mode: sync}, shards: 0, capacity: {rps: 1, connections: 0}}}\njourneys: {go: {entry: a, load: {peak: 9rps}}}",
    );
}

#[test]
fn more_than_there_can_be() {
    let most = u64::MAX / 2;
    check(&format!(
        "
services:
  a:
    replicas: {{min: {most}, max: {most}, autoscale: {{target: 0%}}}}
    capacity: {{rps: 1e300}}
    cost: 1e300 EUR per request
    needs: {{d: {{reads: 1e300, writes: 1e300, pool: {most}}}, x: {{retries: {{max: {most}}}, calls: 1e300}}}}
stores:
  d: {{replicas: {{min: {most}, mode: sync}}, read-replicas: {most}, shards: {most}, capacity: {{rps: 1e-300, connections: 1}}}}
externals: {{x: {{quota: 1e300rps}}}}
cells: {{c: {{count: {most}, members: [a]}}}}
journeys: {{go: {{entry: a, load: {{average: 1rps, peak: 1e9rps, growth: 1000%/y}}}}}}
"
    ));
}

#[test]
fn circles_go_round_once() {
    check(
        "
services:
  a: {replicas: {min: 1}, capacity: {rps: 5}, needs: {b: {calls: 3, retries: {max: 9}}, a: {}}}
  b: {replicas: {min: 1}, capacity: {rps: 5}, needs: {a: {calls: 3, retries: {max: 9}}}}
caches:
  c: {origin: c, hit-ratio: 0%}
journeys:
  go: {entry: a, load: {peak: 10rps}}
",
    );
}

#[test]
fn a_thousand_tiers_of_retries_stay_finite() {
    let mut text = String::from("services:\n");
    for tier in 0..1_000 {
        _ = writeln!(text, "  s{tier}: {{needs: {{s{}: {{retries: {{max: 9}}}}}}}}", tier + 1);
    }
    text.push_str("  s1000: {replicas: {min: 1}, capacity: {rps: 5}}\njourneys: {go: {entry: s0, load: {peak: 10rps}}}\n");
    check(&text);
}

#[test]
fn ten_thousand_callers_of_one_store() {
    let mut text = String::from("services:\n  top: {needs: {");
    for caller in 0..10_000 {
        _ = write!(text, "c{caller}: {{}}, ");
    }
    text.push_str("}}\n");
    for caller in 0..10_000 {
        _ = writeln!(
            text,
            "  c{caller}: {{replicas: {{min: 1, max: 9}}, capacity: {{rps: 50}}, needs: {{db: {{reads: 1, pool: 2}}}}}}"
        );
    }
    text.push_str("stores: {db: {replicas: {min: 3, mode: sync}, capacity: {rps: 900, connections: 100}}}\n");
    text.push_str("journeys: {go: {entry: top, load: {peak: 10rps}}}\n");
    check(&text);
}
