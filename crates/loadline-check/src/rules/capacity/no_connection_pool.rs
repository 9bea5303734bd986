//! A store that is given a new connection for every request.

use crate::prelude::*;
use crate::readings::consumer::weighty_journey;
use crate::readings::figure::figure;
use loadline_model::{ComponentKind, Edge};

/// Technologies that are not talked to over a pool of sessions: files, or HTTP without a session.
const WITHOUT_SESSIONS: &[&str] =
    &["sqlite", "s3", "gcs", "minio", "dynamodb", "opensearch", "elasticsearch", "filesystem"];

/// A store that is given a new connection for every request.
pub(crate) const RULE: Rule = Rule {
    code: "LL312",
    name: "no-connection-pool",
    level: Severity::Error,
    since: "0.1.0",
    summary: "every request opens a connection of its own to a store",
    requirements: &["E6", "D3"],
    pillar: None,
    facts: &["services.*.needs.*.pool", "stores.*.tech", "journeys.*.load.peak"],
    page: include_str!("no_connection_pool.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let loads = &cx.readings.loads;
    for edge in cx.model.edges().filter(|edge| edge.is_call() && edge.to.kind() == ComponentKind::Store) {
        if has_no_sessions(&edge) {
            continue;
        }
        let load = loads.on(edge.id);
        match &edge.need.pool {
            Some(pool) if pool.is_decided() && pool.is_none() => {
                report(cx, &edge, pool.span, load.visits.min(load.peak));
            }
            Some(_) => {}
            None if load.waited_for && weighty_journey(cx, edge.from).is_some() => {
                let text = format!("how many connections does a replica of `{}` hold to it?", edge.from.name);
                cx.ask(&edge.place(), "pool", text);
            }
            None => {}
        }
    }
}

fn has_no_sessions(edge: &Edge<'_>) -> bool {
    edge.to.common().tech.as_ref().is_some_and(|tech| {
        WITHOUT_SESSIONS.iter().any(|without| tech.value.to_ascii_lowercase().contains(without))
    })
}

fn report(cx: &mut Check<'_>, edge: &Edge<'_>, said: loadline_base::Span, visits: f64) {
    let (name, target) = (edge.from.name, edge.target());
    let (message, severity) = if visits > 0.0 {
        let rate = figure(visits);
        (format!("`{name}` opens {rate} connections a second to `{target}` at peak"), Severity::Error)
    } else {
        (format!("`{name}` opens a connection to `{target}` for every request"), Severity::Warning)
    };
    let mut report = Report::new(edge.place(), message)
        .severity(severity)
        .mark(said, "no pool, by decision")
        .note("each costs a handshake, with TLS two or more round trips, and a process or thread on the other side")
        .hint("hold a small pool per replica: `pool: 10` is a start for most services");
    if visits > 0.0 {
        report = report.number(Quantity::computed("connections opened", visits, "rps", "one a request"));
    }
    cx.report(report);
}
