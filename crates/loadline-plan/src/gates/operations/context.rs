//! O1: which service, which journeys, what is promised and what it is worth.

use crate::ask::{Ask, seen, write};
use crate::gate::Gate;
use crate::requirement::model;

/// O1.
pub(super) const GATE: Gate = Gate {
    id: "O1",
    name: "context",
    title: "Service context",
    serves: &["O1", "R12"],
    requirements: &[
        model("O1.scope", "what the service is for, what belongs to it, and who answers for it", scope),
        model("O1.journeys", "the journeys and how bad it is when they fail", journeys),
        model("O1.impact", "what a failure of each journey that matters costs", impact),
        model("O1.objective", "an objective for every journey that matters", objective),
    ],
};

fn scope(ask: &mut Ask<'_>) {
    let identity = ask.facts.identity();
    ask.said("system", "purpose", identity.and_then(|it| it.purpose.as_ref()), "charge cards for merchants");
    ask.said("system", "owner", identity.and_then(|it| it.owner.as_ref()), "payments");
    let scope = identity.and_then(|it| it.scope.as_deref());
    ask.listed("system/scope", "in", scope.and_then(|it| it.inside.as_ref()), 1, "[charge, refund]");
    ask.listed("system/scope", "out", scope.and_then(|it| it.outside.as_ref()), 1, "[onboarding]");
}

fn journeys(ask: &mut Ask<'_>) {
    let journeys = ask.facts.model.system.journeys.as_ref();
    ask.each(
        "journeys",
        journeys,
        "{pay: {entry: api.payments, criticality: critical}}",
        |ask, at, journey| {
            ask.said(at, "criticality", journey.criticality.as_ref(), "critical");
            ask.said(at, "owner", journey.owner.as_ref(), "payments");
        },
    );
}

fn impact(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (id, journey) in facts.important_journeys() {
        let at = format!("journeys/{id}/impact");
        let impact = journey.impact.as_deref();
        let revenue = impact.and_then(|impact| impact.revenue.as_ref());
        let note = impact.and_then(|impact| impact.note.as_ref());
        ask.either(&at, &[("revenue", seen(revenue)), ("note", seen(note))], "0.35 EUR per request");
    }
}

fn objective(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (name, slo) in facts.slos() {
        ask.said(&format!("slos/{name}"), "of", slo.of.as_ref(), "pay");
    }
    for (id, _) in facts.important_journeys() {
        if facts.slos_of(id).next().is_none() {
            let example = format!("{{{id}-availability: {{of: {id}, target: 99.9%, window: 30d}}}}");
            ask.wrong(format!("journeys/{id}"), format!("`{id}` has no objective"), write("slos", &example));
        }
    }
}
