//! How long data is kept outside the reach of its own deletion: in topics, caches, backups and copies of state.

use crate::readings::said::Saying;
use crate::readings::sensitivity::{Datum, Holdings, carried};
use crate::report::Spot;
use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_evidence::Place;
use loadline_model::kinds::{Data, Queue, Store};
use loadline_model::{Body, Decided, Model, Named, Stated};

/// Data that is kept for a known time.
#[derive(Debug)]
pub(crate) struct Kept<'m> {
    /// What keeps it.
    pub(crate) place: Place,
    /// How to name what keeps it.
    pub(crate) keeper: String,
    /// The data class.
    pub(crate) class: &'m str,
    /// What the model says about it.
    pub(crate) data: &'m Named<Data>,
    /// How long; `None` = for ever.
    pub(crate) time: Option<Duration>,
    /// Where the time is said.
    pub(crate) span: Span,
}

/// Everything that keeps data for a known time: topics, caches, backups and copies of state.
pub(crate) fn kept(model: &Model) -> Vec<Kept<'_>> {
    let mut all = Vec::new();
    for edge in model.edges() {
        let Body::Queue(queue) = edge.to.body else { continue };
        let Some((place, keeper, said)) = topic(&edge.to.path(), edge.to.name, edge.to.key, queue, edge.part)
        else {
            continue;
        };
        for datum in carried(model, &edge) {
            all.push(held(place.clone(), keeper.clone(), datum, said));
        }
    }
    let holdings = Holdings::read(model);
    for component in model.components() {
        let (what, said) = match component.body {
            Body::Cache(cache) => ("", time(&cache.ttl)),
            Body::Store(store) => ("the backup of ", backup(store)),
            _ => continue,
        };
        let Some(said) = said else { continue };
        for datum in holdings.of(component.id) {
            all.push(held(component.place(), format!("{what}`{}`", component.name), *datum, said));
        }
    }
    copies(model, &mut all);
    all
}

type Time = (Option<Duration>, Span);

fn held<'m>(place: Place, keeper: String, datum: Datum<'m>, (time, span): Time) -> Kept<'m> {
    Kept { place, keeper, class: datum.id, data: datum.data, time, span }
}

fn time(field: &Option<Stated<Decided<Duration>>>) -> Option<Time> {
    match Saying::of(field) {
        Saying::Nothing => None,
        Saying::None(span) => Some((None, span)),
        Saying::Value(time, span) => Some((Some(*time), span)),
    }
}

fn backup(store: &Store) -> Option<Time> {
    let retention = store.backup.as_ref()?.value()?.retention.as_ref()?;
    Some((Some(retention.value), retention.span))
}

/// The topic an edge names, when it says how long it keeps messages; else the queue.
fn topic(
    path: &str,
    name: &str,
    key: Span,
    queue: &Queue,
    part: Option<&str>,
) -> Option<(Place, String, Time)> {
    if let Some(part) = part
        && let Some(topic) = queue.topics.as_ref().and_then(|topics| topics.get(part))
        && let Some(time) = time(&topic.retention)
    {
        return Some((
            Place::new(format!("{path}/topics/{part}"), topic.key),
            format!("`{name}.{part}`"),
            time,
        ));
    }
    Some((Place::new(path, key), format!("`{name}`"), time(&queue.retention)?))
}

fn copies<'m>(model: &'m Model, all: &mut Vec<Kept<'m>>) {
    for (id, item) in model.system.state.iter().flat_map(|all| all.iter()) {
        for (holder, copy) in item.copies.iter().flat_map(|copies| copies.iter()) {
            let Some(said) = time(&copy.retention) else { continue };
            for class in item.data.iter().flat_map(|data| data.iter()) {
                let Some(data) = model.system.data.as_ref().and_then(|all| all.get(&class.id)) else {
                    continue;
                };
                let place = Place::new(format!("state/{id}/copies/{holder}"), copy.key);
                let datum = Datum { id: &class.id, data, span: copy.key };
                all.push(held(place, format!("the copy in `{holder}`"), datum, said));
            }
        }
    }
}
