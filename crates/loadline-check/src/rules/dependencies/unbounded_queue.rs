//! Queues that grow without limit.

use crate::prelude::*;
use loadline_base::units::Count;
use loadline_model::kinds::{Discipline, Queue};
use loadline_model::{Body, Component, Decided, Stated};

/// Queues that grow without limit.
pub(crate) const RULE: Rule = Rule {
    code: "LL210",
    name: "unbounded-queue",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a queue may grow without limit, until waiting or memory ends it",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.capacity.queue.limit",
        "services.*.capacity.queue.discipline",
        "queues.*.limit",
        "queues.*.retention",
        "queues.*.topics.*.limit",
        "queues.*.topics.*.retention",
    ],
    page: include_str!("unbounded_queue.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let waiting = component.common().capacity.as_ref().and_then(|capacity| capacity.queue.as_ref());
        // Controlled delay bounds the wait by time, which bounds the queue.
        let bounded = waiting
            .and_then(|queue| decided(&queue.discipline))
            .is_some_and(|it| it.value == Discipline::Codel);
        let limit =
            waiting.and_then(|queue| decided(&queue.limit)).filter(|limit| limit.is_none() && !bounded);
        if let Some(limit) = limit {
            let message = format!("any number of requests may wait inside `{}`", component.name);
            let report = growing(cx, component, component.place(), message, "requests");
            cx.report(report.mark(limit.span, "without limit, by decision").hint(
                "limit it to what is answered before the callers give up: timeout × workers ÷ service time",
            ));
        }
        if let Body::Queue(queue) = component.body {
            broker(cx, component, queue);
        }
    }
}

/// A broker and its topics. What a topic does not say, the queue says for it.
fn broker(cx: &mut Check<'_>, component: Component<'_>, queue: &Queue) {
    let (limit, kept) = (decided(&queue.limit), decided(&queue.retention));
    judge(cx, component, component.place(), component.name.to_owned(), limit, kept);
    for (id, topic) in component.topics().into_iter().flat_map(|topics| topics.iter()) {
        let own = (decided(&topic.limit), decided(&topic.retention));
        if own.0.is_some() || own.1.is_some() {
            let place = Place::new(format!("{}/topics/{id}", component.path()), topic.key);
            let name = format!("{}.{id}", component.name);
            judge(cx, component, place, name, own.0.or(limit), own.1.or(kept));
        }
    }
}

fn judge(
    cx: &mut Check<'_>,
    component: Component<'_>,
    place: Place,
    name: String,
    limit: Option<&Stated<Decided<Count>>>,
    kept: Option<&Stated<Decided<Duration>>>,
) {
    let Some(limit) = limit.filter(|limit| limit.is_none()) else { return };
    match kept {
        None => cx.ask(&place, "retention", format!("`{name}` has no limit: how long are messages kept?")),
        Some(kept) if kept.is_none() => {
            let message = format!("`{name}` keeps any number of messages for ever");
            let report = growing(cx, component, place, message, "messages");
            cx.report(
                report
                    .mark(limit.span, "without limit, by decision")
                    .and(kept.span, "and kept for ever")
                    .hint("set `limit:` or `retention:`, and watch the age of the oldest message"),
            );
        }
        Some(_) => {}
    }
}

/// How fast it grows when it is not emptied.
fn growing(cx: &Check<'_>, component: Component<'_>, place: Place, message: String, what: &str) -> Report {
    let peak = cx.demands.on(component.id).peak();
    let report = Report::new(place, message);
    if peak <= 0.0 {
        return report;
    }
    let formula = format!("{} rps × 60 s", format_number(peak));
    report
        .note(format!(
            "each minute of standstill at peak adds {} {what} = {formula}",
            format_number(peak * 60.0)
        ))
        .number(Quantity::computed("growth in a minute", peak * 60.0, "1", formula))
}
