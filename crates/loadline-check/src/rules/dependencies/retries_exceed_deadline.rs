//! Retries that cannot finish before the deadline.

use crate::prelude::*;
use crate::readings::retrying::Retrying;
use loadline_flow::backoff;
use loadline_model::Edge;

/// Retries that cannot finish before the deadline.
pub(crate) const RULE: Rule = Rule {
    code: "LL216",
    name: "retries-exceed-deadline",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "the deadline of an edge leaves no time for all of its attempts",
    requirements: &["D2", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.deadline",
        "services.*.needs.*.timeout",
        "services.*.needs.*.retries.max",
        "services.*.needs.*.retries.backoff",
    ],
    page: include_str!("retries_exceed_deadline.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for edge in cx.model.edges().filter(Edge::waits) {
        let (Some(deadline), Some(timeout)) = (decided(&edge.need.deadline), decided(&edge.need.timeout))
        else {
            continue;
        };
        let Some(attempt) = timeout.value().copied() else { continue };
        let extra = Retrying::of(&edge).and_then(|retrying| retrying.max()).unwrap_or(0);
        let attempts = extra.saturating_add(1);
        let waits = backoff(edge.need);
        let last_starts = attempt.saturating_mul(extra) + waits;
        let all = last_starts + attempt;
        if all <= deadline.value {
            continue;
        }
        let target = edge.target();
        let message = match attempts {
            1 => {
                format!("an attempt at `{target}` may take {attempt}, but the deadline is {}", deadline.value)
            }
            _ => format!(
                "{attempts} attempts at `{target}` may take {all}, but the deadline is {}",
                deadline.value
            ),
        };
        let mut formula = format!("{attempts} × {attempt}");
        if !waits.is_zero() {
            formula = format!("{formula} + {waits} backoff");
        }
        let mut report = Report::new(edge.place(), message)
            .mark(deadline.span, "ends before the last attempt")
            .and(timeout.span, "for each attempt")
            .number(Quantity::computed("all attempts", all.as_secs_f64(), "s", formula.clone()))
            .number(Quantity::stated("deadline", deadline.as_secs_f64(), "s"))
            .hint("shorten the timeout or take away retries, so that those which are left can succeed");
        if attempts > 1 {
            report = report.note(format!("{all} = {formula}"));
        }
        if attempts > 1 && last_starts >= deadline.value {
            report = report
                .note(format!("the last one would only start after {last_starts} when the others time out"));
        } else {
            report = report.severity(Severity::Note).note("the last one is cut short");
        }
        cx.report(report);
    }
}
