//! Made-up systems of any size that look like real ones: layers of services that call downwards, stores, caches,
//! queues, journeys and objectives. The same size gives the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Services in one file; the reader refuses files over 8 MiB, and a team's fragment is far smaller.
const SERVICES_PER_FILE: usize = 250;
const SERVICES_PER_TEAM: usize = 8;
const SERVICES_PER_STORE: usize = 3;
const SERVICES_PER_CACHE: usize = 10;
const SERVICES_PER_TOPIC: usize = 10;
const TOPICS_PER_QUEUE: usize = 5;
const SERVICES_PER_EXTERNAL: usize = 40;
const SERVICES_PER_JOB: usize = 50;

#[rustfmt::skip]
const NOUNS: &[&str] = &[
    "account", "address", "basket", "billing", "booking", "campaign", "catalogue", "claim", "contract", "coupon",
    "customer", "delivery", "device", "invoice", "ledger", "loyalty", "message", "order", "parcel", "payment",
    "pricing", "profile", "quote", "refund", "return", "review", "route", "search", "shipment", "stock",
    "subscription", "tariff",
];
const CLASSES: &[&str] = &["order", "customer", "catalogue"];

/// The layers of the call graph, from the edge to the leaves.
struct Layer {
    /// Share of all services, in percent.
    share: usize,
    /// Services of the next layer that each one calls.
    calls: usize,
    /// Timeout of such a call, in milliseconds; shorter than that of the layer above.
    timeout: usize,
    /// Own work of one request, in milliseconds: median and 99th percentile.
    work: (usize, usize),
}

const LAYERS: &[Layer] = &[
    Layer { share: 5, calls: 5, timeout: 1500, work: (4, 20) },
    Layer { share: 15, calls: 5, timeout: 600, work: (6, 40) },
    Layer { share: 35, calls: 5, timeout: 200, work: (5, 30) },
    Layer { share: 45, calls: 0, timeout: 0, work: (3, 15) },
];

/// A linear congruential generator (Knuth's MMIX constants), of which only the upper half is used.
struct Dice(u64);

impl Dice {
    /// A number below `bound`, which is not 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    /// Whether something with this probability in percent happens.
    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}

/// The files of a system with this many services, by name.
pub(super) fn system(services: usize) -> BTreeMap<String, String> {
    let mut dice = Dice(0x10ad_11e5 ^ services as u64);
    let layers = layers(services);
    let mut files = BTreeMap::from([("loadline.yaml".to_owned(), head(services))]);
    for (file, first) in (0..services).step_by(SERVICES_PER_FILE).enumerate() {
        let members: Vec<usize> = (first..services.min(first + SERVICES_PER_FILE)).collect();
        files.insert(format!("part-{file:03}.yaml"), fragment(&members, services, &layers, &mut dice));
    }
    files
}

/// The first service of each layer, and the number of services as the end of the last.
fn layers(services: usize) -> Vec<usize> {
    let mut firsts = vec![0];
    let mut share = 0;
    for layer in LAYERS {
        share += layer.share;
        firsts.push(services * share / 100);
    }
    firsts
}

