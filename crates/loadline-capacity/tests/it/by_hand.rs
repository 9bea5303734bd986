//! Small models whose figures were worked out by hand; the working stands beside each.

use crate::models::capacity;
use loadline_evidence::{Provenance, Quantity};

/// Rounds away the last digits, which differ by order of operations.
fn near(value: f64) -> f64 {
    loadline_base::figure::significant(value, 9)
}

/// Judges one figure of a model: `find` picks it by name from all there are of a component, journey or link.
#[track_caller]
fn check(model: &str, of: &str, name: &str, value: f64, unit: &str) {
    capacity(model, |all| {
        let mut figures: Vec<(String, Quantity)> = Vec::new();
        let mut add = |of: &str, more: Vec<&Quantity>| {
            figures.extend(more.into_iter().map(|figure| (of.to_owned(), figure.clone())));
        };
        all.traffic.iter().for_each(|row| add(row.journey, row.figures()));
        all.asked.iter().for_each(|row| add(row.component.name, row.figures()));
        all.limits.iter().for_each(|row| add(&format!("{} {}", row.name(), row.what.word()), row.figures()));
        all.connections.iter().for_each(|row| add(row.component.name, row.figures()));
        all.backlogs.iter().for_each(|row| add(row.component.name, row.figures()));
        all.stored.iter().for_each(|row| add(row.name, row.figures()));
        all.rooms.iter().for_each(|row| add(row.component.name, row.figures()));
        all.links.iter().for_each(|row| add(&format!("{} → {}", row.from, row.to), row.figures()));
        all.costs.iter().for_each(|row| add(row.component.name, vec![&row.monthly]));
        for bill in &all.bills {
            add(
                &bill.currency,
                [Some(&bill.monthly), bill.per_thousand.as_ref()].into_iter().flatten().collect(),
            );
        }
        let found = figures.iter().find(|(whose, figure)| whose == of && figure.name == name);
        let known: Vec<String> =
            figures.iter().map(|(of, figure)| format!("{of}: {}", figure.name)).collect();
        assert!(found.is_some(), "no `{name}` of `{of}` in {known:#?}");
        let Some((_, found)) = found else { return };
        assert_eq!((near(found.value), found.unit), (near(value), unit), "{:?}", found.formula);
    });
}

const CHAIN: &str = "
services:
  web:
    exposes: {http: {payload: {in: 1kB, out: 20kB}}}
    replicas: {min: 4}
    capacity: {rps: 50}
    needs:
      api: {calls: 2, share: 50%, retries: {max: 2}}
      tail: {kind: soft, retries: {max: 3}}
  api:
    replicas: {min: 2, max: 8, autoscale: {target: 50%}}
    capacity: {workers: 6}
    service-time: {mean: 100ms}
    needs:
      cache: {reads: 5}
      db: {via: cache, writes: 1, pool: 25, carries: [row]}
      psp: {retries: {max: 1}}
  tail: {replicas: {min: 1}, capacity: {rps: 500}}
caches:
  cache: {hit-ratio: 80%, replicas: {min: 1}, capacity: {rps: 1000}}
stores:
  db: {replicas: {min: 3, mode: async}, shards: 2, capacity: {rps: 300, connections: 100, storage: 1TB}, size: 100GB, cost: 730.5 EUR/month}
externals:
  psp: {quota: 250rps, cost: 0.01 EUR per request}
data:
  row: {record: 500B, retention: 10d}
state:
  rows: {owner: api, home: db, data: [row]}
system: {headroom: 2x}
journeys:
  go: {entry: web.http, load: {daily-users: 864000, actions-per-user: 2, peak-factor: 5x, growth: 100%/y, writes: 25%}}
";

#[test]
fn traffic_follows_from_users() {
    check(CHAIN, "go", "average", 20.0, "rps"); // 864,000 × 2 ÷ 86,400
    check(CHAIN, "go", "peak", 100.0, "rps"); // 20 × 5
    check(CHAIN, "go", "writes", 5.0, "rps"); // 20 × 25 %
    check(CHAIN, "go", "reads", 15.0, "rps");
    check(CHAIN, "go", "yearly growth factor", 2.0, "1");
}

