//! Externals that can hold all of a caller's workers.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_flow::one_call;
use loadline_model::{ComponentKind, Edge};

/// Externals that can hold all of a caller's workers.
pub(crate) const RULE: Rule = Rule {
    code: "LL215",
    name: "external-without-breaker",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "while an external is down, every request still waits for it until the timeout",
    requirements: &["D6", "R4", "P9"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.breaker",
        "services.*.needs.*.timeout",
        "services.*.needs.*.retries.max",
        "services.*.capacity.workers",
    ],
    page: include_str!("external_without_breaker.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    let externals = |edge: &Edge<'_>| edge.to.kind() == ComponentKind::External;
    for edge in cx.model.edges().filter(|edge| externals(edge) && usage.users_wait(edge)) {
        match decided(&edge.need.breaker) {
            Some(breaker) if !breaker.is_on() => {
                cx.report(held(&edge).mark(breaker.span, "no breaker, by decision"))
            }
            Some(_) => {}
            None => {
                let text =
                    format!("does `{}` stop calling `{}` while that is down?", edge.from.name, edge.target());
                cx.ask(&edge.place(), "breaker", text);
            }
        }
    }
}

fn held(edge: &Edge<'_>) -> Report {
    let (caller, target) = (edge.from.name, edge.target());
    let hint =
        "let calls stop for a while after many failures: `breaker: {opens-at: 50%, over: 10s, open-for: 5s}`";
    let Some(wait) = one_call(edge.need) else {
        return Report::new(
            edge.place(),
            format!("while `{target}` is down, every request of `{caller}` still tries it"),
        )
        .hint(hint);
    };
    let message =
        format!("while `{target}` is down, every request of `{caller}` that needs it waits {wait} in vain");
    let mut report = Report::new(edge.place(), message)
        .number(Quantity::computed(
            "wait",
            wait.as_secs_f64(),
            "s",
            "(1 + retries) × timeout + backoff, or the deadline",
        ))
        .hint(hint);
    let workers = decided(&edge.from.common().capacity)
        .and_then(|capacity| capacity.workers.as_ref())
        .map(|workers| workers.get());
    if let Some(workers) = workers.filter(|workers| *workers > 0 && !wait.is_zero()) {
        let rate = workers as f64 / wait.as_secs_f64();
        let formula = format!("{} ÷ {wait}", count(workers, "worker"));
        report = report
            .note(format!(
                "then {} rps are enough to hold every worker of a replica = {formula}",
                format_number(rate)
            ))
            .number(Quantity::computed("rate that holds all workers", rate, "rps", formula));
    }
    report
}
