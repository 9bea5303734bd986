//! What others run: who leans on it, what is promised, and how much of it there is.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_model::kinds::Domain;
use loadline_model::{Body, Component, Edge};

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.model.components() {
        let Body::External(external) = component.body else { continue };
        let at = component.path();
        let promised = desk.blank(&at, "sla", component.common().reliability.sla.as_ref());
        let quota = desk.value(&at, "quota", external.quota.as_ref());
        let region = desk.blank(&at, "region", external.region.as_ref());
        let agreement = desk.blank(&at, "agreement", external.agreement.as_ref());
        let users = users(desk, component);
        rows.push(vec![Words::id(component.name), users, promised, quota, region, agreement]);
    }
    let columns = &["external", "used by", "promised", "takes at most", "region", "agreement"];
    desk.table("What others run", columns, rows);
}

/// Who leans on an external: callers, those who turn to it when another fails, and places that need it for all that stands there.
fn users(desk: &Desk<'_, '_>, external: Component<'_>) -> Words {
    let model = desk.facts.model;
    let callers = model.callers(external.id).map(|edge| format!("`{}`", edge.from.name));
    let calls = |edge: &Edge<'_>| model.callers(external.id).any(|caller| caller.from.id == edge.from.id);
    let instead = model.edges().filter(|edge| turns_to(edge) == Some(external.name) && !calls(edge));
    let instead = instead.map(|edge| format!("`{}` instead of `{}`", edge.from.name, edge.to.name));
    let needed = |domain: &Domain| {
        domain.needs.iter().flat_map(|needs| &needs.value).any(|need| need.value.id == external.name)
    };
    let places = entries(&model.system.domains).filter(|(_, domain)| needed(domain));
    let places = places.map(|(id, _)| format!("all in `{id}`"));
    let mut users: Vec<String> = Vec::new();
    for user in callers.chain(instead).chain(places) {
        if !users.contains(&user) {
            users.push(user);
        }
    }
    if users.is_empty() { blank() } else { users.join(", ").into() }
}

/// The component that a caller turns to when what it needs fails.
fn turns_to<'m>(edge: &Edge<'m>) -> Option<&'m str> {
    let to = edge.need.fallback.as_ref()?.value.value()?.to.as_ref()?;
    to.value.id.split('.').next()
}
