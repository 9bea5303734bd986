//! What the system is for, what belongs to it, who uses it, and what they do with it.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;

pub(super) const SECTION: SectionKind = SectionKind { id: "scope", title: "Scope", gates: &["D1"], write };

pub(in crate::bundle) fn write(desk: &mut Desk<'_, '_>) {
    let identity = desk.facts.identity();
    let purpose = desk.value("system", "purpose", identity.and_then(|it| it.purpose.as_ref()));
    desk.say(Words::from("Purpose: ").and(purpose).stop());
    let owner = desk.value("system", "owner", identity.and_then(|it| it.owner.as_ref()));
    desk.say(Words::from("It is answered for by ").and(owner).stop());
    let scope = identity.and_then(|it| it.scope.as_deref());
    let inside = desk.value("system/scope", "in", scope.and_then(|scope| scope.inside.as_ref()));
    desk.say(Words::from("In scope: ").and(inside).stop());
    let outside = desk.value("system/scope", "out", scope.and_then(|scope| scope.outside.as_ref()));
    desk.say(Words::from("Out of scope: ").and(outside).stop());
    let stakes = desk.value("system", "stakeholders", identity.and_then(|it| it.stakeholders.as_ref()));
    desk.say(Words::from("Stakeholders: ").and(stakes).stop());
    actors(desk);
    journeys(desk);
}

fn actors(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, actor) in entries(&desk.facts.model.system.actors) {
        let at = format!("actors/{id}");
        let kind = desk.value(&at, "kind", actor.kind.as_ref());
        let users = desk.value(&at, "users", actor.users.as_ref());
        let boundary = desk.value(&at, "boundary", actor.boundary.as_ref());
        rows.push(vec![Words::id(id), kind, users, boundary]);
    }
    desk.table("Who uses it", &["actor", "kind", "how many", "comes from"], rows);
}

fn journeys(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, journey) in desk.facts.journeys() {
        let at = format!("journeys/{id}");
        let impact = journey.impact.as_deref();
        let revenue = desk.maybe(&at, "impact/revenue", impact.and_then(|impact| impact.revenue.as_ref()));
        let note = desk.maybe(&at, "impact/note", impact.and_then(|impact| impact.note.as_ref()));
        let lost = match (revenue, note) {
            (None, None) => desk.value::<String>(&at, "impact/note", None),
            (revenue, note) => Words::joined(revenue.into_iter().chain(note), "; "),
        };
        let actor = desk.value(&at, "actor", journey.actor.as_ref());
        let entry = desk.value(&at, "entry", journey.entry.as_ref());
        let criticality = desk.value(&at, "criticality", journey.criticality.as_ref());
        let owner = desk.blank(&at, "owner", journey.owner.as_ref());
        rows.push(vec![Words::id(id), actor, entry, criticality, owner, lost]);
    }
    let columns = &["journey", "by", "enters at", "criticality", "owner", "what a lost request costs"];
    desk.table("What users do", columns, rows);
}