#[test]
fn load_is_rate_times_calls_times_misses() {
    check(CHAIN, "api", "peak load", 100.0, "rps"); // 100 × 2 × 50 %
    check(CHAIN, "cache", "peak load", 500.0, "rps"); // 100 × 5
    check(CHAIN, "db", "peak load", 200.0, "rps"); // 100 × (5 × (1 − 80 %) + 1 write)
    check(CHAIN, "db", "writes at peak", 100.0, "rps");
    check(CHAIN, "db", "reads at peak", 100.0, "rps");
}

#[test]
fn retries_multiply_along_what_no_fallback_absorbs() {
    check(CHAIN, "api", "worst-case retry factor", 3.0, "1"); // 1 + 2
    check(CHAIN, "psp", "worst-case retry factor", 6.0, "1"); // (1 + 2) × (1 + 1)
    check(CHAIN, "tail", "worst-case retry factor", 4.0, "1"); // 1 + 3, and the soft edge ends it
    check(CHAIN, "db", "worst-case retry factor", 3.0, "1"); // of its caller's caller
}

#[test]
fn limits_are_capacity_divided_by_load() {
    check(CHAIN, "web copies", "carries", 200.0, "rps"); // 4 × 50
    check(CHAIN, "web copies", "lasts to", 2.0, "1");
    check(CHAIN, "web copies", "used without one copy", 100.0 / 150.0, "1");
    check(CHAIN, "web copies", "wanted", 4.0, "copies"); // ceil(100 × 2 ÷ 50)
    check(CHAIN, "api copies", "carries", 480.0, "rps"); // 8 × 6 ÷ 0.1 s
    check(CHAIN, "db primary", "carries", 600.0, "rps"); // 2 shards × 300: followers take no writes
    check(CHAIN, "db primary", "used without one copy", 200.0 / 600.0, "1");
    check(CHAIN, "db primary", "wanted", 2.0, "shards"); // ceil(200 × 2 ÷ 300)
    check(CHAIN, "psp quota", "lasts to", 2.5, "1");
    check(CHAIN, "psp quota", "wanted", 200.0, "rps");
}

#[test]
fn pools_of_scaling_callers_use_up_connections() {
    check(CHAIN, "db", "connections held at fewest copies", 50.0, "connections"); // 2 × 25
    check(CHAIN, "db", "connections held at most copies", 200.0, "connections"); // 8 × 25
    // The fifth copy is one too many: more than 4 × 60 × 50 % = 120 rps, 1.2 times today's 100.
    check(CHAIN, "db connections", "lasts to", 1.2, "1");
}

#[test]
fn replica_reads_are_served_by_followers_alone() {
    let model = |replicas: &str| {
        format!(
            "
services:
  a: {{needs: {{read: {{to: db, reads: 3, route: replica}}, write: {{to: db, writes: 1, reads: 1}}}}}}
stores:
  db: {{{replicas}, capacity: {{rps: 100}}}}
journeys:
  go: {{entry: a, load: {{average: 10rps, peak: 50rps}}}}
"
        )
    };
    let followed = model("replicas: {min: 3, mode: async}, shards: 2");
    check(&followed, "db primary", "load", 100.0, "rps"); // 50 × 2
    check(&followed, "db primary", "carries", 200.0, "rps"); // 2 shards
    check(&followed, "db followers", "load", 150.0, "rps"); // 50 × 3
    check(&followed, "db followers", "carries", 400.0, "rps"); // (3 − 1) × 2 shards × 100
    check(&followed, "db followers", "used without one copy", 0.75, "1");
    let readers = model("replicas: {min: 1}, read-replicas: 2");
    check(&readers, "db primary", "carries", 100.0, "rps");
    check(&readers, "db followers", "carries", 200.0, "rps"); // (1 − 1 + 2) × 100
    let alone = model("replicas: {min: 1, mode: async}");
    check(&alone, "db primary", "load", 250.0, "rps"); // without a follower the primary serves all
}

#[test]
fn storage_is_writes_times_records() {
    check(CHAIN, "rows", "writes", 20.0, "1/s");
    check(CHAIN, "rows", "adds a day, before replication", 864e6, "B/d"); // 20 × 500 B × 86,400 s
    check(CHAIN, "rows", "kept, before replication", 8.64e9, "B"); // × 10 d
    check(CHAIN, "rows", "kept, with all copies", 25.92e9, "B"); // × 3 copies
    check(CHAIN, "db", "full in", (2e12 - 100e9) / 864e6 / 365.25, "years"); // 2 shards × 1 TB
}

