//! D7: what has to be protected from whom, on the flows that the data really takes.

use crate::ask::{Ask, write};
use crate::facts::{Facts, entries};
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{assumable, model, silence};
use loadline_flow::{Flow, HopKind};
use loadline_model::kinds::{DataClass, Trust};
use loadline_model::{Body, Component};

/// D7.
pub(super) const GATE: Gate = Gate {
    id: "D7",
    name: "security",
    title: "Security and compliance",
    serves: &["D7", "E7"],
    requirements: &[
        model("D7.classes", "how confidential each class of data is, and whether it names people", classes),
        model("D7.boundaries", "trust boundaries, and where every part stands", boundaries),
        model("D7.authn", "how callers of every entry prove who they are", authn),
        model("D7.authz", "what decides which callers may do what", authz),
        silence(
            "D7.crossings",
            "no call into a more trusted place that nobody is asked about",
            &["LL703", "LL704", "LL708", "LL710"],
        ),
        silence(
            "D7.encryption",
            "confidential data encrypted under way and at rest",
            &["LL701", "LL702", "LL709", "LL711"],
        ),
        model("D7.secrets", "where secrets come from, and how often they change", secrets),
        silence("D7.secrets-kept", "secrets and hosts out of reach", &["LL705", "LL707"]),
        silence("D7.audit", "a record of every change that matters", &["LL706"]),
        model("D7.retention", "how long each class of data is kept", retention),
        silence(
            "D7.privacy",
            "a purpose, an end and a way to erase for personal data, and no transfer without a safeguard",
            &["LL8"],
        ),
        assumable("D7.residency", "where data may be kept and processed", residency),
        model(
            "D7.threats",
            "the top threats, with controls, what remains, its owner and how controls are verified",
            threats,
        ),
        model("D7.grounded", "threats to what confidential data really flows through", grounded),
    ],
};

const THREAT: &str =
    "{forged-merchant: {claim: …, of: api, controls: [oauth2], residual: …, owner: payments}}";

fn classes(ask: &mut Ask<'_>) {
    let data = ask.facts.model.system.data.as_ref();
    ask.each("data", data, "{order: {class: confidential, personal: [name]}}", |ask, at, data| {
        ask.said(at, "class", data.class.as_ref(), "confidential");
        ask.said(at, "personal", data.personal.as_ref(), "[name, address]");
    });
}

fn boundaries(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let example = "{internet: {trust: none}, inside: {trust: high, in: internet}}";
    ask.each("boundaries", facts.model.system.boundaries.as_ref(), example, |ask, at, boundary| {
        ask.said(at, "trust", boundary.trust.as_ref(), "high");
    });
    for component in facts.model.components() {
        ask.said(&component.path(), "boundary", component.common().boundary.as_ref(), "inside");
    }
}

/// Looks at the interface at which each journey enters.
fn entered<'a>(
    ask: &mut Ask<'a>,
    mut one: impl FnMut(&mut Ask<'a>, &str, &'a loadline_model::kinds::Interface),
) {
    let facts = ask.facts;
    for component in facts.own_code() {
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            if facts.entering(component.name, id).next().is_some() {
                one(ask, &format!("{}/exposes/{id}", component.path()), interface);
            }
        }
    }
}

fn authn(ask: &mut Ask<'_>) {
    entered(ask, |ask, at, interface| {
        ask.said(at, "auth", interface.auth.as_ref(), "oauth2");
    });
}

fn authz(ask: &mut Ask<'_>) {
    entered(ask, |ask, at, interface| {
        ask.said(at, "authz", interface.authz.as_ref(), "merchant of the payment");
    });
}

fn secrets(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for component in facts.own_code() {
        let secrets = component.common().secrets.as_deref();
        let at = format!("{}/secrets", component.path());
        ask.said(&at, "from", secrets.and_then(|secrets| secrets.source.as_ref()), "vault");
        ask.said(&at, "rotation", secrets.and_then(|secrets| secrets.rotation.as_ref()), "30d");
    }
}

fn retention(ask: &mut Ask<'_>) {
    let data = ask.facts.model.system.data.as_ref();
    ask.each("data", data, "{order: {class: confidential, retention: 2y}}", |ask, at, data| {
        ask.said(at, "retention", data.retention.as_ref(), "2y");
    });
}