fn head(services: usize) -> String {
    let mut text = String::from(
        "\
loadline: 1
system:
  id: large
  owner: team-0
  purpose: measure how checking grows with the system
teams:
",
    );
    for team in 0..services.div_ceil(SERVICES_PER_TEAM) {
        _ = writeln!(text, "  team-{team}: {{oncall: \"pager:team-{team}\", chat: \"#team-{team}\"}}");
    }
    text.push_str(
        "\
boundaries:
  internet: {trust: none}
  edge: {trust: low, in: internet, controls: [waf, rate-limit]}
  app: {trust: high, in: edge}
  third: {trust: none, operator: third-party}
domains:
  eu: {kind: region, availability: 99.99%}
  eu-a: {kind: zone, in: eu}
  eu-b: {kind: zone, in: eu}
  eu-c: {kind: zone, in: eu}
data:
  order: {class: confidential, personal: [name, address], record: 2kB, purpose: fulfil order, retention: 7y}
  customer: {class: confidential, personal: [name, address], record: 1kB, purpose: fulfil order, retention: 2y}
  catalogue: {class: public, record: 4kB, retention: none}
profiles:
  web:
    boundary: app
    replicas: {min: 3, max: 12, spread: eu}
    incidents: {per-year: 4, mean: 20m, basis: last year's reports}
    deploys: {per-week: 10, failure-rate: 5%, detect-and-roll-back: 15m, scope: all}
    rollout:
      strategy: canary
      steps: [1%, 10%, 50%]
      bake: 15m
      rollback: {automatic: true, trigger: availability burn > 6x}
    health: {ready: /readyz, live: /livez}
  call:
    kind: hard
    retries: {max: 1, backoff: exponential, jitter: full, budget: 10%}
    breaker: true
    auth: mtls
    tls: \"1.3\"
actors:
  visitor: {boundary: internet, kind: human, users: 400000 per month}
",
    );
    text
}

/// One team's worth of everything: the services and what belongs to them.
fn fragment(members: &[usize], services: usize, layers: &[usize], dice: &mut Dice) -> String {
    let mut text = String::from("loadline: 1\nservices:\n");
    for service in members {
        self::service(&mut text, *service, services, layers, dice);
    }
    section(&mut text, "jobs", members, SERVICES_PER_JOB, |text, first| {
        let (name, store) = (name(first), store(first));
        _ = writeln!(
            text,
            "  settle-{name}: {{owner: {}, schedule: \"30 2 * * *\", deadline: 2h, watchdog: none, needs: {{{store}: \
             {{kind: hard, reads: 1, timeout: 1s}}}}}}",
            team(first)
        );
    });
    section(&mut text, "stores", members, SERVICES_PER_STORE, |text, first| {
        _ = writeln!(
            text,
            "  {}:\n    tech: postgres\n    boundary: app\n    owner: {}\n    encryption: at-rest\n    replicas: \
             {{min: 3, spread: eu, mode: sync, failover: {{time: 30s, per-year: 6}}}}\n    capacity: {{connections: \
             400}}\n    backup: {{every: 6h, rpo: 5m, rto: 1h, restore-tested: 2026-09-14}}",
            store(first),
            team(first)
        );
    });
    section(&mut text, "caches", members, SERVICES_PER_CACHE, |text, first| {
        _ = writeln!(
            text,
            "  {}: {{tech: redis, boundary: app, owner: {}, pattern: look-aside, origin: {}, ttl: 60s, hit-ratio: \
             97%, stampede: none}}",
            cache(first),
            team(first),
            store(first)
        );
    });
    section(&mut text, "queues", members, SERVICES_PER_TOPIC * TOPICS_PER_QUEUE, |text, first| {
        _ = writeln!(
            text,
            "  {}:\n    tech: kafka\n    boundary: app\n    owner: {}\n    delivery: at-least-once\n    retention: \
             7d\n    capacity: {{rps: 5000}}\n    topics:",
            queue(first),
            team(first)
        );
        for topic in 0..TOPICS_PER_QUEUE {
            _ = writeln!(
                text,
                "      t{topic}: {{order: per key, dlq: t{topic}-dlq, max-lag: 60s, evolution: backward}}"
            );
        }
    });
    section(&mut text, "externals", members, SERVICES_PER_EXTERNAL, |text, first| {
        _ = writeln!(
            text,
            "  {}: {{boundary: third, owner: {}, sla: 99.9%, quota: 300rps, agreement: dpa-{first}, region: eu}}",
            external(first),
            team(first)
        );
    });
    section(&mut text, "state", members, SERVICES_PER_STORE, |text, first| {
        _ = writeln!(
            text,
            "  {}-record: {{owner: {}, home: {}, data: [{}]}}",
            name(first),
            name(first),
            store(first),
            class(first)
        );
    });

    // Journeys enter at the services of the outermost layer, wherever these are kept.
    let edge: Vec<usize> = members.iter().copied().filter(|service| *service < layers[1]).collect();
    if !edge.is_empty() {
        text.push_str("journeys:\n");
        for service in &edge {
            let (criticality, average) = if service % 4 == 0 { ("critical", 40) } else { ("normal", 10) };
            _ = writeln!(
                text,
                "  use-{name}:\n    actor: visitor\n    entry: {name}.http\n    criticality: {criticality}\n    load: \
                 {{average: {average}rps, peak: {}rps, growth: 40%/y, writes: 20%}}",
                average * 4,
                name = name(*service)
            );
        }
        text.push_str("slos:\n");
        for service in &edge {
            slos(&mut text, *service);
        }
    }
    text
}

fn slos(text: &mut String, service: usize) {
    let (name, team) = (name(service), team(service));
    _ = writeln!(
        text,
        "  {name}-availability:\n    of: use-{name}\n    target: 99.9%\n    window: 30d\n    sli: {{availability: \
         {{good: 'http_requests_total{{route=\"{name}\",code!~\"5..\"}}', total: \
         'http_requests_total{{route=\"{name}\"}}'}}}}\n    alert: {{policy: standard, page: {team}, runbook: \
         runbooks/{name}.md}}"
    );
    _ = writeln!(
        text,
        "  {name}-latency:\n    of: use-{name}\n    target: 99%\n    window: 30d\n    sli: {{latency: {{under: 1500ms, \
         histogram: http_request_duration_seconds}}}}\n    alert: {{policy: standard, ticket: {team}, runbook: \
         runbooks/{name}.md}}"
    );
}

/// Writes a section with one entry for every `each` services, unless it has none.
fn section(
    text: &mut String,
    title: &str,
    members: &[usize],
    each: usize,
    entry: impl Fn(&mut String, usize),
) {
    let firsts: Vec<usize> = members.iter().copied().filter(|service| service % each == 0).collect();
    if firsts.is_empty() {
        return;
    }
    _ = writeln!(text, "{title}:");
    for first in firsts {
        entry(text, first);
    }
}

fn service(text: &mut String, service: usize, services: usize, firsts: &[usize], dice: &mut Dice) {
    let depth = firsts.iter().take(LAYERS.len()).rposition(|first| *first <= service).unwrap_or_default();
    let layer = &LAYERS[depth];
    let (name, class) = (name(service), class(service));
    _ = writeln!(text, "  {name}:\n    use: web\n    owner: {}", team(service));
    if depth == 0 {
        _ = writeln!(
            text,
            "    boundary: edge\n    exposes:\n      http: {{protocol: https, version: v1, contract: \
             api/{name}.openapi.yaml, auth: oidc, payload: {{in: 2kB, out: 30kB}}}}"
        );
    } else {
        _ = writeln!(
            text,
            "    exposes:\n      api: {{protocol: grpc, version: v1, contract: proto/{name}.proto, idempotency: key, \
             payload: {{in: 2kB, out: 4kB}}}}"
        );
    }
    let (p50, p99) = layer.work;
    _ = writeln!(
        text,
        "    capacity: {{workers: 24, concurrency: 64, queue: {{limit: 128, discipline: fifo}}}}\n    service-time: \
         {{p50: {p50}ms, p99: {p99}ms}}"
    );

    // By name, so that no dependency is written twice.
    let mut needs = BTreeMap::new();
    for (call, callee) in callees(service, depth, firsts, dice).into_iter().enumerate() {
        let fault = dice.below(100);
        // A real model has gaps: some calls without a timeout, some without a stated kind of fallback.
        let timeout = if fault < 3 { String::new() } else { format!(", timeout: {}ms", layer.timeout) };
        let kind = match fault {
            90.. => ", kind: soft, fallback: {degrade: leave it out}",
            70..90 => ", fallback: none",
            _ => "",
        };
        let step = 1 + call / 2;
        let edge = format!("{{use: call, step: {step}, carries: [{class}]{timeout}{kind}}}");
        needs.insert(format!("{}.api", self::name(callee)), edge);
    }
    if service.is_multiple_of(SERVICES_PER_STORE) {
        let edge = format!(
            "{{kind: hard, step: 4, reads: 2, writes: 1, carries: [{class}], timeout: 60ms, pool: 20}}"
        );
        needs.insert(store(service), edge);
    } else if dice.percent(40) {
        let edge = format!("{{kind: hard, step: 4, reads: 1, carries: [{class}], timeout: 60ms, pool: 10}}");
        needs.insert(store(service), edge);
    }
    if service.is_multiple_of(SERVICES_PER_CACHE) {
        let origin = store(service);
        let edge = format!(
            "{{kind: soft, step: 3, reads: 1, carries: [{class}], timeout: 10ms, fallback: {{to: {origin}}}}}"
        );
        needs.insert(cache(service), edge);
        needs.entry(origin).or_insert_with(|| {
            format!("{{kind: hard, step: 4, reads: 1, carries: [{class}], timeout: 60ms, pool: 10}}")
        });
    }
    if service.is_multiple_of(SERVICES_PER_TOPIC) {
        let edge = format!("{{kind: hard, access: publish, via: outbox, carries: [{class}]}}");
        needs.insert(topic(service), edge);
    } else if dice.percent(33) {
        let edge =
            format!("{{kind: hard, access: consume, deadline: 60s, dedupe: event id, carries: [{class}]}}");
        needs.insert(topic(dice.below(services)), edge);
    }
    if dice.percent(5) {
        let edge = format!(
            "{{kind: soft, step: 3, carries: [{class}], timeout: 150ms, breaker: true, fallback: {{queue: 24h}}}}"
        );
        needs.insert(external(dice.below(services)), edge);
    }
    if !needs.is_empty() {
        text.push_str("    needs:\n");
        for (target, edge) in needs {
            _ = writeln!(text, "      {target}: {edge}");
        }
    }
}

/// The services of the next layer that `service` calls: those it is the first caller of, so that everything is
/// reached, and then any others.
fn callees(service: usize, depth: usize, firsts: &[usize], dice: &mut Dice) -> Vec<usize> {
    let (first, next) = (firsts[depth], firsts[depth + 1]);
    let Some(end) = firsts.get(depth + 2).copied().filter(|end| *end > next) else { return Vec::new() };
    let callers = next - first;
    let mut callees: Vec<usize> = (next + (service - first)..end).step_by(callers).collect();
    while callees.len() < LAYERS[depth].calls.min(end - next) {
        let other = next + dice.below(end - next);
        if !callees.contains(&other) {
            callees.push(other);
        }
    }
    callees
}

fn name(service: usize) -> String {
    format!("{}-{service}", NOUNS[service % NOUNS.len()])
}

fn team(service: usize) -> String {
    format!("team-{}", service / SERVICES_PER_TEAM)
}

fn class(service: usize) -> &'static str {
    CLASSES[service / SERVICES_PER_STORE % CLASSES.len()]
}

