//! D1: what problem is solved, for whom, with which workloads, and what is left out.

use crate::ask::Ask;
use crate::gate::Gate;
use crate::requirement::model;

/// D1.
pub(super) const GATE: Gate = Gate {
    id: "D1",
    name: "context",
    title: "Context",
    serves: &["D1", "D11"],
    requirements: &[
        model("D1.purpose", "what the system is for, in a sentence", purpose),
        model("D1.scope", "what belongs to it, and what does not", scope),
        model("D1.stakeholders", "who has a stake in it", stakeholders),
        model("D1.actors", "who uses it", actors),
        model("D1.workloads", "what users do: journeys with an actor, an entry and a criticality", workloads),
    ],
};

fn purpose(ask: &mut Ask<'_>) {
    let identity = ask.facts.identity();
    ask.said("system", "purpose", identity.and_then(|it| it.purpose.as_ref()), "charge cards for merchants");
}

fn scope(ask: &mut Ask<'_>) {
    let scope = ask.facts.identity().and_then(|it| it.scope.as_deref());
    ask.listed("system/scope", "in", scope.and_then(|it| it.inside.as_ref()), 1, "[charge, refund]");
    ask.listed("system/scope", "out", scope.and_then(|it| it.outside.as_ref()), 1, "[onboarding]");
}

fn stakeholders(ask: &mut Ask<'_>) {
    let named = ask.facts.identity().and_then(|it| it.stakeholders.as_ref());
    ask.listed("system", "stakeholders", named, 1, "[merchants, finance, payments team]");
}

fn actors(ask: &mut Ask<'_>) {
    let actors = ask.facts.model.system.actors.as_ref();
    ask.each("actors", actors, "{shopper: {kind: human, users: 400000 per month}}", |ask, at, actor| {
        ask.said(at, "kind", actor.kind.as_ref(), "human");
    });
}

fn workloads(ask: &mut Ask<'_>) {
    let journeys = ask.facts.model.system.journeys.as_ref();
    let example = "{pay: {actor: shopper, entry: shop.http, criticality: critical}}";
    ask.each("journeys", journeys, example, |ask, at, journey| {
        ask.said(at, "actor", journey.actor.as_ref(), "shopper");
        ask.said(at, "entry", journey.entry.as_ref(), "shop.http");
        ask.said(at, "criticality", journey.criticality.as_ref(), "critical");
    });
}
