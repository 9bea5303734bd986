//! The JSON shape of a capacity report, `loadline/capacity/v1`. Documented in `docs/guide/json.md`; fields are only ever
//! added.

use crate::output::json::{quantity, versioned};
use loadline_app::capacity::{CapacityReport, Left, LimitRow, Subject, Until};
use loadline_evidence::{Input, Quantity};
use serde_json::{Value, json};

/// The whole report.
pub(super) fn json(report: &CapacityReport) -> Value {
    let subject = match &report.subject {
        Subject::System => Value::Null,
        Subject::Journey(id) => json!({"kind": "journey", "id": id}),
        Subject::Component(id, kind) => json!({"kind": kind, "id": id}),
    };
    let traffic =
        report.traffic.iter().map(|row| json!({"journey": row.journey, "figures": all(&row.figures)}));
    let load = report.asked.iter().map(
        |row| json!({"component": row.component, "waited_for": row.waited_for, "figures": all(&row.figures)}),
    );
    let connections = report.connections.iter().map(
        |row| json!({"component": row.component, "figures": all([&row.accepts, &row.fewest, &row.most])}),
    );
    let consumers = report.backlogs.iter().map(|row| {
        json!({
            "component": row.component,
            "outage": row.outage.as_ref().map(|(_, what)| what),
            "never_drains": row.never_drains,
            "figures": all(&row.figures),
        })
    });
    let storage = report.stored.iter().map(|row| {
        json!({
            "component": row.component,
            "name": row.name,
            "for_ever": row.for_ever,
            "figures": all(&row.figures),
        })
    });
    let rooms = report.rooms.iter().map(|row| {
        let figures = [Some(&row.holds), Some(&row.room), row.lasts.as_ref()];
        json!({"component": row.component, "figures": all(figures.into_iter().flatten())})
    });
    let bandwidth = report.links.iter().map(|row| {
        let figures = row.there.iter().chain(&row.back).flat_map(|(average, peak)| [average, peak]);
        json!({
            "from": row.from,
            "to": row.to,
            "crosses_system_edge": row.crosses,
            "compression": row.compression,
            "figures": all(figures),
        })
    });
    let costs = report.costs.iter().map(
        |row| json!({"component": row.component, "currency": row.currency, "figures": all([&row.monthly])}),
    );
    let bills = report.bills.iter().map(|row| {
        let figures = [Some(&row.monthly), row.budget.as_ref(), row.per_thousand.as_ref()];
        json!({"currency": row.currency, "figures": all(figures.into_iter().flatten())})
    });
    let unknowns =
        report.unknowns.iter().map(|row| json!({"field": row.field, "tells": row.tells})).collect::<Vec<_>>();
    versioned(
        "capacity",
        json!({
            "subject": subject,
            "headroom": report.headroom.as_ref().map(figure),
            "traffic": traffic.collect::<Vec<_>>(),
            "load": load.collect::<Vec<_>>(),
            "limits": report.limits.iter().map(limit).collect::<Vec<_>>(),
            "connections": connections.collect::<Vec<_>>(),
            "consumers": consumers.collect::<Vec<_>>(),
            "storage": storage.collect::<Vec<_>>(),
            "rooms": rooms.collect::<Vec<_>>(),
            "bandwidth": bandwidth.collect::<Vec<_>>(),
            "costs": costs.collect::<Vec<_>>(),
            "bills": bills.collect::<Vec<_>>(),
            "unknowns": unknowns,
        }),
    )
}

fn limit(row: &LimitRow) -> Value {
    json!({
        "name": row.name,
        "component": row.component,
        "kind": row.kind,
        "what": row.what,
        "when": row.when,
        "copies": row.copies,
        "lost_without_copy": row.without_copy == Left::Nothing,
        "lost_without_zone": row.without_zone == Left::Nothing,
        "headroom_until": row.headroom_ends.and_then(until),
        "full_by": row.full.and_then(until),
        "figures": all(&row.figures),
    })
}

/// A day; today's load has passed it already when the limit lasts to less than 1.
fn until(until: Until) -> Option<String> {
    match until {
        Until::On(day) => Some(day.to_string()),
        Until::Passed => Some("passed".to_owned()),
        Until::NotForYears => None,
    }
}

fn all<'q>(figures: impl IntoIterator<Item = &'q Quantity>) -> Vec<Value> {
    figures.into_iter().map(figure).collect()
}

/// A quantity with what went into it.
fn figure(figure: &Quantity) -> Value {
    let mut value = quantity(figure);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("inputs".to_owned(), figure.inputs.iter().map(input).collect());
    }
    value
}

fn input(input: &Input) -> Value {
    json!({
        "path": input.path,
        "value": input.value,
        "unit": input.unit,
        "provenance": input.provenance.word(),
    })
}
