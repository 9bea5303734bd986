//! D5: what is stored and who owns it; what is offered to callers, and what they may rely on.

use crate::ask::Ask;
use crate::gate::Gate;
use crate::requirement::{model, silence};
use loadline_model::kinds::Interface;
use loadline_model::{Body, Named};

/// D5.
pub(super) const GATE: Gate = Gate {
    id: "D5",
    name: "interfaces",
    title: "Interfaces and data contracts",
    serves: &["D5", "P1"],
    requirements: &[
        model("D5.entities", "the entities with their key and fields", entities),
        model(
            "D5.state",
            "an owner and a home for every piece of state, and the pattern it is kept by",
            state,
        ),
        silence(
            "D5.one-writer",
            "one owner for every piece of state, and copies that are reconciled",
            &["LL1"],
        ),
        model("D5.contracts", "what every interface is for, its version and its contract", contracts),
        model("D5.idempotency", "what changes state, and what makes doing it twice harmless", idempotency),
        model(
            "D5.pagination",
            "how long answers of entries are cut; `none` when they cannot be long",
            pagination,
        ),
        model("D5.events", "the schema of every topic, how it may change and what keeps its order", events),
        silence("D5.versioning", "no breaking change without a version and a time of overlap", &["LL603"]),
    ],
};

fn entities(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let example = "{order: {class: confidential, key: order id, fields: [order id, items, sum]}}";
    ask.each("data", facts.model.system.data.as_ref(), example, |ask, at, data| {
        ask.said(at, "key", data.value.key.as_ref(), "order id");
        ask.listed(at, "fields", data.fields.as_ref(), 1, "[order id, items, sum]");
    });
}

fn state(ask: &mut Ask<'_>) {
    let state = ask.facts.model.system.state.as_ref();
    ask.each("state", state, "{order: {owner: orders, home: orders-db}}", |ask, at, item| {
        ask.decided(at, "owner", item.owner.as_ref(), "orders");
        ask.said(at, "home", item.home.as_ref(), "orders-db");
        ask.said(at, "pattern", item.pattern.as_ref(), "single-source");
    });
}

/// Looks at every interface of our own services.
fn interfaces<'a>(ask: &mut Ask<'a>, mut one: impl FnMut(&mut Ask<'a>, &str, &'a Named<Interface>, bool)) {
    let facts = ask.facts;
    for component in facts.model.components() {
        let Body::Service(service) = component.body else { continue };
        for (id, interface) in crate::facts::entries(&service.exposes) {
            let at = format!("{}/exposes/{id}", component.path());
            let entry = facts.entering(component.name, id).next().is_some();
            one(ask, &at, interface, entry);
        }
    }
    for (_, journey) in facts.journeys() {
        let Some(entry) = &journey.entry else { continue };
        let Some(component) = facts.model.find(entry.base()) else { continue };
        if component.interfaces().is_none_or(|all| all.is_empty()) {
            let example = "{http: {protocol: https, purpose: …, version: v1}}";
            ask.missing(&component.path(), "exposes", example);
        }
    }
}

fn contracts(ask: &mut Ask<'_>) {
    interfaces(ask, |ask, at, interface, _| {
        ask.said(at, "purpose", interface.purpose.as_ref(), "charge a card");
        ask.said(at, "protocol", interface.protocol.as_ref(), "https");
        ask.said(at, "version", interface.version.as_ref(), "v1");
        ask.said(at, "contract", interface.contract.as_ref(), "api/payments.yaml");
    });
}

fn idempotency(ask: &mut Ask<'_>) {
    interfaces(ask, |ask, at, interface, _| {
        let changes = ask.said(at, "changes-state", interface.changes_state.as_ref(), "true");
        if changes == Some(&true) {
            ask.decided(at, "idempotency", interface.idempotency.as_ref(), "key");
        }
    });
}

fn pagination(ask: &mut Ask<'_>) {
    interfaces(ask, |ask, at, interface, entry| {
        if entry && interface.changes_state.as_ref().is_none_or(|changes| !changes.value) {
            ask.said(at, "pagination", interface.pagination.as_ref(), "cursor");
        }
    });
}

fn events(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for component in facts.model.components() {
        let Body::Queue(queue) = component.body else { continue };
        for (id, topic) in crate::facts::entries(&queue.topics) {
            let at = format!("{}/topics/{id}", component.path());
            ask.said(&at, "schema", topic.schema.as_ref(), "proto/events.proto");
            ask.said(&at, "evolution", topic.evolution.as_ref(), "full");
            ask.said(&at, "order", topic.order.as_ref(), "per key");
        }
    }
}
