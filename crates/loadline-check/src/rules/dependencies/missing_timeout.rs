//! A call that may wait for ever.

use crate::prelude::*;

/// A call that may wait for ever.
pub(crate) const RULE: Rule = Rule {
    code: "LL201",
    name: "missing-timeout",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a call has no timeout, so a slow callee holds its caller for ever",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &["services.*.needs.*.timeout", "services.*.needs.*.deadline"],
    page: include_str!("missing_timeout.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for edge in cx.model.edges().filter(|edge| edge.waits() && decided(&edge.need.deadline).is_none()) {
        match decided(&edge.need.timeout) {
            Some(timeout) if timeout.is_none() => cx.report(
                Report::new(edge.place(), format!("`{}` may wait for `{}` for ever", edge.from.name, edge.target()))
                    .mark(timeout.span, "no timeout, by decision")
                    .hint("set `timeout:` a little above the callee's p99, and below what the caller itself may take"),
            ),
            Some(_) => {}
            None => cx.ask(&edge.place(), "timeout", format!("how long may `{}` wait for it?", edge.from.name)),
        }
    }
}