/// The store shared by the services around this one, named after the one that owns it.
fn store(service: usize) -> String {
    format!("{}-db", name(service - service % SERVICES_PER_STORE))
}

fn cache(service: usize) -> String {
    format!("{}-cache", name(service - service % SERVICES_PER_CACHE))
}

fn queue(service: usize) -> String {
    format!("{}-events", name(service - service % (SERVICES_PER_TOPIC * TOPICS_PER_QUEUE)))
}

fn topic(service: usize) -> String {
    format!("{}.t{}", queue(service), service / SERVICES_PER_TOPIC % TOPICS_PER_QUEUE)
}

fn external(service: usize) -> String {
    format!("partner-{}", service / SERVICES_PER_EXTERNAL)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(files: &BTreeMap<String, String>, part: &str) -> usize {
        files.values().map(|text| text.matches(part).count()).sum()
    }

    #[test]
    fn the_same_size_gives_the_same_bytes() {
        assert_eq!(system(300), system(300));
        assert_eq!(
            system(300).into_keys().collect::<Vec<_>>(),
            ["loadline.yaml", "part-000.yaml", "part-001.yaml"]
        );
    }

    #[test]
    fn the_system_has_the_shape_it_promises() {
        let files = system(1000);
        assert_eq!(count(&files, "    use: web\n"), 1000);
        assert_eq!(count(&files, "    actor: visitor\n"), 1000 / 20);
        assert_eq!(count(&files, "    tech: postgres\n"), 1000_usize.div_ceil(SERVICES_PER_STORE));
        let edges = count(&files, "carries: [");
        assert!((3500..4500).contains(&edges), "{edges} edges");
        assert!(files.values().all(|text| text.len() < 8 << 20));
    }

    #[test]
    fn every_service_below_the_edge_has_a_caller() {
        let files = system(1000);
        for service in layers(1000)[1]..1000 {
            assert!(count(&files, &format!("      {}.api: ", name(service))) > 0, "{service}");
        }
    }
}
