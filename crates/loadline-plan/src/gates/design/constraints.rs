//! D2: what is promised to users, within which limits, and how right the data must be.

use crate::ask::{Ask, seen, write};
use crate::gap::Close;
use crate::gate::Gate;
use crate::measurable::measurable;
use crate::requirement::{assumable, model, no_error};
use loadline_model::Body;

/// D2.
pub(super) const GATE: Gate = Gate {
    id: "D2",
    name: "constraints",
    title: "Constraints and objectives",
    serves: &["D2"],
    requirements: &[
        model("D2.availability", "an availability objective for every journey that matters", availability),
        model("D2.latency", "a latency target for every journey that matters", latency),
        assumable("D2.durability", "how much data may be lost, for every piece of state", durability),
        model("D2.measurable", "indicators that can be measured", slis),
        assumable("D2.budget", "what it may cost", |ask| limit(ask, "budget", "45000 EUR/month")),
        assumable("D2.team", "who builds and runs it", |ask| limit(ask, "team", "11 people")),
        assumable("D2.deadline", "when it must be there", |ask| limit(ask, "deadline", "2027-03-01")),
        assumable("D2.regions", "where data and traffic must stay", |ask| limit(ask, "regions", "[eu]")),
        assumable("D2.regulation", "which law applies; `[]` when none does", regulation),
        assumable("D2.dependencies", "what others promise us, and how often we may call them", dependencies),
        assumable("D2.consistency", "what readers of every piece of state may expect", consistency),
        no_error("D2.realistic", "no target of 100 % and none that cannot be kept", &["LL510", "LL406"]),
    ],
};

fn availability(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.journeys();
    for (name, slo) in facts.slos() {
        ask.said(&format!("slos/{name}"), "of", slo.of.as_ref(), "pay");
    }
    for (id, _) in facts.important_journeys() {
        let found = facts.slos_of(id).find(|(_, slo)| {
            let sli = slo.sli.as_deref();
            sli.is_some_and(|sli| sli.availability.is_some() || sli.raw.is_some() || sli.composite.is_some())
        });
        let Some((name, slo)) = found else {
            let text = format!("no objective promises availability of `{id}`");
            let example =
                format!("{{{id}-availability: {{of: {id}, target: 99.9%, window: 30d, sli: {{…}}}}}}");
            ask.wrong(format!("journeys/{id}"), text, write("slos", &example));
            continue;
        };
        let at = format!("slos/{name}");
        ask.said(&at, "target", slo.target.as_ref(), "99.9%");
        if slo.calendar.is_none() {
            ask.said(&at, "window", slo.window.as_ref(), "30d");
        }
    }
}

fn latency(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.journeys();
    for (id, journey) in facts.important_journeys() {
        let at = format!("journeys/{id}/latency");
        let latency = journey.latency.as_deref();
        let p99 = latency.and_then(|latency| latency.p99.as_ref());
        let p95 = latency.and_then(|latency| latency.p95.as_ref());
        ask.either(&at, &[("p99", seen(p99)), ("p95", seen(p95))], "800ms");
    }
}

fn durability(ask: &mut Ask<'_>) {
    let state = ask.facts.model.system.state.as_ref();
    let example = "{order: {owner: orders, home: orders-db, rpo: 1m}}";
    ask.each("state", state, example, |ask, at, item| {
        ask.said(at, "rpo", item.rpo.as_ref(), "1m");
        ask.said(at, "rto", item.rto.as_ref(), "1h");
    });
}

fn slis(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (name, slo) in facts.slos() {
        measurable(ask, name, slo);
    }
    if facts.slos().next().is_none() {
        let close = write("slos", "{pay-availability: {of: pay, target: 99.9%, window: 30d}}");
        ask.wrong("slos", "the model has no objective to measure", close);
    }
}

fn limit(ask: &mut Ask<'_>, field: &str, example: &str) {
    let limits = ask.facts.identity().and_then(|it| it.constraints.as_deref());
    let at = "system/constraints";
    match field {
        "budget" => drop(ask.said(at, field, limits.and_then(|it| it.budget.as_ref()), example)),
        "team" => drop(ask.said(at, field, limits.and_then(|it| it.team.as_ref()), example)),
        "deadline" => drop(ask.said(at, field, limits.and_then(|it| it.deadline.as_ref()), example)),
        _ => drop(ask.listed(at, field, limits.and_then(|it| it.regions.as_ref()), 1, example)),
    }
}

fn regulation(ask: &mut Ask<'_>) {
    let named = ask.facts.identity().and_then(|it| it.regulation.as_ref());
    ask.said("system", "regulation", named, "[gdpr]");
}

fn dependencies(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for component in facts.model.components() {
        let Body::External(external) = component.body else { continue };
        let at = component.path();
        let reliability = &external.common.reliability;
        let promised = [
            ("sla", seen(reliability.sla.as_ref())),
            ("availability", seen(reliability.availability.as_ref())),
        ];
        ask.either(&at, &promised, "99.9%");
        ask.said(&at, "quota", external.quota.as_ref(), "250rps");
    }
}

fn consistency(ask: &mut Ask<'_>) {
    let state = ask.facts.model.system.state.as_ref();
    ask.each("state", state, "{order: {owner: orders, home: orders-db}}", |ask, at, item| {
        ask.said(at, "consistency", item.consistency.as_ref(), "serializable");
        if item.owner.as_ref().is_none_or(|owner| owner.is_none()) {
            let text =
                format!("nobody owns `{}`, so nobody keeps it correct", at.trim_start_matches("state/"));
            ask.wrong(
                format!("{at}/owner"),
                text,
                Close::Do("name the only component that writes it".to_owned()),
            );
        }
    });
}
