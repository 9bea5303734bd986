//! Consumers that do things twice when a message arrives twice.

use crate::prelude::*;
use crate::readings::channel::consumed;
use loadline_model::Edge;
use loadline_model::kinds::Delivery;

/// Consumers that do things twice when a message arrives twice.
pub(crate) const RULE: Rule = Rule {
    code: "LL219",
    name: "consumer-without-dedupe",
    level: Severity::Error,
    since: "0.1.0",
    summary: "messages may arrive more than once, and nothing makes the second time harmless",
    requirements: &["D5", "R4"],
    pillar: None,
    facts: &["services.*.needs.*.dedupe", "services.*.needs.*.access", "queues.*.delivery"],
    page: include_str!("consumer_without_dedupe.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for channel in consumed(cx.model) {
        let name = channel.name();
        let delivery = channel.delivery();
        if delivery.is_none() {
            let matters = |edge: &Edge<'_>| decided(&edge.need.dedupe).is_some_and(|dedupe| dedupe.is_none());
            if channel.consumers.iter().any(matters) {
                cx.ask(
                    &channel.place(),
                    "delivery",
                    format!("may a message of `{name}` arrive more than once?"),
                );
            }
            continue;
        }
        let Some((_, repeats)) = delivery.filter(|(delivery, _)| *delivery == Delivery::AtLeastOnce) else {
            continue;
        };
        for edge in &channel.consumers {
            let consumer = edge.from.name;
            match decided(&edge.need.dedupe) {
                Some(dedupe) if dedupe.is_none() => {
                    let message =
                        format!("`{consumer}` does its work twice when a message of `{name}` arrives twice");
                    cx.report(
                        Report::new(edge.place(), message)
                            .mark(dedupe.span, "nothing makes it harmless, by decision")
                            .and(repeats, "a message may arrive more than once")
                            .note("it does so whenever a consumer stops between doing the work and confirming it")
                            .hint("remember what was done by a key of the message (`dedupe: order id`), in the same transaction as the work"),
                    );
                }
                Some(_) => {}
                None => {
                    let text = format!(
                        "what makes a message of `{name}` that arrives twice harmless for `{consumer}`?"
                    );
                    cx.ask(&edge.place(), "dedupe", text);
                }
            }
        }
    }
}
