//! What keeps a failure small: timeouts, retries, breakers and fallbacks of each call, queues and limits of each part.

use super::super::architecture::instead;
use crate::bundle::desk::{Desk, blank};
use crate::bundle::words::Words;
use loadline_model::Decided;
use loadline_model::kinds::{Retries, Toggle, Via};

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    calls(desk);
    queues(desk);
}

fn calls(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for edge in facts.model.edges().filter(loadline_model::Edge::is_call) {
        let at = edge.path();
        let need = edge.need;
        let timeout = match &need.deadline {
            Some(deadline) => desk.value(&at, "deadline", Some(deadline)),
            None => desk.value(&at, "timeout", need.timeout.as_ref()),
        };
        let retried = match &need.retries {
            Some(retries) => desk.cite(&format!("{at}/retries"), retries, again(&retries.value)),
            None => desk.value::<String>(&at, "retries", None),
        };
        let breaker = match &need.breaker {
            Some(breaker) => {
                let text = match &breaker.value {
                    Toggle::False => "none, by decision".to_owned(),
                    Toggle::True => "yes".to_owned(),
                    Toggle::With(it) => it
                        .opens_at
                        .as_ref()
                        .map_or_else(|| "yes".to_owned(), |share| format!("opens at {}", share.value)),
                };
                desk.cite(&format!("{at}/breaker"), breaker, text)
            }
            None => blank(),
        };
        let fallback = match &need.fallback {
            Some(fallback) => {
                let text = match &fallback.value {
                    Decided::None => "none, by decision".to_owned(),
                    Decided::Some(it) => instead(it),
                };
                desk.cite(&format!("{at}/fallback"), fallback, text)
            }
            None => blank(),
        };
        // A store may be called directly and for what a cache misses, each with limits of its own.
        let when = match need.via.as_deref() {
            Some(Via::Cache(cache)) => format!(", on a miss of `{}`", cache.id),
            _ => String::new(),
        };
        let name = Words::from(format!("`{}` → `{}`{when}", edge.from.name, edge.target()));
        rows.push(vec![name, timeout, retried, breaker, fallback]);
    }
    let columns = &["call", "timeout", "tried again", "breaker", "failing that"];
    desk.table("Timeouts, retries, breakers and fallbacks", columns, rows);
}

fn again(retries: &Decided<Retries>) -> String {
    let Decided::Some(retries) = retries else { return "none, by decision".to_owned() };
    let mut text = match retries.max.as_ref().map(|max| max.value.to_string()) {
        None => "yes".to_owned(),
        // Budget and jitter of what never happens are nobody's matter.
        Some(max) if max == "0" => return "never".to_owned(),
        Some(max) if max == "1" => "once".to_owned(),
        Some(max) => format!("{max} times"),
    };
    if let Some(Decided::Some(budget)) = retries.budget.as_ref().map(|budget| &budget.value) {
        text.push_str(&format!(", at most {budget} more calls"));
    }
    if retries.jitter.as_ref().is_some_and(|jitter| !jitter.value.is_none()) {
        text.push_str(", with jitter");
    }
    text
}

fn queues(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for component in facts.own_code() {
        let at = format!("{}/capacity", component.path());
        let Some(capacity) = component.common().capacity.as_deref() else { continue };
        let workers = desk.blank(&at, "workers", capacity.workers.as_ref());
        let flight = desk.blank(&at, "concurrency", capacity.concurrency.as_ref());
        let queue = capacity.queue.as_deref();
        let limit = desk.blank(&at, "queue/limit", queue.and_then(|queue| queue.limit.as_ref()));
        let next = desk.blank(&at, "queue/discipline", queue.and_then(|queue| queue.discipline.as_ref()));
        rows.push(vec![Words::id(component.name), workers, flight, limit, next]);
    }
    let columns = &["component", "worked on at once", "in flight at most", "may wait", "who is next"];
    desk.table("Back-pressure: what one copy takes before it refuses", columns, rows);
}
