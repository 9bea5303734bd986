//! Services, store, cache, log and externals of the default architecture.

use super::Shape;
use super::yaml::{self, Yaml};
use crate::draft::objective::{self, objectives};
use crate::draft::provider::{Provider, providers};
use crate::statement::{Mark, Role};

/// The services.
pub(super) fn services(shape: &Shape<'_>, out: &mut Yaml) {
    out.section("services");
    if shape.small {
        app(shape, out);
        return;
    }
    if shape.api {
        gateway(shape, out);
        api(shape, out);
    }
    if shape.ingest {
        ingest(shape, out);
        processor(shape, out);
    }
}

/// Replicas and capacity: of the fleet that carries the load, or of a part beside it.
fn size(shape: &Shape<'_>, fleet: bool, out: &mut Yaml) {
    if !fleet {
        out.said(2, "replicas: {min: 3, spread: home}", "default: one in each zone");
        return;
    }
    let per_instance = &shape.draft.needs.per_instance;
    let count = shape.instances();
    let why = shape.number("instances").map_or("default".to_owned(), |number| {
        let rests = number.rests_on.first().map_or_else(String::new, |id| format!("; see assumptions/{id}"));
        format!("{}, never below 2{rests}", number.formula)
    });
    out.said(2, &format!("replicas: {{min: {count}, spread: home}}"), &why);
    if per_instance.value > 0.0 {
        out.said(2, &format!("capacity: {{rps: {}}}", per_instance.value), &shape.source(per_instance));
    }
}

/// Seconds an answer to a read or a write may take: its latency target, or 2 s.
fn patience_of(shape: &Shape<'_>, writes: bool) -> f64 {
    let targets = objectives(shape.statement, Role::Latency);
    let all = objective::all_of(&targets, writes);
    all.iter().map(|target| target.fact.amount.value.max(1e-3)).reduce(f64::max).unwrap_or(2.0)
}

/// Seconds that whoever calls waits at most: the longest target of what the model has journeys for, as one call in front
/// carries them all.
fn patience(shape: &Shape<'_>) -> f64 {
    let all = shape.journeys.iter().map(|journey| patience_of(shape, journey.writes));
    all.reduce(f64::max).unwrap_or_else(|| patience_of(shape, false))
}

/// Seconds one call of the store may take: half goes to an external where there is one, and what is left must do for two
/// or three calls.
fn store_patience(shape: &Shape<'_>, writes: bool) -> f64 {
    patience_of(shape, writes) * if shape.external { 0.15 } else { 0.25 }
}

fn interface(id: &str, shape: &Shape<'_>, published: bool, out: &mut Yaml) {
    out.line(2, "exposes:");
    out.line(3, &format!("{id}:"));
    out.line(4, "protocol: https");
    out.line(4, "version: v1");
    if published {
        out.line(4, "reach: published");
    }
    let auth = if shape.assumes("identity") {
        "default, see assumptions/identity"
    } else {
        "default; the statement speaks of it, say how"
    };
    out.said(4, if published { "auth: oidc" } else { "auth: mtls" }, auth);
    out.line(4, "tls: \"1.2\"");
    out.line(4, "changes-state: true");
    out.said(4, "idempotency: key", "default: retries must be harmless");
}

fn gateway(shape: &Shape<'_>, out: &mut Yaml) {
    out.line(1, "gateway:");
    out.said(2, "title: gateway and load balancer", "default architecture");
    out.line(2, "owner: owner-to-be-named");
    out.line(2, "boundary: inside");
    interface("http", shape, true, out);
    size(shape, false, out);
    out.line(2, "needs:");
    let timeout = yaml::duration(0.9 * patience(shape));
    out.said(
        3,
        &format!("api.http: {{kind: hard, timeout: {timeout}, retries: none, auth: mtls, tls: \"1.3\"}}"),
        "default: nine tenths of the longest latency target",
    );
}

