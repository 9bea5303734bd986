//! What shows that it works: tests, what is watched, what must be shown before it goes live, and what a release needs.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::simulated;
use crate::bundle::words::Words;
use crate::facts::entries;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "validation", title: "Validation", gates: &["D9"], write };

fn write(desk: &mut Desk<'_, '_>) {
    acceptance(desk);
    tests(desk);
    simulated::claims(desk);
    signals(desk);
    releases(desk);
}

fn acceptance(desk: &mut Desk<'_, '_>) {
    let claims = desk.facts.identity().and_then(|it| it.acceptance.as_ref());
    let Some(claims) = claims else {
        desk.open("system/acceptance", "nobody says what must be shown before it goes live");
        return;
    };
    let mut items = Vec::new();
    for (index, claim) in claims.value.iter().enumerate() {
        items.push(desk.cite(&format!("system/acceptance/{index}"), claim, claim.value.clone()));
    }
    desk.list("What must be shown before it goes live", items);
}

fn tests(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, test) in entries(&desk.facts.model.system.tests) {
        let at = format!("tests/{id}");
        let kind = desk.value(&at, "kind", test.kind.as_ref());
        let of = desk.value(&at, "of", test.of.as_ref());
        let claim = desk.value(&at, "claim", test.claim.as_ref());
        let last = desk.value(&at, "last", test.last.as_ref());
        let passed = desk.value(&at, "passed", test.passed.as_ref());
        rows.push(vec![Words::id(id), kind, of, last, passed, claim]);
    }
    desk.table("Tests", &["test", "kind", "of", "last run", "passed", "shows that"], rows);
}

fn signals(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.ours() {
        let at = format!("{}/signals", component.path());
        let signals = component.common().signals.as_deref();
        let metrics = desk.value(&at, "metrics", signals.and_then(|it| it.metrics.as_ref()));
        let logs = desk.blank(&at, "logs", signals.and_then(|it| it.logs.as_ref()));
        let traces = desk.blank(&at, "traces", signals.and_then(|it| it.traces.as_ref()));
        let health = component.common().health.as_deref();
        let at = format!("{}/health", component.path());
        let ready = desk.blank(&at, "ready", health.and_then(|it| it.ready.as_ref()));
        rows.push(vec![Words::id(component.name), metrics, logs, traces, ready]);
    }
    desk.table("What is watched", &["component", "metrics", "logs", "traces", "ready when"], rows);
}

fn releases(desk: &mut Desk<'_, '_>) {
    let policies = desk.facts.model.system.policies.as_deref();
    let mut rows = Vec::new();
    for (id, policy) in policies.and_then(|all| all.release.as_ref()).iter().flat_map(|all| all.value.iter())
    {
        let at = format!("policies/release/{id}");
        let entry = desk.value(&at, "entry", policy.entry.as_ref());
        let blocking = desk.value(&at, "blocking", policy.blocking.as_ref());
        let stops = desk.value(&at, "stops-at", policy.stops_at.as_ref());
        let approver = desk.value(&at, "approver", policy.approver.as_ref());
        rows.push(vec![Words::id(id), entry, blocking, stops, approver]);
    }
    let columns = &[
        "policy",
        "before a release",
        "what stops it",
        "stops when the budget is spent to",
        "exceptions by",
    ];
    desk.table("Release gates", columns, rows);
}
