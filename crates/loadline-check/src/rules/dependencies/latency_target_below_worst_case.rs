//! A latency target that the timeouts behind it do not know of.

use crate::prelude::*;
use crate::readings::spending::Spending;
use crate::readings::time_budget::{Budget, Limit};

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
    for (budget, spending) in &cx.readings.budgets {
        // A soft call that holds up everything else is reported where it stands.
        if spending.time > budget.limit && !spending.fits_without_blockers(budget.limit) {
            exceeded(budget, spending).into_iter().for_each(|report| cx.report(report));
        }
    }
}

/// The report, when it is a latency target that is exceeded.
fn exceeded(budget: &Budget<'_>, spending: &Spending<'_>) -> Option<Report> {
    let (Limit::Target { place, span }, Some(journey)) = (&budget.by, budget.journey) else { return None };
    let (words, time, limit) = (spending.words(), spending.time, budget.limit);
    let entry = budget.component.name;
    let message =
        format!("`{journey}` is to be answered in {limit}, but the calls of `{entry}` may take {time}");
    let mut report = Report::new(place.clone(), message)
        .mark(*span, "shorter than what the calls may take")
        .note(format!("{time} = {}, its own work not counted", words.formula))
        .number(Quantity::stated("latency target", limit.as_secs_f64(), "s"))
        .number(Quantity::computed("worst case", time.as_secs_f64(), "s", words.formula.clone()))
        .hint("a request that outlives the target is counted as bad anyway: cut the timeouts to fit, and let it fail or degrade in time");
    let first = spending.first_attempts();
    if first > limit && first < time {
        report = report.note(format!("first attempts alone may take {first}"));
    } else if first <= limit {
        report = report
            .severity(Severity::Note)
            .note(format!("first attempts take at most {first}; only retries exceed the target"));
    }
    if let Some(unknown) = &words.unknown {
        report = report.note(format!("it may be more: no timeout is said for {unknown}"));
    }
    if let Some(slowest) = &words.slowest {
        report = report.and(slowest.edge.key, "the longest of them");
    }
    Some(report.aspect(journey))
}
