//! Messages that are tried again for ever.

use crate::prelude::*;
use crate::readings::channel::{Channel, consumed};
use loadline_base::Span;

/// Messages that are tried again for ever.
pub(crate) const RULE: Rule = Rule {
    code: "LL209",
    name: "unbounded-redelivery",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a message that cannot be processed is delivered again for ever",
    requirements: &["D6", "D15", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.max-deliveries",
        "queues.*.max-deliveries",
        "queues.*.topics.*.max-deliveries",
        "queues.*.delivery",
    ],
    page: include_str!("unbounded_redelivery.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for channel in consumed(cx.model).into_iter().filter(|channel| !channel.gives_up_at_once()) {
        let dlq = channel.dlq();
        // Without a dead-letter queue a limit has nowhere to put the message: that is the first thing to mend.
        let Some(dlq) = dlq.as_ref().and_then(|(dlq, _)| dlq.value()) else { continue };
        let shared = channel.max_deliveries();
        let mut relies_on_shared = false;
        for edge in &channel.consumers {
            match decided(&edge.need.max_deliveries) {
                Some(max) if max.is_none() => {
                    let who = format!("`{}`", edge.from.name);
                    cx.report(for_ever(&channel, edge.place(), max.span, &who, dlq));
                }
                Some(_) => {}
                None => relies_on_shared = true,
            }
        }
        match shared {
            Some((max, place)) if max.is_none() && relies_on_shared => {
                cx.report(for_ever(&channel, place, max.span, "its consumers", dlq).aspect(channel.name()));
            }
            None if relies_on_shared => {
                let text = format!(
                    "how often is a message of `{}` tried before it goes to `{dlq}`?",
                    channel.name()
                );
                cx.ask(&channel.place(), "max-deliveries", text);
            }
            _ => {}
        }
    }
}

fn for_ever(channel: &Channel<'_>, place: Place, span: Span, who: &str, dlq: &str) -> Report {
    Report::new(place, format!("a message of `{}` that fails is delivered to {who} for ever", channel.name()))
        .mark(span, "without limit, by decision")
        .note(format!("`{dlq}` never gets a message: no number of deliveries is the last one"))
        .hint("set `max-deliveries:`; 5 with growing waits outlasts most faults that pass by themselves")
}
