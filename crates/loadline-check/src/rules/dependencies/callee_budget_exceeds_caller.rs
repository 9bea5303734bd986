//! A callee that may take longer than its caller waits.

use crate::prelude::*;
use crate::said::said;
use crate::time_budget::{Budget, Limit, Spending, budgets, on_behalf_of};
use crate::usage::Usage;
use loadline_model::Edge;

/// A callee that may take longer than its caller waits.
pub(crate) const RULE: Rule = Rule {
    code: "LL202",
    name: "callee-budget-exceeds-caller",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a callee's own calls may take longer than its caller waits for it",
    requirements: &["D2", "D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.timeout",
        "services.*.needs.*.deadline",
        "services.*.needs.*.retries.max",
        "services.*.needs.*.calls",
        "services.*.needs.*.step",
        "services.*.needs.*.for",
        "services.*.service-time.p99",
    ],
    page: include_str!("callee_budget_exceeds_caller.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = Usage::of(cx);
    let mut worst: Vec<Option<(Duration, Budget<'_>)>> = vec![None; cx.model.edge_count()];
    for budget in budgets(cx, &usage) {
        let Limit::Caller(edge) = &budget.by else { continue };
        let spending = Spending::of(cx.model, &budget);
        let time = spending.time().at_least;
        // A soft call that holds up everything else is reported where it stands.
        if time <= budget.limit || spending.fits_without_blockers(budget.limit) {
            continue;
        }
        let known = &mut worst[edge.id.index()];
        if known.as_ref().is_none_or(|(longest, _)| time > *longest) {
            *known = Some((time, budget));
        }
    }
    for (time, budget) in worst.into_iter().flatten() {
        if let Limit::Caller(edge) = &budget.by {
            let report = excess(cx, edge, &budget, time);
            cx.report(report);
        }
    }
}

fn excess(cx: &Check<'_>, edge: &Edge<'_>, budget: &Budget<'_>, time: Duration) -> Report {
    let spending = Spending::of(cx.model, budget);
    let formula = spending.formula();
    let (callee, caller, limit) = (edge.target(), edge.from.name, budget.limit);
    let message = format!("`{callee}` may take {time}, but `{caller}` waits {limit}");
    let mut report = Report::new(edge.place(), message)
        .note(format!("{time} = {formula}{}, its own work not counted", on_behalf_of(budget.journey)))
        .number(Quantity::computed("callee worst case", time.as_secs_f64(), "s", formula))
        .number(Quantity::stated("caller timeout", limit.as_secs_f64(), "s"))
        .hint("give the callee a smaller budget, or pass the caller's deadline on; after its timeout nobody reads the answer");
    let unknown = spending.unknown();
    if !unknown.is_empty() {
        report = report.note(format!("it may be more: no timeout is said for {}", unknown.join(", ")));
    }
    let own = budget.part.and_then(|part| edge.to.interface(part)?.service_time.as_ref());
    let own = own.or(edge.to.common().service_time.as_ref()).and_then(|time| said(&time.p99));
    if let Some(p99) = own {
        report = report
            .note(format!("the work of `{}` itself adds {} at p99", edge.to.name, p99.value))
            .number(Quantity::stated("callee own work p99", p99.as_secs_f64(), "s"));
    }
    match spending.slowest() {
        Some(slowest) => report.and(slowest.edge.key, "the longest of them"),
        None => report,
    }
}
