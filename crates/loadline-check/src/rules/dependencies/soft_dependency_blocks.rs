//! Something a request could do without, but waits for until its time is nearly over.

use crate::prelude::*;
use crate::readings::time_budget::{Budget, Limit, on_behalf_of};
use loadline_flow::{Call, edge_time, edge_time_formula};
use std::collections::BTreeMap;

/// Something a request could do without, but waits for until its time is nearly over.
pub(crate) const RULE: Rule = Rule {
    code: "LL221",
    name: "soft-dependency-blocks",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a soft dependency may take more than half of the time its caller has",
    requirements: &["D2", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.kind",
        "services.*.needs.*.timeout",
        "services.*.needs.*.deadline",
        "services.*.needs.*.retries.max",
        "services.*.needs.*.step",
        "slos.*.sli.latency.under",
        "journeys.*.latency.p99",
    ],
    page: include_str!("soft_dependency_blocks.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut worst: BTreeMap<usize, (f64, Call<'_>, Duration, Budget<'_>)> = BTreeMap::new();
    for (budget, spending) in &cx.readings.budgets {
        for (call, added) in spending.blockers(budget.limit) {
            let share = added.as_secs_f64() / budget.limit.as_secs_f64();
            let index = call.edge.id.index();
            if worst.get(&index).is_none_or(|(known, ..)| share > *known) {
                worst.insert(index, (share, call, added, budget.clone()));
            }
        }
    }
    for (share, call, added, budget) in worst.into_values() {
        cx.report(blocks(share, &call, added, &budget));
    }
}

fn blocks(share: f64, call: &Call<'_>, added: Duration, budget: &Budget<'_>) -> Report {
    let (edge, limit) = (&call.edge, budget.limit);
    let caller = edge.from.name;
    let (whose, span) = match &budget.by {
        Limit::Caller(above) => (format!("`{}` gives `{}`", above.from.name, above.target()), above.key),
        Limit::Target { span, .. } => (format!("`{}` allows", budget.journey.unwrap_or(caller)), *span),
    };
    let percent = format_number((share * 100.0).round());
    let message = format!(
        "`{caller}` can do without `{}`, but may wait {added} for it, {percent}% of the {limit} that {whose}",
        edge.target()
    );
    let formula = edge_time_formula(call);
    let whole = edge_time(call).unwrap_or(added);
    let mut arithmetic = format!("{whole} = {formula}{}", on_behalf_of(budget.journey));
    if whole > added {
        arithmetic = format!("{arithmetic}, {added} longer than the hard calls of its step");
    }
    let mut report = Report::new(edge.place(), message)
        .and(span, format!("{limit} in all"))
        .note(arithmetic)
        .number(Quantity::computed("time it adds", added.as_secs_f64(), "s", formula))
        .number(Quantity::stated("time there is", limit.as_secs_f64(), "s"))
        .hint("give up on it early and go on without: a soft call needs a timeout near its usual time, and no retries");
    if added > limit {
        report = report.severity(Severity::Error).note("the request fails with it after all");
    }
    report
}
