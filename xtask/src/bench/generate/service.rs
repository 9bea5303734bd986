//! One service of a generated system: what it exposes, what it can carry and what it needs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Plan;
use super::dice::Dice;
use super::names::{self, *};

/// The layers of the call graph, from the edge to the leaves.
pub(super) struct Layer {
    /// Share of all services, in percent.
    pub(super) share: usize,
    /// Services of the next layer that each one calls.
    calls: usize,
    /// Timeout of one attempt of such a call, in milliseconds; what lies below fits into it, retries included.
    timeout: usize,
    /// Further attempts; only calls to leaves are repeated, so that retries do not multiply.
    retries: usize,
    /// Own work of one request, in milliseconds: median and 99th percentile.
    work: (usize, usize),
}

pub(super) const LAYERS: &[Layer] = &[
    Layer { share: 5, calls: 5, timeout: 900, retries: 0, work: (4, 20) },
    Layer { share: 15, calls: 5, timeout: 600, retries: 0, work: (6, 40) },
    Layer { share: 35, calls: 5, timeout: 100, retries: 1, work: (5, 30) },
    Layer { share: 45, calls: 0, timeout: 0, retries: 0, work: (3, 15) },
];

/// How far around its first callee a service finds the others.
const NEIGHBOURS: usize = 24;

pub(super) fn service(text: &mut String, service: usize, plan: &Plan, dice: &mut Dice) {
    let (services, firsts) = (plan.shape.services, plan.layers.as_slice());
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
    if plan.shape.mixed_redundancy {
        text.push_str(redundancy(service));
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
        let retries = if layer.retries == 1 { "" } else { ", retries: {max: 0}" };
        let step = if layer.retries == 1 { 1 + call % 2 } else { 1 };
        let edge = format!("{{use: call, step: {step}, carries: [{class}]{timeout}{retries}{kind}}}");
        needs.insert(format!("{}.api", names::name(callee)), edge);
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
        // Teams listen to what happens near them.
        needs.insert(topic((service + dice.below(TOPICS_PER_QUEUE * SERVICES_PER_TOPIC)) % services), edge);
    }
    if depth < 2 && dice.percent(25) {
        let edge = format!(
            "{{kind: soft, step: 3, carries: [{class}], timeout: 150ms, breaker: true, fallback: {{queue: 24h}}}}"
        );
        needs.insert(external(dice.below(services)), edge);
    }
    needs.extend(plan.circle.needs(service, class));
    if !needs.is_empty() {
        text.push_str("    needs:\n");
        for (target, edge) in needs {
            _ = writeln!(text, "      {target}: {edge}");
        }
    }
}

/// Copies of a service where they are not the same for all: one service in ten runs once, one in five twice.
fn redundancy(service: usize) -> &'static str {
    match service % 10 {
        3 => "    replicas: {min: 1}\n    domain: eu-a\n",
        1 | 7 => "    replicas: {min: 2, spread: eu}\n",
        _ => "    replicas: {min: 3, max: 12, spread: eu}\n",
    }
}

/// The services of the next layer that `service` calls: those it is the first caller of, so that everything is
/// reached, then neighbours of the first, and one time in ten a service that the whole organisation shares.
fn callees(service: usize, depth: usize, firsts: &[usize], dice: &mut Dice) -> Vec<usize> {
    let (first, next) = (firsts[depth], firsts[depth + 1]);
    let Some(end) = firsts.get(depth + 2).copied().filter(|end| *end > next) else { return Vec::new() };
    let callers = next - first;
    let mut callees: Vec<usize> = (next + (service - first)..end).step_by(callers).collect();
    while callees.len() < LAYERS[depth].calls.min(end - next) {
        let shared = dice.percent(10);
        let other = if shared {
            dice.below((end - next).div_ceil(50))
        } else {
            callees.first().map_or(0, |first| first - next) + dice.below(NEIGHBOURS)
        };
        let other = next + other % (end - next);
        if !callees.contains(&other) {
            callees.push(other);
        }
    }
    callees
}
