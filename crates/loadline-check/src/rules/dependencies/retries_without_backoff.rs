//! Retries that follow at once.

use crate::prelude::*;
use crate::readings::retrying::Retrying;

/// Retries that follow at once.
pub(crate) const RULE: Rule = Rule {
    code: "LL205",
    name: "retries-without-backoff",
    level: Severity::Error,
    since: "0.1.0",
    summary: "failed calls are repeated at once, so that a fault is still there when they arrive",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &["services.*.needs.*.retries.max", "services.*.needs.*.retries.backoff"],
    page: include_str!("retries_without_backoff.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for edge in cx.model.edges() {
        let Some(retrying) = Retrying::of(&edge) else { continue };
        match decided(&retrying.policy.backoff) {
            Some(backoff) if backoff.is_none() => {
                let (caller, target) = (edge.from.name, edge.target());
                let again = match retrying.max() {
                    None => "again".to_owned(),
                    Some(1) => "once more".to_owned(),
                    Some(max) => format!("{max} times more"),
                };
                let mut report =
                    Report::new(edge.place(), format!("`{caller}` calls `{target}` {again} without waiting in between"))
                        .mark(backoff.span, "no waiting time, by decision")
                        .note("what has just failed by overload or a restart has not recovered a moment later")
                        .hint("wait longer each time, such as `backoff: {kind: exponential, base: 50ms, cap: 1s}` with `jitter: full`");
                if let Some(max) = retrying.max() {
                    report = report.number(Quantity::stated("retries", max as f64, "1"));
                }
                // One immediate retry is often meant for another replica.
                if retrying.max() == Some(1) {
                    report = report.severity(Severity::Warning);
                }
                cx.report(report);
            }
            Some(_) => {}
            None if usage.users_wait(&edge) => {
                let text = format!("how long does `{}` wait between its attempts?", edge.from.name);
                cx.ask(&edge.place(), "retries/backoff", text);
            }
            None => {}
        }
    }
}
