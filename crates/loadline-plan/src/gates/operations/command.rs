//! O4: how bad an incident is, who does what in it, and who is told how often.

use crate::ask::{Ask, write};
use crate::gate::Gate;
use crate::requirement::model;
use loadline_model::kinds::Operations;

/// O4.
pub(super) const GATE: Gate = Gate {
    id: "O4",
    name: "command",
    title: "Incident command",
    serves: &["O4", "R6"],
    requirements: &[
        model(
            "O4.severities",
            "severity levels, the time to respond to each and how often to tell about it",
            severities,
        ),
        model("O4.roles", "commander, operations lead and communications lead, each with an owner", roles),
        model("O4.escalation", "whom to call next, in order", escalation),
        model("O4.cadence", "who is told how often, and by whom", cadence),
        model("O4.handoff", "how a shift is handed over", handoff),
    ],
};

/// Roles that every incident needs: a word in their id, and what they do.
const ROLES: &[(&str, &str)] = &[
    ("command", "{owner: payments, does: decides and delegates}"),
    ("operation", "{owner: payments, does: changes the system, and nobody else does}"),
    ("communicat", "{owner: payments, does: tells users and stakeholders}"),
];

fn operations<'a>(ask: &Ask<'a>) -> Option<&'a Operations> {
    ask.facts.model.system.operations.as_deref()
}

fn severities(ask: &mut Ask<'_>) {
    let levels = operations(ask).and_then(|all| all.severities.as_ref());
    let example = "{sev1: {when: a critical journey fails, respond-within: 5m, updates-every: 30m}}";
    ask.each("operations/severities", levels, example, |ask, at, level| {
        ask.said(at, "when", level.when.as_ref(), "a critical journey fails for many");
        ask.said(at, "respond-within", level.respond_within.as_ref(), "5m");
        ask.said(at, "updates-every", level.updates_every.as_ref(), "30m");
    });
    if levels.is_some_and(|levels| levels.len() == 1) {
        let close =
            write("operations/severities", "{sev2: {when: …, respond-within: 30m, updates-every: 2h}}");
        ask.wrong("operations/severities", "one severity cannot tell what is bad from what is worse", close);
    }
}

fn roles(ask: &mut Ask<'_>) {
    let roles = operations(ask).and_then(|all| all.roles.as_ref());
    let example = "{commander: {owner: payments, does: decides and delegates}}";
    ask.each("operations/roles", roles, example, |ask, at, role| {
        ask.said(at, "owner", role.owner.as_ref(), "payments");
        ask.said(at, "does", role.does.as_ref(), "decides and delegates");
    });
    let Some(roles) = roles.filter(|roles| !roles.is_empty()) else { return };
    for (word, example) in ROLES {
        if !roles.value.iter().any(|(id, _)| id.contains(word)) {
            let path = format!("operations/roles/{}", full(word));
            let text = format!("nobody has the role of the {}", full(word));
            ask.wrong(path.clone(), text, write(path, example));
        }
    }
}

fn full(word: &str) -> &'static str {
    match word {
        "command" => "commander",
        "operation" => "operations-lead",
        _ => "communications-lead",
    }
}

fn escalation(ask: &mut Ask<'_>) {
    let steps = operations(ask).and_then(|all| all.escalation.as_ref());
    ask.listed("operations", "escalation", steps, 1, "[on call, second on call, head of payments]");
}

fn cadence(ask: &mut Ask<'_>) {
    let cadence = operations(ask).and_then(|all| all.cadence.as_ref());
    let example = "{merchants: {every: 30m, audience: status page, owner: payments}}";
    ask.each("operations/cadence", cadence, example, |ask, at, one| {
        ask.said(at, "every", one.every.as_ref(), "30m");
        ask.said(at, "audience", one.audience.as_ref(), "status page");
        ask.said(at, "owner", one.owner.as_ref(), "payments");
    });
}

fn handoff(ask: &mut Ask<'_>) {
    let handoff = operations(ask).and_then(|all| all.handoff.as_deref());
    let at = "operations/handoff";
    ask.said(at, "at", handoff.and_then(|it| it.at.as_ref()), "Monday 10:00");
    ask.listed(
        at,
        "contents",
        handoff.and_then(|it| it.contents.as_ref()),
        1,
        "[open incidents, running changes]",
    );
}
