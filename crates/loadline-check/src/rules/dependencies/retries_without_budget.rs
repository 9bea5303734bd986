//! Retries that nothing limits when everything fails.

use crate::prelude::*;
use crate::readings::retrying::Retrying;
use crate::readings::usage::Usage;
use loadline_model::Edge;

/// Retries that nothing limits when everything fails.
pub(crate) const RULE: Rule = Rule {
    code: "LL207",
    name: "retries-without-budget",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "while a callee is down, retries multiply the load on it and nothing stops them",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.retries.max",
        "services.*.needs.*.retries.budget",
        "services.*.needs.*.retries.when",
        "services.*.needs.*.breaker",
    ],
    page: include_str!("retries_without_budget.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for edge in cx.model.edges() {
        let Some(retrying) = Retrying::of(&edge) else { continue };
        let breaker = decided(&edge.need.breaker).is_some_and(|breaker| breaker.is_on());
        if breaker || retrying.only_unsent() {
            continue;
        }
        match (decided(&retrying.policy.budget), retrying.max()) {
            (Some(budget), Some(max)) if budget.is_none() => {
                let report = multiplied(&edge, usage, max).mark(budget.span, "no budget, by decision");
                cx.report(report);
            }
            (None, Some(2..)) if usage.users_wait(&edge) => {
                let text = format!("which share of the calls to `{}` may be retries?", edge.target());
                cx.ask(&edge.place(), "retries/budget", text);
            }
            _ => {}
        }
    }
}

fn multiplied(edge: &Edge<'_>, usage: &Usage<'_>, max: u64) -> Report {
    let factor = 1.0 + max as f64;
    let target = edge.target();
    let peak = usage.peak(edge);
    let message = format!(
        "while `{target}` is down, `{}` multiplies its load by {}",
        edge.from.name,
        format_number(factor)
    );
    let mut report = Report::new(edge.place(), message)
        .number(Quantity::computed("load while down", factor, "1", format!("1 + {max}")))
        .hint("let retries be a small share of first attempts: `budget: 10%` keeps the load below 1.1 times the usual one");
    if peak > 0.0 {
        let formula = format!("{} rps × (1 + {max})", format_number(peak));
        report = report
            .note(format!("at peak {} rps arrive = {formula}", format_number(peak * factor)))
            .number(Quantity::computed("attempts at peak", peak * factor, "rps", formula));
    }
    if max == 1 { report.severity(Severity::Note) } else { report }
}