#[test]
fn bandwidth_is_rate_times_payload() {
    check(CHAIN, "go (journey) → web.http", "bytes there on average", 20e3, "B/s");
    check(CHAIN, "go (journey) → web.http", "bytes back at peak", 2e6, "B/s"); // 100 × 20 kB
}

#[test]
fn cost_is_by_the_month() {
    check(CHAIN, "db", "cost a month", 730.5, "money");
    let month = 86_400.0 * 365.25 / 12.0;
    check(CHAIN, "psp", "cost a month", 0.01 * 20.0 * month, "money");
    check(CHAIN, "EUR", "cost a month", 730.5 + 0.2 * month, "money");
    check(CHAIN, "EUR", "cost of a thousand requests", (730.5 + 0.2 * month) / (20.0 * month) * 1e3, "money");
}

#[test]
fn consumers_recover_at_what_processing_leaves() {
    let model = "
services:
  a: {needs: {q.t: {access: publish}}}
  c:
    replicas: {min: 2}
    capacity: {rps: 15}
    incidents: {per-year: 1, mean: 10m}
    needs: {q.t: {access: consume, deadline: 15m}}
queues:
  q: {topics: {t: {payload: 1kB, retention: 2d, max-lag: 20m}}}
journeys:
  go: {entry: a, load: {average: 20rps, peak: 45rps}}
";
    check(model, "c", "utilisation", 20.0 / 30.0, "1");
    check(model, "c", "utilisation at peak", 1.5, "1");
    check(model, "c", "backlog", 12_000.0, "messages"); // 20 × 600 s
    check(model, "c", "recovery", 1_200.0, "s"); // 12,000 ÷ (30 − 20)
    check(model, "c", "may wait", 900.0, "s");
    check(model, "t", "kept, before replication", 20.0 * 1e3 * 86_400.0 * 2.0, "B");
}

#[test]
fn growth_ends_headroom_before_capacity() {
    use loadline_capacity::growth::Ends;
    capacity(CHAIN, |all| {
        // web lasts to 2: the twofold headroom is used up today, and doubled load is reached in a year.
        let web = all.limits.iter().find(|limit| limit.component.name == "web").expect("it is there");
        assert_eq!(web.headroom_ends, Some(Ends::Passed));
        let Some(Ends::On(day)) = web.full else { panic!("{:?}", web.full) };
        assert_eq!(day.to_string(), "2027-11-21");
    });
}

#[test]
fn what_is_not_known_is_asked_and_not_zero() {
    let model = "
services:
  a: {needs: {b: {calls: 2}}}
  b: {capacity: {rps: 5}}
journeys:
  go: {entry: a, load: {peak: 10rps}}
";
    capacity(model, |all| {
        assert!(all.limits.is_empty());
        let asked: Vec<&str> = all.unknowns.iter().map(|unknown| unknown.field.as_str()).collect();
        assert_eq!(
            asked,
            [
                "journeys/go/load/average",
                "services/a/capacity/rps",
                "services/b/replicas/min",
                "services/a/exposes",
            ]
        );
    });
}

#[test]
fn inputs_say_who_stands_behind_them() {
    let model = "
profiles: {p: {replicas: {min: 3}}}
services:
  a: {use: p, capacity: {rps: 5}, needs: {b: {}}}
  b: {replicas: {min: 1}, capacity: {workers: 2}, service-time: {p50: 10ms, p99: 20ms}}
journeys:
  go: {entry: a, load: {peak: 10rps}}
";
    capacity(model, |all| {
        let provenance = |component: &str, path: &str| {
            let limit =
                all.limits.iter().find(|limit| limit.component.name == component).expect("it is there");
            let mut inputs = limit.carries.inputs.iter().chain(limit.load.inputs.iter());
            inputs.find(|input| input.path.contains(path)).map(|input| input.provenance)
        };
        assert_eq!(provenance("a", "capacity/rps"), Some(Provenance::Explicit));
        assert_eq!(provenance("a", "replicas/min"), Some(Provenance::Profile));
        assert_eq!(provenance("b", "lognormal"), Some(Provenance::Assumed));
        assert_eq!(provenance("b", "say no count"), Some(Provenance::Assumed));
    });
}
