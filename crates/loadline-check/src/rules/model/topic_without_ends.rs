//! A topic that misses one end.

use crate::prelude::*;
use crate::said::decided;
use loadline_base::Span;
use loadline_model::kinds::{Access, Queue};
use loadline_model::{Body, Component, Decided, Edge};
use rustc_hash::FxHashSet;

/// A topic that misses one end.
pub(crate) const RULE: Rule = Rule {
    code: "LL019",
    name: "topic-without-ends",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "messages are published that nobody consumes, or awaited that nobody publishes",
    requirements: &["D5", "P3", "P8"],
    pillar: Some("P14.11"),
    facts: &["queues.*.topics.*", "queues.*.topics.*.dlq", "services.*.needs.*.access"],
    page: include_str!("topic_without_ends.md"),
    check,
};

/// Who uses a topic, and how.
#[derive(Default)]
struct Ends<'m> {
    publishers: Vec<Edge<'m>>,
    consumers: Vec<Edge<'m>>,
    /// Edges that do not say whether they publish or consume.
    open: Vec<Edge<'m>>,
}

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Body::Queue(queue) = component.body else { continue };
        let edges: Vec<Edge<'_>> = cx.model.callers(component.id).collect();
        let topics = queue.topics.as_ref().filter(|topics| !topics.is_empty());
        let Some(topics) = topics else {
            judge(cx, &component, None, component.key, &edges);
            continue;
        };
        let graves = dead_letters(queue);
        for (topic, named) in topics.iter().filter(|(topic, _)| !graves.contains(topic)) {
            judge(cx, &component, Some(topic), named.key, &edges);
        }
    }
}

/// Topics that the broker itself fills with messages nobody could process, and people empty by hand.
fn dead_letters(queue: &Queue) -> FxHashSet<&str> {
    let of_topics = queue.topics.iter().flat_map(|topics| topics.iter()).map(|(_, topic)| &topic.dlq);
    let named = of_topics.chain([&queue.dlq]).flatten().filter_map(|dlq| match &dlq.value {
        Decided::Some(name) => Some(name.as_str()),
        Decided::None => None,
    });
    named.map(|name| name.rsplit('.').next().unwrap_or(name)).collect()
}

fn judge(cx: &mut Check<'_>, queue: &Component<'_>, topic: Option<&str>, key: Span, edges: &[Edge<'_>]) {
    let mut ends = Ends::default();
    for edge in edges.iter().filter(|edge| topic.is_none() || edge.part.is_none() || edge.part == topic) {
        match decided(&edge.need.access).map(|access| access.value) {
            Some(Access::Consume) => ends.consumers.push(*edge),
            Some(Access::Publish | Access::Write) => ends.publishers.push(*edge),
            _ => ends.open.push(*edge),
        }
    }
    let name = topic.map_or_else(|| queue.name.to_owned(), |topic| format!("{}.{topic}", queue.name));
    let path = topic.map_or_else(|| queue.path(), |topic| format!("{}/topics/{topic}", queue.path()));
    let count = |edges: &[Edge<'_>], one: &str, many: &str| match edges {
        [only] => format!("`{}` {one}", only.from.name),
        _ => format!("{} components {many}", edges.len()),
    };
    let message = match (ends.publishers.as_slice(), ends.consumers.as_slice()) {
        ([], []) if ends.open.is_empty() && topic.is_some() => {
            format!("nobody publishes or consumes `{name}`")
        }
        // A queue nothing is said about is LL013's: nothing reaches it.
        ([], []) if ends.open.is_empty() => return,
        ([_, ..], []) => format!(
            "{} `{name}`, and nobody consumes it",
            count(&ends.publishers, "publishes to", "publish to")
        ),
        ([], [_, ..]) => format!(
            "{} `{name}`, and nobody publishes to it",
            count(&ends.consumers, "consumes from", "consume from")
        ),
        ([], []) => String::new(),
        _ => return,
    };
    if let Some(open) = ends.open.first() {
        // Unsaid is taken as publishing elsewhere; here it would turn into a false alarm.
        let text = format!("does `{}` publish to `{name}`, or consume from it?", open.from.name);
        cx.ask(&open.place(), "access", text);
        return;
    }
    if cx.model.is_imported(&path) || cx.model.is_imported(&queue.path()) {
        return;
    }
    let mut report = Report::new(Place::new(path, key), message)
        .number(Quantity::stated("publishers", ends.publishers.len() as f64, "components"))
        .number(Quantity::stated("consumers", ends.consumers.len() as f64, "components"))
        .hint("add the missing end, an external if it is not ours, or take the topic out");
    for edge in ends.publishers.iter().chain(&ends.consumers) {
        report = report.and(edge.key, "the end that is there");
    }
    cx.report(report);
}
