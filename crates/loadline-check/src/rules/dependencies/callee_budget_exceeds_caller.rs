//! A callee that may take longer than its caller waits.

use crate::prelude::*;
use crate::readings::spending::Spending;
use crate::readings::time_budget::{Budget, Limit, on_behalf_of};
use loadline_model::Edge;
use std::sync::Arc;

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
    let mut worst: Vec<Option<&(Budget<'_>, Arc<Spending<'_>>)>> = vec![None; cx.model.edge_count()];
    for pair in &cx.readings.budgets {
        let (budget, spending) = pair;
        let Limit::Caller(edge) = &budget.by else { continue };
        // A soft call that holds up everything else is reported where it stands.
        if spending.time <= budget.limit || spending.fits_without_blockers(budget.limit) {
            continue;
        }
        let known = &mut worst[edge.id.index()];
        if known.is_none_or(|(_, longest)| spending.time > longest.time) {
            *known = Some(pair);
        }
    }
    for (budget, spending) in worst.into_iter().flatten() {
        if let Limit::Caller(edge) = &budget.by {
            cx.report(excess(edge, budget, spending));
        }
    }
}

fn excess(edge: &Edge<'_>, budget: &Budget<'_>, spending: &Spending<'_>) -> Report {
    let (words, time) = (spending.words(), spending.time);
    let (callee, caller, limit) = (edge.target(), edge.from.name, budget.limit);
    let message = format!("`{callee}` may take {time}, but `{caller}` waits {limit}");
    let behalf = on_behalf_of(budget.journey);
    let mut report = Report::new(edge.place(), message)
        .note(format!("{time} = {}{behalf}, its own work not counted", words.formula))
        .number(Quantity::computed("callee worst case", time.as_secs_f64(), "s", words.formula.clone()))
        .number(Quantity::stated("caller timeout", limit.as_secs_f64(), "s"))
        .hint("give the callee a smaller budget, or pass the caller's deadline on; after its timeout nobody reads the answer");
    if let Some(unknown) = &words.unknown {
        report = report.note(format!("it may be more: no timeout is said for {unknown}"));
    }
    if let Some(p99) = own_work(spending) {
        report = report
            .note(format!("the work of `{}` itself adds {p99} at p99", edge.to.name))
            .number(Quantity::stated("callee own work p99", p99.as_secs_f64(), "s"));
    }
    match &words.slowest {
        Some(slowest) => report.and(slowest.edge.key, "the longest of them"),
        None => report,
    }
}

/// p99 of the interface, else of the component.
fn own_work(spending: &Spending<'_>) -> Option<Duration> {
    let component = &spending.component;
    let interface = spending.part.and_then(|part| component.interface(part)?.service_time.as_ref());
    decided(&interface.or(component.common().service_time.as_ref())?.p99).map(|p99| p99.value)
}