/// The stateless service behind the gateway.
fn api(shape: &Shape<'_>, out: &mut Yaml) {
    out.line(1, "api:");
    out.said(2, "title: stateless service", "default architecture");
    out.line(2, "owner: owner-to-be-named");
    out.line(2, "boundary: inside");
    interface("http", shape, false, out);
    size(
        shape,
        !shape.ingest || shape.draft.needs.traffic.streams.iter().any(|stream| stream.main && !stream.paced),
        out,
    );
    out.line(2, "needs:");
    let mut reads = shape.ids(|journey| !journey.writes && !journey.ingest);
    if !reads.is_empty() {
        reads.extend(shape.beside.iter().map(|one| one.id.as_str()));
    }
    let writes = shape.ids(|journey| journey.writes && !journey.ingest);
    if shape.cache {
        let only = only_for(&reads);
        out.said(
            3,
            &format!(
                "read-cache: {{kind: soft, step: 1, reads: 1, carries: [record], timeout: {}{only}}}",
                yaml::duration((patience_of(shape, false) / 10.0).min(0.02))
            ),
            "default: a cache on the read-heavy path",
        );
    }
    let store = yaml::duration(store_patience(shape, false));
    let store_writes = yaml::duration(store_patience(shape, true));
    let via = if shape.cache { ", via: read-cache" } else { "" };
    if !reads.is_empty() || writes.is_empty() {
        out.said(
            3,
            &format!(
                "db: {{kind: hard, step: 2, reads: 1, carries: [record], timeout: {store}{via}{}}}",
                only_for(&reads)
            ),
            "default",
        );
        if !writes.is_empty() {
            out.line(3, &format!("db-writes: {{to: db, kind: hard, step: 2, reads: 1, writes: 1, route: primary, carries: [record], timeout: {store_writes}{}}}", only_for(&writes)));
        }
    } else {
        out.said(3, &format!("db: {{kind: hard, step: 2, reads: 1, writes: 1, route: primary, carries: [record], timeout: {store_writes}}}"), "default");
    }
    external(shape, &writes, out);
}

fn only_for(journeys: &[&str]) -> String {
    if journeys.is_empty() { String::new() } else { format!(", for: [{}]", journeys.join(", ")) }
}

/// The edges to the externals, on the writing path.
fn external(shape: &Shape<'_>, writes: &[&str], out: &mut Yaml) {
    let providers = providers(shape.statement);
    let waited = providers.iter().filter(|provider| !provider.beside).count().max(1);
    let only = only_for(writes);
    let patience = patience_of(shape, !writes.is_empty() || shape.small) / 2.0 / waited as f64;
    for provider in &providers {
        let id = provider_id(&providers, provider);
        let kind = if provider.beside { "soft" } else { "hard" };
        let fallback = match shape.statement.mark(Mark::Deferred) {
            Some(_) => ", fallback: {queue: 24h, as: accepted}",
            None => "",
        };
        let why = if provider.beside { "default: nobody waits for what is sent" } else { "default" };
        out.said(3, &format!("{id}: {{kind: {kind}, step: 3, timeout: {}, retries: none, breaker: true, auth: api key, tls: \"1.2\"{fallback}{only}}}", yaml::duration(patience)), why);
    }
}

