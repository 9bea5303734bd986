//! What flows where, over which boundary, how it is protected, and what remains. Grounded in the data flows of the model.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_model::kinds::DataClass;
use loadline_model::{Body, Edge};

pub(super) const SECTION: SectionKind =
    SectionKind { id: "security", title: "Security and compliance", gates: &["D7"], write };

fn write(desk: &mut Desk<'_, '_>) {
    classes(desk);
    boundaries(desk);
    crossings(desk);
    entrances(desk);
    at_rest(desk);
    secrets(desk);
    threats(desk);
}

fn classes(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, data) in entries(&desk.facts.model.system.data) {
        let at = format!("data/{id}");
        let class = desk.value(&at, "class", data.class.as_ref());
        let personal = desk.value(&at, "personal", data.personal.as_ref());
        let law = desk.blank(&at, "subject-to", data.subject_to.as_ref());
        let basis = desk.blank(&at, "basis", data.basis.as_ref());
        let retention = desk.value(&at, "retention", data.retention.as_ref());
        let erasure = desk.blank(&at, "erasure", data.erasure.as_ref());
        rows.push(vec![Words::id(id), class, personal, law, basis, retention, erasure]);
    }
    let columns = &["data", "class", "personal", "subject to", "legal basis", "kept for", "erased how"];
    desk.table("Data classes, retention and deletion", columns, rows);
}

fn boundaries(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for (id, boundary) in entries(&facts.model.system.boundaries) {
        let at = format!("boundaries/{id}");
        let trust = desk.value(&at, "trust", boundary.trust.as_ref());
        let within = desk.blank(&at, "in", boundary.within.as_ref());
        let controls = desk.blank(&at, "controls", boundary.controls.as_ref());
        let inside: Vec<&str> = facts
            .model
            .components()
            .filter(|component| component.boundary() == Some(id))
            .map(|component| component.name)
            .collect();
        let inside = if inside.is_empty() { blank() } else { Words::ids(inside) };
        rows.push(vec![Words::id(id), trust, within, controls, inside]);
    }
    desk.table("Trust boundaries", &["boundary", "trust", "in", "controls", "inside"], rows);
}

/// Data that crosses a boundary, with its most confidential class and how the call is protected.
fn crossings(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let crosses = |edge: &Edge<'_>| edge.from.boundary() != edge.to.boundary() && !edge.start_only();
    let mut rows = Vec::new();
    for edge in facts.model.edges().filter(crosses) {
        let at = edge.path();
        let carries = desk.value(&at, "carries", edge.need.carries.as_ref());
        let class = worst(&edge, facts.model.system.data.as_deref());
        let class = match class {
            Some(class) => Words::from(class.word()),
            None => blank(),
        };
        let auth = desk.value(&at, "auth", edge.need.auth.as_ref());
        let tls = desk.value(&at, "tls", edge.need.tls.as_ref());
        let name = Words::from(format!("`{}` → `{}`", edge.from.name, edge.target()));
        let word = |boundary: Option<&str>| boundary.map_or("?".to_owned(), |id| format!("`{id}`"));
        let over = Words::from(format!("{} → {}", word(edge.from.boundary()), word(edge.to.boundary())));
        rows.push(vec![name, over, carries, class, auth, tls]);
    }
    let columns = &["flow", "over", "carries", "most confidential", "who calls is shown by", "TLS"];
    desk.table("Data that crosses a trust boundary", columns, rows);
}

fn worst(
    edge: &Edge<'_>,
    classes: Option<&loadline_model::Map<loadline_model::kinds::Data>>,
) -> Option<DataClass> {
    let carried = edge.need.carries.as_ref()?.value.iter();
    carried.filter_map(|data| Some(classes?.get(&data.id)?.class.as_ref()?.value)).max()
}

