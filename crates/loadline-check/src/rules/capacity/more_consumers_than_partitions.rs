//! Consumers that get nothing because a topic has too few partitions.

use crate::prelude::*;
use crate::readings::consumer::topic;
use crate::readings::figure::count;
use crate::readings::throughput::running;

/// Consumers that get nothing because a topic has too few partitions.
pub(crate) const RULE: Rule = Rule {
    code: "LL318",
    name: "more-consumers-than-partitions",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a consumer runs more replicas than its topic has partitions",
    requirements: &["D3", "R7"],
    pillar: None,
    facts: &[
        "queues.*.topics.*.partitions",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "services.*.needs.*.access",
    ],
    page: include_str!("more_consumers_than_partitions.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for edge in cx.model.edges().filter(|edge| edge.consumes()) {
        let partitions = topic(&edge).and_then(|topic| topic.partitions.as_ref());
        let Some(partitions) = partitions.filter(|partitions| partitions.is_decided()) else { continue };
        let Some((_, most)) = edge.from.common().replicas.as_deref().and_then(running) else { continue };
        if most <= partitions.get() || partitions.get() == 0 {
            continue;
        }
        let (idle, parts, name) = (most - partitions.get(), partitions.get(), edge.from.name);
        let target = edge.target();
        cx.report(
            Report::new(
                edge.place(),
                format!(
                    "{idle} of {most} replicas of `{name}` get no messages: `{target}` has {}",
                    count(parts, "partition")
                ),
            )
            .and(partitions.span, count(parts, "partition"))
            .note(format!(
                "{idle} = {most} − {parts}: within one group, a partition is read by one consumer at a time"
            ))
            .number(Quantity::computed("idle replicas", idle as f64, "1", format!("{most} − {parts}")))
            .hint(format!(
                "give the topic at least {most} partitions, or run at most {}",
                count(parts, "replica")
            )),
        );
    }
}
