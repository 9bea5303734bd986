//! Facts about a call that may not need an answer at once.

use super::placement::number;
use crate::decide::fact::{Fact, Read, Reading, Value, any_of, fact, flag, known, said, seen, unknown};
use crate::decide::measure::{Kind, Measure};
use crate::decide::subject::is_some;
use crate::evidence::Evidence;
use crate::facts::{Facts, entries};
use loadline_model::kinds::{NeedKind, Ordering, Topic};
use loadline_model::{Body, ComponentKind, Edge, Origin};

pub(super) const FACTS: &[Fact] = &[
    fact(
        "to-queue",
        Kind::Flag,
        "whether it goes to a queue or log",
        Read::Call(|_, edge| flag(edge.to.kind() == ComponentKind::Queue, vec![place(edge)])),
    ),
    fact("waited-for", Kind::Flag, "whether a user waits for its effect", Read::Call(waited)),
    fact(
        "by-worker",
        Kind::Flag,
        "whether the caller takes its work from a queue, or runs on a schedule",
        Read::Call(worker),
    ),
    fact(
        "answer-needed",
        Kind::Flag,
        "whether the caller fails without it",
        Read::Call(|facts, edge| {
            said(facts, format!("{}/kind", edge.path()), edge.need.kind.as_ref(), |kind| {
                Value::Flag(*kind == NeedKind::Hard)
            })
        }),
    ),
    fact(
        "answer-used",
        Kind::Flag,
        "whether the caller does something with the answer when there is one",
        Read::Call(used),
    ),
    fact(
        "order",
        Kind::Word(&["none", "per-key", "total"]),
        "which of its messages keep their order",
        Read::Call(|facts, edge| match topic(edge) {
            Some((path, topic)) => said(facts, format!("{path}/order"), topic.order.as_ref(), |order| {
                Value::Word(match order {
                    Ordering::None => "none",
                    Ordering::PerKey => "per-key",
                    Ordering::Total => "total",
                })
            }),
            None if edge.to.kind() == ComponentKind::Queue => unknown(format!("{}/topics", edge.to.path())),
            None => known(Value::Word("none"), vec![place(edge)]),
        }),
    ),
    fact(
        "consumers",
        Kind::Number(Measure::Count),
        "how many components take its messages",
        Read::Call(consumers),
    ),
    fact("replayed", Kind::Flag, "whether state is built again from events", Read::Call(replayed)),
    fact("repeated", Kind::Flag, "whether it is tried again until it is done", Read::Call(repeated)),
];

fn place(edge: &Edge<'_>) -> Evidence {
    Evidence::Stated { path: edge.path(), span: edge.key, origin: Origin::Explicit, assumption: None }
}

/// Publishing is done once the broker has the message, so nobody waits for what comes of it; nor does anybody for what
/// the asynchronous tail of a journey calls.
fn waited(facts: &Facts<'_>, edge: &Edge<'_>) -> Reading {
    if !edge.is_call() {
        return flag(false, vec![place(edge)]);
    }
    let mut waiting = facts.flows.waiting_for(edge.from.id);
    match waiting.next() {
        Some(flow) => {
            let path = format!("journeys/{}", flow.id);
            let (span, origin) = (flow.journey.key, Origin::Explicit);
            flag(true, vec![Evidence::Stated { path, span, origin, assumption: None }])
        }
        None => flag(false, vec![place(edge)]),
    }
}

fn worker(facts: &Facts<'_>, edge: &Edge<'_>) -> Reading {
    if let Body::Job(_) = edge.from.body {
        return flag(true, vec![place(edge)]);
    }
    let taken = facts.model.needs(edge.from.id).find(loadline_model::Edge::consumes);
    flag(taken.is_some(), taken.iter().map(place).collect())
}

/// What the caller does without an answer tells whether it does something with one.
fn used(facts: &Facts<'_>, edge: &Edge<'_>) -> Reading {
    let path = format!("{}/fallback", edge.path());
    let Some(said) = edge.need.fallback.as_ref().filter(|said| said.is_decided()) else {
        return unknown(path);
    };
    let Some(fallback) = said.value.value() else { return flag(true, vec![seen(facts, path, said)]) };
    let later = fallback.queue.is_some() || fallback.drop.is_some();
    flag(!later, vec![seen(facts, path, said)])
}

/// The topic of a call to a broker, and its path.
fn topic<'m>(edge: &Edge<'m>) -> Option<(String, &'m Topic)> {
    let topics = edge.to.topics()?;
    let (id, topic) = match edge.part {
        Some(part) => topics.iter().find(|(id, _)| *id == part)?,
        None if topics.len() == 1 => topics.iter().next()?,
        None => return None,
    };
    Some((format!("{}/topics/{id}", edge.to.path()), &topic.value))
}

fn consumers(facts: &Facts<'_>, edge: &Edge<'_>) -> Reading {
    let consuming = facts.model.callers(edge.to.id).filter(|other| other.consumes());
    let of_this =
        consuming.filter(|other| edge.part.is_none() || other.part.is_none() || other.part == edge.part);
    let from: Vec<Evidence> = of_this.map(|other| place(&other)).collect();
    known(number(from.len()), from)
}

fn replayed(facts: &Facts<'_>, _: &Edge<'_>) -> Reading {
    let mut silent = Vec::new();
    for (id, item) in entries(&facts.model.system.state) {
        match &item.replay {
            Some(replay) if is_some(&replay.value) => {
                return flag(true, vec![seen(facts, format!("state/{id}/replay"), replay)]);
            }
            Some(_) => {}
            None => silent.push(format!("state/{id}/replay")),
        }
    }
    match (facts.model.system.state.is_some(), silent.is_empty()) {
        (false, _) => unknown("state"),
        (true, true) => flag(false, Vec::new()),
        (true, false) => any_of(silent),
    }
}

/// Whether somebody tries again: the caller by retries, the broker by delivering more than once.
fn repeated(facts: &Facts<'_>, edge: &Edge<'_>) -> Reading {
    let at = edge.path();
    if let Some(retries) = &edge.need.retries {
        let repeats = retries.value.value().is_some_and(|it| it.max.as_ref().is_none_or(|max| max.get() > 0));
        return flag(repeats, vec![seen(facts, format!("{at}/retries"), retries)]);
    }
    if let Some(fallback) = edge.need.fallback.as_ref().filter(|it| is_some(&it.value)) {
        let queued = fallback.value.value().is_some_and(|it| it.queue.is_some());
        return flag(queued, vec![seen(facts, format!("{at}/fallback"), fallback)]);
    }
    if let Body::Queue(queue) = edge.to.body {
        let path = format!("{}/delivery", edge.to.path());
        return said(facts, path, queue.delivery.as_ref(), |delivery| {
            Value::Flag(delivery.word() != "at-most-once")
        });
    }
    unknown(format!("{at}/retries"))
}