/// The id of an external: its name, or `provider` where it is the only one and has none of its own.
fn provider_id(all: &[Provider<'_>], one: &Provider<'_>) -> String {
    let kind = |name: &str| name.contains(' ') && name.starts_with(|c: char| c.is_lowercase());
    match one.name {
        Some(name) if !(all.len() == 1 && kind(name)) => {
            let id = yaml::id(name);
            if matches!(
                id.as_str(),
                "api" | "db" | "app" | "gateway" | "ingest" | "processor" | "log" | "read-cache"
            ) {
                format!("{id}-provider")
            } else {
                id
            }
        }
        _ => "provider".to_owned(),
    }
}

/// The modular monolith of a small system.
fn app(shape: &Shape<'_>, out: &mut Yaml) {
    out.line(1, "app:");
    out.said(
        2,
        "title: modular monolith behind a load balancer",
        "default: the load is small, so the design is",
    );
    out.line(2, "owner: owner-to-be-named");
    out.line(2, "boundary: inside");
    interface("http", shape, true, out);
    size(shape, true, out);
    out.line(2, "needs:");
    out.said(
        3,
        &format!("db: {{kind: hard, step: 1, reads: 2, writes: 1, route: primary, carries: [record], timeout: {}}}", yaml::duration(store_patience(shape, shape.api_writes()))),
        "default",
    );
    external(shape, &[], out);
}

/// What accepts messages and acknowledges them once the log has them.
fn ingest(shape: &Shape<'_>, out: &mut Yaml) {
    out.line(1, "ingest:");
    out.said(2, "title: accepts messages, acknowledges once the log has them", "default architecture");
    out.line(2, "owner: owner-to-be-named");
    out.line(2, "boundary: inside");
    interface("messages", shape, true, out);
    size(shape, true, out);
    out.line(2, "needs:");
    out.said(
        3,
        "log.messages: {kind: hard, access: publish, carries: [record], timeout: 1s}",
        "default: a log before asynchronous work",
    );
}

fn processor(shape: &Shape<'_>, out: &mut Yaml) {
    out.line(1, "processor:");
    out.line(2, "owner: owner-to-be-named");
    out.line(2, "boundary: inside");
    size(shape, false, out);
    if let Some(fact) = shape.statement.fact(Role::ProcessingRate)
        && let Some(rate) = fact.amount.per_second().filter(|rate| *rate >= 3.0)
    {
        let given = shape.given(Role::ProcessingRate).unwrap_or_default();
        out.said(
            2,
            &format!("capacity: {{rps: {}}}", loadline_base::figure::significant(rate / 3.0, 6)),
            &format!("a third of what is {given}"),
        );
    }
    out.line(2, "needs:");
    out.line(3, "log.messages: {kind: hard, access: consume, dedupe: message id, carries: [record]}");
    out.said(3, "db: {kind: hard, writes: 1, route: primary, carries: [record], timeout: 1s}", "default");
}

/// Store, cache, log and external.
pub(super) fn stores(shape: &Shape<'_>, out: &mut Yaml) {
    let needs = &shape.draft.needs;
    out.section("stores");
    out.line(1, "db:");
    let tech = if shape.ingest { "tech: timescaledb" } else { "tech: postgres" };
    out.said(
        2,
        tech,
        if shape.ingest {
            "default for ordered readings: a time-series store"
        } else {
            "default: one SQL primary store"
        },
    );
    out.line(2, "owner: owner-to-be-named");
    out.line(2, "boundary: inside");
    out.said(2, "encryption: at-rest", "default");
    let copies = needs.copies.value.clamp(1.0, 100.0).round();
    out.said(
        2,
        &format!("replicas: {{min: {copies}, spread: home, mode: sync, failover: {{time: 30s}}}}"),
        &shape.source(&needs.copies),
    );
    backup(shape, out);
    if shape.cache {
        out.section("caches");
        out.line(1, "read-cache:");
        out.line(2, "tech: redis");
        out.line(2, "owner: owner-to-be-named");
        out.line(2, "boundary: inside");
        out.line(2, "pattern: look-aside");
        out.line(2, "origin: db");
        let why = if shape.assumes("cache-freshness") {
            "default, see assumptions/cache-freshness"
        } else {
            "follows from the freshness asked for"
        };
        out.said(2, "ttl: 5s", why);
        out.line(2, "encryption: at-rest");
        out.line(2, "on-loss: reads are slower; admission control keeps the store alive");
    }
    if shape.ingest {
        out.section("queues");
        out.line(1, "log:");
        out.line(2, "tech: kafka");
        out.line(2, "owner: owner-to-be-named");
        out.line(2, "boundary: inside");
        out.line(2, "encryption: at-rest");
        out.line(2, "delivery: at-least-once");
        out.said(
            2,
            &format!("replicas: {{min: {copies}, spread: home, mode: quorum}}"),
            &format!("{}; acknowledged by a majority of the copies", shape.source(&needs.copies)),
        );
        out.line(2, "topics:");
        out.line(3, "messages: {order: per key, dlq: messages-dead, max-deliveries: 5}");
    }
    externals(shape, out);
}

/// Each external by its name, with what is said of it.
fn externals(shape: &Shape<'_>, out: &mut Yaml) {
    let providers = providers(shape.statement);
    if providers.is_empty() {
        return;
    }
    let quote = |span| format!("given: {}", yaml::excerpt(shape.statement.quote(span)));
    out.section("externals");
    for provider in &providers {
        out.line(1, &format!("{}:", provider_id(&providers, provider)));
        if let (Some(name), Some(span)) = (provider.name, provider.span) {
            let title = provider.what.map_or(name.to_owned(), |what| format!("{name}, for {what}"));
            out.said(2, &format!("title: {}", yaml::quoted(&title)), &quote(span));
        }
        out.line(2, "boundary: third");
        out.line(2, "owner: owner-to-be-named");
        if let Some(fact) = provider.sla {
            out.said(2, &format!("sla: {}", yaml::share(fact.amount.value)), &quote(fact.amount.span));
        }
        if let Some(fact) = provider.quota
            && let Some(rate) = fact.amount.per_second()
        {
            let rate = yaml::rate(loadline_base::figure::significant(rate, 6));
            out.said(2, &format!("quota: {rate}"), &quote(fact.amount.span));
        }
    }
}

/// How the store is saved: each value with the words it was given in, or as the default it is.
fn backup(shape: &Shape<'_>, out: &mut Yaml) {
    let stated =
        |role: Role, default: f64| shape.statement.fact(role).map_or(default, |fact| fact.amount.value);
    let (rpo, rto) = (stated(Role::Rpo, 300.0), stated(Role::Rto, 3_600.0));
    let every = stated(Role::BackupEvery, 86_400.0).max(1.0);
    let why = |role: Role| {
        let default =
            if matches!(role, Role::BackupEvery) { "default" } else { "default, see assumptions/recovery" };
        shape.given(role).unwrap_or_else(|| default.to_owned())
    };
    out.line(2, "backup:");
    out.said(3, &format!("every: {}", yaml::duration(every)), &why(Role::BackupEvery));
    out.said(3, "point-in-time: true", "default");
    out.said(3, &format!("rpo: {}", yaml::duration(rpo)), &why(Role::Rpo));
    out.said(3, &format!("rto: {}", yaml::duration(rto)), &why(Role::Rto));
}