fn residency(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let limits = facts.identity().and_then(|it| it.constraints.as_deref());
    ask.said("system/constraints", "regions", limits.and_then(|it| it.regions.as_ref()), "[eu]");
    for component in facts.model.components() {
        let Body::External(external) = component.body else { continue };
        if receives_confidential(&facts, component) {
            ask.said(&component.path(), "region", external.region.as_ref(), "eu");
        }
    }
}

fn threats(ask: &mut Ask<'_>) {
    ask.each("threats", ask.facts.model.system.threats.as_ref(), THREAT, |ask, at, threat| {
        ask.said(at, "claim", threat.claim.as_ref(), "somebody refunds in a merchant's name");
        ask.listed(at, "controls", threat.controls.as_ref(), 1, "[oauth2]");
        ask.said(at, "residual", threat.residual.as_ref(), "a stolen key can refund for a day");
        ask.said(at, "owner", threat.owner.as_ref(), "payments");
        ask.said(at, "verified-by", threat.verified_by.as_ref(), "penetration test of 2026-05");
    });
}

fn grounded(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (id, threat) in entries(&facts.model.system.threats) {
        let at = format!("threats/{id}");
        let Some(of) = ask.said(&at, "of", threat.of.as_ref(), "api") else { continue };
        let carries = facts.model.find(&of.id).is_none_or(|component| touches_data(&facts, component));
        if !carries {
            let text = format!("`{id}` is about `{of}`, over which no labelled data flows");
            ask.wrong(format!("{at}/of"), text, Close::Do("name a component on a data flow".to_owned()));
        }
    }
    let threatened: Vec<&str> = entries(&facts.model.system.threats)
        .filter_map(|(_, threat)| threat.of.as_ref().map(|of| of.id.as_str()))
        .collect();
    for (exposed, why) in exposed(&facts) {
        if !threatened.contains(&exposed.name) {
            let text = format!("{why}, and no threat to it is named");
            ask.wrong(exposed.path(), text, write("threats", &THREAT.replace("api", exposed.name)));
        }
    }
}

fn touches_data(facts: &Facts<'_>, component: Component<'_>) -> bool {
    let carries =
        |edge: loadline_model::Edge<'_>| edge.need.carries.as_ref().is_some_and(|data| !data.is_empty());
    facts.model.needs(component.id).any(carries) || facts.model.callers(component.id).any(carries)
}

/// Whether confidential data goes to a component.
fn receives_confidential(facts: &Facts<'_>, component: Component<'_>) -> bool {
    facts.model.callers(component.id).any(|edge| is_confidential(facts, &edge))
}

fn is_confidential(facts: &Facts<'_>, edge: &loadline_model::Edge<'_>) -> bool {
    let class = |id: &str| {
        let data = facts.model.system.data.as_ref()?.get(id)?;
        data.class.as_ref().map(|class| class.value)
    };
    let carried = edge.need.carries.as_deref().into_iter().flatten();
    carried.into_iter().any(|data| class(&data.id).is_some_and(|class| class >= DataClass::Confidential))
}

/// Entries from untrusted places through which confidential data flows on.
fn exposed<'m>(facts: &Facts<'m>) -> Vec<(Component<'m>, String)> {
    let mut found: Vec<(Component<'m>, String)> = Vec::new();
    for flow in facts.flows.all() {
        let entry = flow.entry().component;
        let actor = flow.journey.actor.as_ref().and_then(|actor| {
            facts
                .model
                .system
                .actors
                .as_ref()?
                .get(&actor.id)?
                .boundary
                .as_ref()
                .map(|boundary| boundary.id.as_str())
        });
        let untrusted = actor.is_none_or(|boundary| trust(facts, boundary) != Some(Trust::High));
        let known = found.iter().any(|(component, _)| component.id == entry.id);
        if untrusted && !known && flows_confidential(facts, flow) {
            let why = format!("confidential data enters `{}` with `{}`", entry.name, flow.id);
            found.push((entry, why));
        }
    }
    found
}

fn trust(facts: &Facts<'_>, boundary: &str) -> Option<Trust> {
    let boundary = facts.model.system.boundaries.as_ref()?.get(boundary)?;
    boundary.trust.as_ref().map(|trust| trust.value)
}

fn flows_confidential(facts: &Facts<'_>, flow: &Flow<'_>) -> bool {
    flow.entry().hops().any(|hop| match hop.kind {
        HopKind::Call(edge) => is_confidential(facts, &edge),
        HopKind::Delivery(_) | HopKind::Miss => false,
    })
}
