//! Contracts with neighbouring roles (E8): what those who build screens, who watch the system and who test it may rely on.

use super::Node;
use super::sheet::{Sheet, maybe, number};
use crate::facts::entries;

pub(super) fn write(sheet: &mut Sheet<'_>) -> Node {
    Node::Record(vec![
        ("user_interface", user_interface(sheet)),
        ("system_health", system_health(sheet)),
        ("testing", testing(sheet)),
    ])
}

/// The interfaces screens call, and how fast they answer.
fn user_interface(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut apis = Vec::new();
    for (name, at, component, interface) in sheet.interfaces() {
        let part = name.rsplit_once('.').map_or("", |(_, part)| part);
        let journeys: Vec<&str> = facts.entering(component.name, part).collect();
        if journeys.is_empty() {
            continue;
        }
        apis.push(Node::Record(vec![
            ("interface", name.as_str().into()),
            ("journeys", Node::texts(journeys)),
            ("version", sheet.said(&at, "version", interface.version.as_ref())),
            ("contract", sheet.said(&at, "contract", interface.contract.as_ref())),
            ("auth", sheet.said(&at, "auth", interface.auth.as_ref())),
            ("pagination", maybe(interface.pagination.as_ref())),
            ("idempotency", sheet.said(&at, "idempotency", interface.idempotency.as_ref())),
            ("rate_limit", sheet.said(&at, "rate-limit", interface.rate_limit.as_ref())),
            ("compression", maybe(interface.compression.as_ref())),
        ]));
    }
    let mut budgets = Vec::new();
    for (id, journey) in facts.journeys() {
        let latency = journey.latency.as_deref();
        let p99 = latency.and_then(|latency| latency.p99.as_ref());
        budgets.push(Node::Record(vec![
            ("journey", id.into()),
            ("p50", maybe(latency.and_then(|latency| latency.p50.as_ref()))),
            ("p95", maybe(latency.and_then(|latency| latency.p95.as_ref()))),
            ("p99", sheet.said(&format!("journeys/{id}/latency"), "p99", p99)),
        ]));
    }
    Node::Record(vec![("interfaces", Node::List(apis)), ("performance_budgets", Node::List(budgets))])
}

/// What is measured, logged and traced, and which objectives alert whom.
fn system_health(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let mut signals = Vec::new();
    for component in facts.ours() {
        let at = format!("{}/signals", component.path());
        let said = component.common().signals.as_deref();
        let health = component.common().health.as_deref();
        signals.push(Node::Record(vec![
            ("component", component.name.into()),
            ("metrics", sheet.said(&at, "metrics", said.and_then(|it| it.metrics.as_ref()))),
            ("logs", maybe(said.and_then(|it| it.logs.as_ref()))),
            ("traces", maybe(said.and_then(|it| it.traces.as_ref()))),
            ("ready", maybe(health.and_then(|it| it.ready.as_ref()))),
        ]));
    }
    let mut alerts = Vec::new();
    for (id, slo) in facts.slos() {
        let at = format!("slos/{id}");
        let alert = slo.alert.as_ref().and_then(|alert| alert.value.value());
        if alert.is_none() {
            sheet.miss(format!("{at}/alert"), "nobody is alerted when it burns");
        }
        alerts.push(Node::Record(vec![
            ("objective", id.into()),
            ("of", sheet.said(&at, "of", slo.of.as_ref())),
            ("target", sheet.said(&at, "target", slo.target.as_ref())),
            ("window", sheet.said(&at, "window", slo.window.as_ref())),
            ("pages", maybe(alert.and_then(|alert| alert.page.as_ref()))),
            ("tickets", maybe(alert.and_then(|alert| alert.ticket.as_ref()))),
            ("runbook", maybe(alert.and_then(|alert| alert.runbook.as_ref()))),
        ]));
    }
    Node::Record(vec![("signals", Node::List(signals)), ("alerts", Node::List(alerts))])
}

/// What tests have to show: each dependency, the required load, each entrance and threat, and what was shown already.
fn testing(sheet: &mut Sheet<'_>) -> Node {
    let facts = sheet.facts;
    let integration = facts.model.edges().map(|edge| edge.path());
    let integration = Node::texts(integration);
    let headroom = facts.capacity.headroom.as_ref();
    let mut load = Vec::new();
    for traffic in &facts.capacity.traffic {
        let required = match (&traffic.peak, headroom) {
            (Some(peak), Some(headroom)) => Some(loadline_evidence::Quantity::computed(
                "load to be carried",
                peak.value * headroom.value,
                peak.unit,
                format!("{} × {}", peak.value, headroom.value),
            )),
            _ => None,
        };
        if required.is_none() {
            sheet.miss(
                format!("journeys/{}/load/peak", traffic.journey),
                "without peak and headroom no load can be asked for",
            );
        }
        load.push(Node::Record(vec![
            ("journey", traffic.journey.into()),
            ("carry", number(required.as_ref())),
        ]));
    }
    let mut threats = Vec::new();
    for (id, threat) in entries(&facts.model.system.threats) {
        let at = format!("threats/{id}");
        threats.push(Node::Record(vec![
            ("threat", id.into()),
            ("of", sheet.said(&at, "of", threat.of.as_ref())),
            ("claim", sheet.said(&at, "claim", threat.claim.as_ref())),
            ("verified_by", sheet.said(&at, "verified-by", threat.verified_by.as_ref())),
        ]));
    }
    if threats.is_empty() {
        sheet.miss("threats", "no threat is known that a test could show to be met");
    }
    let mut shown = Vec::new();
    for (id, test) in entries(&facts.model.system.tests) {
        let mut row = sheet.test(id, test);
        row.push(("last", maybe(test.last.as_ref())));
        row.push(("passed", test.passed.as_ref().map(|passed| passed.value).into()));
        shown.push(Node::Record(row));
    }
    let acceptance = facts.identity().and_then(|it| it.acceptance.as_ref());
    let acceptance = acceptance.iter().flat_map(|all| &all.value).map(|one| one.value.as_str());
    Node::Record(vec![
        ("integration", integration),
        ("load", Node::List(load)),
        ("security", Node::List(threats)),
        ("tests", Node::List(shown)),
        ("acceptance", Node::texts(acceptance)),
    ])
}
