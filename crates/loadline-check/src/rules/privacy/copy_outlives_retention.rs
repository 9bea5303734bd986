//! A copy of data that lives longer than the data may.

use crate::prelude::*;
use crate::sensitivity::{Datum, Holdings};
use loadline_base::Span;
use loadline_model::kinds::{Data, Queue};
use loadline_model::{Body, Model, Named};
use rustc_hash::FxHashMap;

/// A copy of data that lives longer than the data may.
pub(crate) const RULE: Rule = Rule {
    code: "LL806",
    name: "copy-outlives-retention",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a queue, cache, copy or backup keeps data longer than its retention allows",
    requirements: &["D7", "P1"],
    pillar: None,
    facts: &[
        "data.*.retention",
        "queues.*.retention",
        "queues.*.topics.*.retention",
        "caches.*.ttl",
        "stores.*.backup.retention",
        "state.*.copies.*.retention",
        "services.*.needs.*.carries",
    ],
    page: include_str!("copy_outlives_retention.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut longest: FxHashMap<(String, &str), Kept<'_>> = FxHashMap::default();
    let mut order = Vec::new();
    for kept in kept(cx.model) {
        let Some(may) = kept.data.retention.as_ref().and_then(|may| may.value()) else { continue };
        if kept.time.is_some_and(|time| time <= *may) {
            continue;
        }
        let key = (kept.place.path.clone(), kept.class);
        if longest.insert(key.clone(), kept).is_none() {
            order.push(key);
        }
    }
    for key in order {
        if let Some(report) = longest.remove(&key).and_then(report) {
            cx.report(report);
        }
    }
}

/// Data somewhere outside its own lifetime's control.
struct Kept<'m> {
    /// What keeps it.
    place: Place,
    /// How to name what keeps it.
    keeper: String,
    class: &'m str,
    data: &'m Named<Data>,
    /// How long; `None` = for ever.
    time: Option<Duration>,
    span: Span,
}

fn report(kept: Kept<'_>) -> Option<Report> {
    let may_be = kept.data.retention.as_ref()?;
    let may = *may_be.value()?;
    let time = kept.time.map_or_else(|| "for ever".to_owned(), |time| format!("for {time}"));
    let message = format!("{} keeps `{}` {time}, but it may be kept for {may}", kept.keeper, kept.class);
    let mut report = Report::new(kept.place, message)
        .aspect(kept.class)
        .mark(kept.span, format!("kept {time}"))
        .and(may_be.span, format!("may be kept for {may}"))
        .number(Quantity::stated("may be kept", may.as_secs_f64(), "s"))
        .hint("shorten it, or send only what names nobody, such as an id or a token");
    if let Some(time) = kept.time {
        let over = time.saturating_sub(may);
        report = report
            .number(Quantity::stated("is kept", time.as_secs_f64(), "s"))
            .number(Quantity::computed("too long", over.as_secs_f64(), "s", format!("{time} − {may}")));
    }
    Some(report)
}

/// Everything that keeps data for a known time: topics, caches, backups and copies of state.
fn kept(model: &Model) -> Vec<Kept<'_>> {
    let mut all = Vec::new();
    for edge in model.edges() {
        let Body::Queue(queue) = edge.to.body else { continue };
        let Some((place, keeper, said)) = topic(&edge.to.path(), edge.to.name, edge.to.key, queue, edge.part) else {
            continue;
        };
        for datum in crate::sensitivity::carried(model, &edge) {
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

fn time(field: &Option<loadline_model::Stated<loadline_model::Decided<Duration>>>) -> Option<Time> {
    match Saying::of(field) {
        Saying::Nothing => None,
        Saying::None(span) => Some((None, span)),
        Saying::Value(time, span) => Some((Some(*time), span)),
    }
}

fn backup(store: &loadline_model::kinds::Store) -> Option<Time> {
    let retention = store.backup.as_ref()?.value()?.retention.as_ref()?;
    Some((Some(retention.value), retention.span))
}

/// The topic an edge names, when it says how long it keeps messages; else the queue.
fn topic(path: &str, name: &str, key: Span, queue: &Queue, part: Option<&str>) -> Option<(Place, String, Time)> {
    if let Some(part) = part
        && let Some(topic) = queue.topics.as_ref().and_then(|topics| topics.get(part))
        && let Some(time) = time(&topic.retention)
    {
        return Some((Place::new(format!("{path}/topics/{part}"), topic.key), format!("`{name}.{part}`"), time));
    }
    Some((Place::new(path, key), format!("`{name}`"), time(&queue.retention)?))
}

fn copies<'m>(model: &'m Model, all: &mut Vec<Kept<'m>>) {
    for (id, item) in model.system.state.iter().flat_map(|all| all.iter()) {
        for (holder, copy) in item.copies.iter().flat_map(|copies| copies.iter()) {
            let Some(said) = time(&copy.retention) else { continue };
            for class in item.data.iter().flat_map(|data| data.iter()) {
                let Some(data) = model.system.data.as_ref().and_then(|all| all.get(&class.id)) else { continue };
                let place = Place::new(format!("state/{id}/copies/{holder}"), copy.key);
                let datum = Datum { id: &class.id, data, span: copy.key };
                all.push(held(place, format!("the copy in `{holder}`"), datum, said));
            }
        }
    }
}
