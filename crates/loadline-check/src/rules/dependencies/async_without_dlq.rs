//! Messages that cannot be processed and have nowhere to go.

use crate::prelude::*;
use crate::readings::channel::consumed;

/// Messages that cannot be processed and have nowhere to go.
pub(crate) const RULE: Rule = Rule {
    code: "LL208",
    name: "async-without-dlq",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a consumed queue or topic has no dead-letter queue, so one bad message blocks it or is lost",
    requirements: &["D6", "D15", "P2"],
    pillar: None,
    facts: &["queues.*.dlq", "queues.*.topics.*.dlq", "queues.*.delivery", "services.*.needs.*.access"],
    page: include_str!("async_without_dlq.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for channel in consumed(cx.model).into_iter().filter(|channel| !channel.gives_up_at_once()) {
        let name = channel.name();
        match channel.dlq() {
            Some((dlq, _)) if dlq.is_none() => {
                let consumers: Vec<String> =
                    channel.consumers.iter().map(|edge| format!("`{}`", edge.from.name)).collect();
                let peak = cx.demands.on(channel.component.id).peak();
                let message = format!("a message of `{name}` that cannot be processed has nowhere to go");
                let mut report = Report::new(channel.place(), message)
                    .mark(dlq.span, "no dead-letter queue, by decision")
                    .note(format!("it blocks or is lost for {}", consumers.join(", ")))
                    .number(Quantity::computed("consumers", consumers.len() as f64, "1", consumers.join(" + ")))
                    .hint("name a `dlq:` that somebody watches, and how often a message is tried with `max-deliveries:`");
                if peak > 0.0 {
                    let waiting = format_number(peak * 60.0);
                    report = report.note(format!(
                        "every minute it is blocked at peak, {waiting} messages wait behind it = {} rps × 60 s",
                        format_number(peak)
                    ));
                }
                cx.report(report);
            }
            Some(_) => {}
            None => {
                let text = format!("where does a message of `{name}` go that cannot be processed?");
                cx.ask(&channel.place(), "dlq", text);
            }
        }
    }
}
