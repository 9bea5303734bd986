//! A latency target that the timeouts behind it do not know of.

use crate::prelude::*;
use crate::time_budget::{Limit, Spending, budgets};
use crate::usage::Usage;

/// A latency target that the timeouts behind it do not know of.
pub(crate) const RULE: Rule = Rule {
    code: "LL217",
    name: "latency-target-below-worst-case",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "the calls behind a journey may take longer than its latency target",
    requirements: &["D2", "R1", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "slos.*.sli.latency.under",
        "journeys.*.latency.p99",
        "journeys.*.entry",
        "services.*.needs.*.timeout",
        "services.*.needs.*.deadline",
        "services.*.needs.*.retries.max",
        "services.*.needs.*.step",
    ],
    page: include_str!("latency_target_below_worst_case.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = Usage::of(cx);
    for budget in budgets(cx, &usage) {
        let (Limit::Target { place, span }, Some(journey)) = (&budget.by, budget.journey) else { continue };
        let spending = Spending::of(cx.model, &budget);
        let (time, limit) = (spending.time().at_least, budget.limit);
        // A soft call that holds up everything else is reported where it stands.
        if time <= limit || spending.fits_without_blockers(limit) {
            continue;
        }
        let formula = spending.formula();
        let entry = budget.component.name;
        let message =
            format!("`{journey}` is to be answered in {limit}, but the calls of `{entry}` may take {time}");
        let mut report = Report::new(place.clone(), message)
            .mark(*span, "shorter than what the calls may take")
            .note(format!("{time} = {formula}, its own work not counted"))
            .number(Quantity::stated("latency target", limit.as_secs_f64(), "s"))
            .number(Quantity::computed("worst case", time.as_secs_f64(), "s", formula))
            .hint("a request that outlives the target is counted as bad anyway: cut the timeouts to fit, and let it fail or degrade in time");
        let first = spending.first_attempts();
        if first > limit {
            report = report.note(format!("first attempts alone may take {first}"));
        } else {
            report = report
                .severity(Severity::Note)
                .note(format!("first attempts take at most {first}; only retries exceed the target"));
        }
        let unknown = spending.unknown();
        if !unknown.is_empty() {
            report = report.note(format!("it may be more: no timeout is said for {}", unknown.join(", ")));
        }
        if let Some(slowest) = spending.slowest() {
            report = report.and(slowest.edge.key, "the longest of them");
        }
        cx.report(report.aspect(journey));
    }
}