/// Interfaces where actors enter.
fn entrances(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.own_code() {
        for (id, interface) in component.interfaces().into_iter().flat_map(loadline_model::Map::iter) {
            let journeys: Vec<&str> = facts.entering(component.name, id).collect();
            if journeys.is_empty() {
                continue;
            }
            let at = format!("{}/exposes/{id}", component.path());
            let auth = desk.value(&at, "auth", interface.auth.as_ref());
            let authz = desk.value(&at, "authz", interface.authz.as_ref());
            let tls = desk.value(&at, "tls", interface.tls.as_ref());
            let limit = desk.value(&at, "rate-limit", interface.rate_limit.as_ref());
            let audit = desk.blank(&at, "audit", interface.audit.as_ref());
            let name = Words::from(format!("`{}.{id}`", component.name));
            rows.push(vec![name, Words::ids(journeys), auth, authz, tls, limit, audit]);
        }
    }
    let columns = &["entrance", "journeys", "authentication", "may do", "TLS", "rate limit", "audit"];
    desk.table("Where users enter", columns, rows);
}

fn at_rest(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.ours() {
        let encryption = match component.body {
            Body::Store(store) => store.encryption.as_ref(),
            Body::Queue(queue) => queue.encryption.as_ref(),
            Body::Cache(cache) => cache.encryption.as_ref(),
            _ => continue,
        };
        let at = component.path();
        let encryption = desk.value(&at, "encryption", encryption);
        let backup = match component.body {
            Body::Store(store) => {
                let backup = store.backup.as_ref();
                let plan = backup.and_then(|backup| backup.value.value());
                let kept = plan.and_then(|plan| plan.kept_in.as_ref());
                match (backup, kept) {
                    (_, Some(kept)) => desk.value(&at, "backup/kept-in", Some(kept)),
                    (Some(backup), None) => {
                        let words = if backup.value.is_none() { "none, by decision" } else { "somewhere" };
                        desk.cite(&format!("{at}/backup"), backup, words)
                    }
                    (None, None) => blank(),
                }
            }
            _ => blank(),
        };
        rows.push(vec![Words::id(component.name), encryption, backup]);
    }
    desk.table("Data at rest", &["kept in", "encryption", "backups are kept"], rows);
}

fn secrets(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.own_code() {
        let at = format!("{}/secrets", component.path());
        let secrets = component.common().secrets.as_deref();
        let from = desk.blank(&at, "from", secrets.and_then(|secrets| secrets.source.as_ref()));
        let rotation = desk.blank(&at, "rotation", secrets.and_then(|secrets| secrets.rotation.as_ref()));
        let runtime = component.common().runtime.as_deref();
        let at = format!("{}/runtime", component.path());
        let privileged =
            desk.blank(&at, "privileged", runtime.and_then(|runtime| runtime.privileged.as_ref()));
        rows.push(vec![Words::id(component.name), from, rotation, privileged]);
    }
    desk.table("Secrets and privileges", &["component", "secrets from", "changed every", "privileged"], rows);
}

fn threats(desk: &mut Desk<'_, '_>) {
    for (id, threat) in entries(&desk.facts.model.system.threats) {
        let at = format!("threats/{id}");
        let mut rows: Vec<Vec<Words>> = Vec::new();
        let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
        row("what happens", desk.value(&at, "claim", threat.claim.as_ref()));
        row("to", desk.value(&at, "of", threat.of.as_ref()));
        row("class", desk.blank(&at, "class", threat.class.as_ref()));
        row(
            "likelihood",
            of_four(desk.maybe(&at, "likelihood", threat.likelihood.as_ref()), "rare to expected"),
        );
        row("impact", of_four(desk.maybe(&at, "impact", threat.impact.as_ref()), "small to grave"));
        row("controls", desk.value(&at, "controls", threat.controls.as_ref()));
        row("what remains", desk.value(&at, "residual", threat.residual.as_ref()));
        row("owner", desk.value(&at, "owner", threat.owner.as_ref()));
        row("verified by", desk.value(&at, "verified-by", threat.verified_by.as_ref()));
        desk.table(format!("Threat `{id}`"), &["what", "threat"], rows);
    }
}

/// A step on a scale, with its ends: a number alone says nothing to who does not know how far the scale goes.
fn of_four(step: Option<Words>, ends: &str) -> Words {
    step.map_or_else(blank, |step| step.and(format!(" of 4, from {ends}")))
}
