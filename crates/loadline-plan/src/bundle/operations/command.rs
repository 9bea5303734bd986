//! Who commands when it burns: severities, roles, escalation, who is told, and how a shift is handed over.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_model::kinds::Operations;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "command", title: "Incident command", gates: &["O4"], write };

fn write(desk: &mut Desk<'_, '_>) {
    severities(desk);
    journeys(desk);
    roles(desk);
    let operations = operations(desk);
    let next = desk.value("operations", "escalation", operations.and_then(|all| all.escalation.as_ref()));
    desk.say(Words::from("Whom to call, in order: ").and(next).and("."));
    cadence(desk);
    handoff(desk);
    messages(desk);
}

fn operations<'a>(desk: &Desk<'a, '_>) -> Option<&'a Operations> {
    desk.facts.model.system.operations.as_deref()
}

fn severities(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, level) in operations(desk).into_iter().flat_map(|all| entries(&all.severities)) {
        let at = format!("operations/severities/{id}");
        let when = desk.value(&at, "when", level.when.as_ref());
        let within = desk.value(&at, "respond-within", level.respond_within.as_ref());
        let every = desk.value(&at, "updates-every", level.updates_every.as_ref());
        rows.push(vec![Words::id(id), when, within, every]);
    }
    let columns = &["severity", "when", "responds within", "news every"];
    desk.table("Severities", columns, rows);
}

/// The most critical journeys get the first level, the next ones the next.
fn journeys(desk: &mut Desk<'_, '_>) {
    let levels: Vec<&str> =
        operations(desk).into_iter().flat_map(|all| entries(&all.severities)).map(|(id, _)| id).collect();
    let mut ranks: Vec<_> = desk
        .facts
        .journeys()
        .filter_map(|(_, journey)| journey.criticality.as_ref().map(|criticality| criticality.value))
        .collect();
    ranks.sort_unstable_by(|a, b| b.cmp(a));
    ranks.dedup();
    let mut rows = Vec::new();
    for (id, journey) in desk.facts.journeys() {
        let at = format!("journeys/{id}");
        let criticality = desk.value(&at, "criticality", journey.criticality.as_ref());
        let rank =
            journey.criticality.as_ref().and_then(|it| ranks.iter().position(|rank| *rank == it.value));
        let level = rank.and_then(|rank| levels.get(rank.min(levels.len().saturating_sub(1))));
        let level = match level {
            Some(level) => desk.declared(&format!("operations/severities/{level}"), format!("`{level}`")),
            None => "open".into(),
        };
        rows.push(vec![Words::id(id), criticality, level]);
    }
    let columns = &["when this fails wholly", "criticality", "severity"];
    desk.table("Severity by criticality: the most critical journeys get the first level", columns, rows);
}

fn roles(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, role) in operations(desk).into_iter().flat_map(|all| entries(&all.roles)) {
        let at = format!("operations/roles/{id}");
        let owner = desk.value(&at, "owner", role.owner.as_ref());
        let does = desk.value(&at, "does", role.does.as_ref());
        let reached = role.owner.as_ref().and_then(|owner| {
            let team = desk.facts.model.system.teams.as_ref()?.get(&owner.id)?;
            Some((format!("teams/{}", owner.id), team))
        });
        let reached = match reached {
            Some((at, team)) => desk.value(&at, "oncall", team.oncall.as_ref()),
            None => "open".into(),
        };
        rows.push(vec![Words::id(id), owner, does, reached]);
    }
    desk.table("Roles", &["role", "filled by", "does", "reached by"], rows);
}

fn cadence(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, one) in operations(desk).into_iter().flat_map(|all| entries(&all.cadence)) {
        let at = format!("operations/cadence/{id}");
        let audience = desk.value(&at, "audience", one.audience.as_ref());
        let every = desk.value(&at, "every", one.every.as_ref());
        let owner = desk.value(&at, "owner", one.owner.as_ref());
        rows.push(vec![Words::id(id), audience, every, owner]);
    }
    desk.table("Who is told how often", &["to", "by", "every", "told by"], rows);
}

fn handoff(desk: &mut Desk<'_, '_>) {
    let handoff = operations(desk).and_then(|all| all.handoff.as_deref());
    let at = desk.value("operations/handoff", "at", handoff.and_then(|it| it.at.as_ref()));
    let contents = desk.value("operations/handoff", "contents", handoff.and_then(|it| it.contents.as_ref()));
    desk.say(Words::from("A shift is handed over: ").and(at).and(", with ").and(contents).stop());
}

/// Messages with places to fill; the names in them are those of the model.
fn messages(desk: &mut Desk<'_, '_>) {
    let journeys: Vec<&str> = desk.facts.important_journeys().map(|(id, _)| id).collect();
    let levels: Vec<&str> =
        operations(desk).into_iter().flat_map(|all| entries(&all.severities)).map(|(id, _)| id).collect();
    if journeys.is_empty() || levels.is_empty() {
        return;
    }
    let (journeys, levels) = (journeys.join(" | "), levels.join(" | "));
    let first = format!(
        "[<{levels}>] <{journeys}>: <what users notice>, since <time> UTC.\n\
         We <know | do not know yet> why. Commander: <name>. Next news at <time> UTC.\n"
    );
    let next = format!(
        "[<{levels}>] <{journeys}>: <better | the same | worse> than at <time> UTC.\n\
         Done: <mitigation>. Now: <step>. Next news at <time> UTC.\n"
    );
    let last = format!(
        "[<{levels}>] <{journeys}>: over since <time> UTC, after <minutes> min.\n\
         Shown by: <verification>. Postmortem: <link>, by <day>.\n"
    );
    desk.text("First message", "text", first);
    desk.text("Further messages", "text", next);
    desk.text("Last message", "text", last);
}
