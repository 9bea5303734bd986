//! Entities with their keys and owners, interfaces and messages with their contracts.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_model::Body;
use loadline_model::kinds::Interface;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "interfaces", title: "Interfaces and data contracts", gates: &["D5"], write };

fn write(desk: &mut Desk<'_, '_>) {
    entities(desk);
    states(desk);
    interfaces(desk);
    contracts(desk);
    messages(desk);
}

fn entities(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, data) in entries(&desk.facts.model.system.data) {
        let at = format!("data/{id}");
        let key = desk.value(&at, "key", data.value.key.as_ref());
        let fields = desk.value(&at, "fields", data.fields.as_ref());
        let record = desk.value(&at, "record", data.record.as_ref());
        let purpose = desk.blank(&at, "purpose", data.purpose.as_ref());
        rows.push(vec![Words::id(id), key, fields, record, purpose]);
    }
    desk.table("Entities", &["entity", "key", "fields", "one record", "what it is for"], rows);
}

fn states(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, state) in entries(&desk.facts.model.system.state) {
        let at = format!("state/{id}");
        let owner = desk.value(&at, "owner", state.owner.as_ref());
        let home = desk.value(&at, "home", state.home.as_ref());
        let of = desk.value(&at, "data", state.data.as_ref());
        let pattern = desk.blank(&at, "pattern", state.pattern.as_ref());
        let mut copies = Vec::new();
        for (copy, named) in state.copies.iter().flat_map(|copies| copies.value.iter()) {
            let at = format!("{at}/copies/{copy}");
            let stale = desk.value(&at, "staleness", named.staleness.as_ref());
            copies.push(Words::from(format!("`{copy}`, at most ")).and(stale).and(" old"));
        }
        let copies = if copies.is_empty() { blank() } else { Words::joined(copies, "; ") };
        rows.push(vec![Words::id(id), of, owner, home, pattern, copies]);
    }
    let columns = &["state", "of", "only writer", "home", "pattern", "copies"];
    desk.table("Who owns which state", columns, rows);
}

/// Interfaces of our own, with their component and id path.
fn ours<'a>(desk: &Desk<'a, '_>) -> Vec<(String, String, &'a Interface)> {
    let mut found = Vec::new();
    for component in desk.facts.own_code() {
        for (id, interface) in component.interfaces().into_iter().flat_map(loadline_model::Map::iter) {
            let at = format!("{}/exposes/{id}", component.path());
            found.push((format!("{}.{id}", component.name), at, &interface.value));
        }
    }
    found
}

fn interfaces(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (name, at, interface) in ours(desk) {
        let purpose = desk.value(&at, "purpose", interface.purpose.as_ref());
        let protocol = desk.value(&at, "protocol", interface.protocol.as_ref());
        let payload = interface.payload.as_deref();
        let request = desk.blank(&at, "payload/in", payload.and_then(|it| it.request.as_ref()));
        let response = desk.blank(&at, "payload/out", payload.and_then(|it| it.response.as_ref()));
        let limit = desk.blank(&at, "rate-limit", interface.rate_limit.as_ref());
        rows.push(vec![Words::id(&name), purpose, protocol, request, response, limit]);
    }
    let columns = &["interface", "what it is for", "protocol", "request", "answer", "rate limit"];
    desk.table("Interfaces", columns, rows);
}

fn contracts(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (name, at, interface) in ours(desk) {
        let version = desk.value(&at, "version", interface.version.as_ref());
        let contract = desk.value(&at, "contract", interface.contract.as_ref());
        let changes = interface.changes_state.as_ref();
        let state = desk.value(&at, "changes-state", changes);
        let idempotency = match changes.is_some_and(|changes| !changes.value) {
            true => desk.blank(&at, "idempotency", interface.idempotency.as_ref()),
            false => desk.value(&at, "idempotency", interface.idempotency.as_ref()),
        };
        let pagination = desk.blank(&at, "pagination", interface.pagination.as_ref());
        let change = interface.change.as_deref();
        let kind = desk.blank(&at, "change/kind", change.and_then(|it| it.kind.as_ref()));
        let until = desk.maybe(&at, "change/support-until", change.and_then(|it| it.support_until.as_ref()));
        let kind = match until {
            Some(until) => kind.and(", the old one until ").and(until),
            None => kind,
        };
        rows.push(vec![Words::id(&name), version, contract, state, idempotency, pagination, kind]);
    }
    let columns =
        &["interface", "version", "contract", "changes state", "idempotent by", "pages by", "running change"];
    desk.table("Contracts of the interfaces", columns, rows);
}

fn messages(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.model.components() {
        let Body::Queue(queue) = component.body else { continue };
        for (id, topic) in component.topics().into_iter().flat_map(loadline_model::Map::iter) {
            let at = format!("{}/topics/{id}", component.path());
            let delivery = desk.value(&component.path(), "delivery", queue.delivery.as_ref());
            let order = desk.value(&at, "order", topic.order.as_ref());
            let schema = desk.value(&at, "schema", topic.schema.as_ref());
            let evolution = desk.value(&at, "evolution", topic.evolution.as_ref());
            let size = desk.blank(&at, "payload", topic.payload.as_ref());
            let dead = match &topic.dlq {
                Some(dlq) => desk.value(&at, "dlq", Some(dlq)),
                None => desk.value(&component.path(), "dlq", queue.dlq.as_ref()),
            };
            let name = Words::from(format!("`{}.{id}`", component.name));
            rows.push(vec![name, delivery, order, schema, evolution, size, dead]);
        }
    }
    let columns = &["message", "arrives", "order", "schema", "compatible", "size", "dead letters go to"];
    desk.table("Messages", columns, rows);
}
