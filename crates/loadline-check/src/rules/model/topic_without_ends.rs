//! A topic that misses one end.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::kinds::{Access, Queue};
use loadline_model::{Body, Component, Decided, Edge};
use rustc_hash::{FxHashMap, FxHashSet};

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
#[derive(Clone, Default)]
struct Ends<'m> {
    publishers: Vec<Edge<'m>>,
    consumers: Vec<Edge<'m>>,
    /// Edges that do not say whether they publish or consume.
    open: Vec<Edge<'m>>,
}

impl<'m> Ends<'m> {
    fn add(&mut self, edge: Edge<'m>) {
        match decided(&edge.need.access).map(|access| access.value) {
            Some(Access::Consume) => self.consumers.push(edge),
            Some(Access::Publish | Access::Write) => self.publishers.push(edge),
            _ => self.open.push(edge),
        }
    }
}

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Body::Queue(queue) = component.body else { continue };
        // Edges that name no topic may be an end of each.
        let mut of_all = Ends::default();
        let mut of_one: FxHashMap<&str, Ends<'_>> = FxHashMap::default();
        for edge in cx.model.callers(component.id) {
            match edge.part {
                Some(topic) => of_one.entry(topic).or_default().add(edge),
                None => of_all.add(edge),
            }
        }
        let topics = queue.topics.iter().flat_map(|topics| topics.iter());
        let graves = dead_letters(queue);
        let mut topics = topics.filter(|(topic, _)| !graves.contains(topic)).peekable();
        if topics.peek().is_none() && graves.is_empty() {
            judge(cx, &component, None, component.key, &[&of_all]);
        }
        for (topic, named) in topics {
            let own = of_one.remove(topic).unwrap_or_default();
            judge(cx, &component, Some(topic), named.key, &[&own, &of_all]);
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

fn judge(cx: &mut Check<'_>, queue: &Component<'_>, topic: Option<&str>, key: Span, ends: &[&Ends<'_>]) {
    let first = |pick: for<'e, 'm> fn(&'e Ends<'m>) -> &'e [Edge<'m>]| {
        ends.iter().find_map(|ends| pick(ends).first())
    };
    let (publisher, consumer) = (first(|ends| &ends.publishers), first(|ends| &ends.consumers));
    let name = topic.map_or_else(|| queue.name.to_owned(), |topic| format!("{}.{topic}", queue.name));
    let open = first(|ends| &ends.open);
    let message = match (publisher, consumer) {
        (Some(_), Some(_)) => return,
        (Some(edge), None) => format!("`{}` publishes to `{name}`, and nobody consumes it", edge.from.name),
        (None, Some(edge)) => {
            format!("`{}` consumes from `{name}`, and nobody publishes to it", edge.from.name)
        }
        // A queue nothing is said about is LL013's: nothing reaches it.
        (None, None) if topic.is_none() && open.is_none() => return,
        (None, None) => format!("nobody publishes or consumes `{name}`"),
    };
    if let Some(open) = open {
        // Unsaid is taken as publishing elsewhere; here it would turn into a false alarm.
        let text = format!("does `{}` publish to `{name}`, or consume from it?", open.from.name);
        cx.ask(&open.place(), "access", text);
        return;
    }
    let path = topic.map_or_else(|| queue.path(), |topic| format!("{}/topics/{topic}", queue.path()));
    if cx.model.is_imported(&path) || cx.model.is_imported(&queue.path()) {
        return;
    }
    let count = |pick: fn(&Ends<'_>) -> usize| ends.iter().map(|ends| pick(ends)).sum::<usize>() as f64;
    let mut report = Report::new(Place::new(path, key), message)
        .number(Quantity::stated("publishers", count(|ends| ends.publishers.len()), "components"))
        .number(Quantity::stated("consumers", count(|ends| ends.consumers.len()), "components"))
        .hint("add the missing end, an external if it is not ours, or take the topic out");
    if let Some(edge) = publisher.or(consumer) {
        report = report.and(edge.key, "the end that is there");
    }
    cx.report(report);
}
