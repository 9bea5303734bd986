//! What fails together: where everything stands, and which journeys the loss of a place takes with it.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::words::Words;
use crate::facts::entries;
use loadline_depend::{Losses, Thing, lies_in};

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let failures = &desk.outages.failures;
    let mut losses = Losses::of(failures);
    let mut rows = Vec::new();
    for (id, domain) in entries(&facts.model.system.domains) {
        let at = format!("domains/{id}");
        let kind = desk.value(&at, "kind", domain.kind.as_ref());
        let within = desk.blank(&at, "in", domain.within.as_ref());
        let here: Vec<&str> = facts
            .model
            .components()
            .filter(|component| {
                let common = component.common();
                let spread = common.replicas.as_deref().and_then(|replicas| replicas.spread.as_ref());
                // Copies that are spread over a place stand in each of its parts.
                let over = spread.is_some_and(|spread| lies_in(facts.model, id, &spread.id));
                let place = common.domain.as_ref().or(spread);
                over || place.is_some_and(|place| lies_in(facts.model, &place.id, id))
            })
            .map(|component| component.name)
            .collect();
        let here = if here.is_empty() { blank() } else { Words::ids(here) };
        let (failed, degraded) = losses.reach(Thing::Place(id));
        let named = |journeys: Vec<usize>| -> Words {
            let ids: Vec<&str> = journeys.into_iter().map(|index| failures.journeys[index].id).collect();
            if ids.is_empty() { "none".into() } else { Words::ids(ids) }
        };
        rows.push(vec![Words::id(id), kind, within, here, named(failed), named(degraded)]);
    }
    let columns = &["domain", "kind", "in", "stands in it", "its loss fails", "its loss degrades"];
    desk.table("Failure domains", columns, rows);
}
