//! A callee that may take longer than its caller waits.

use crate::prelude::*;
use loadline_flow::{calls, steps, steps_time, steps_time_formula};

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
    ],
    page: include_str!("callee_budget_exceeds_caller.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for edge in cx.model.edges().filter(|edge| edge.is_call()) {
        let Some(timeout) = edge.need.timeout.as_ref().and_then(|timeout| timeout.value().copied()) else {
            continue;
        };
        let journey = sole_journey(cx, &edge);
        let part = edge.part;
        let calls = calls(cx.model, edge.to, part, journey);
        let steps = steps(&calls);
        let budget = steps_time(&steps);
        if budget.at_least <= timeout {
            continue;
        }
        let formula = steps_time_formula(&steps);
        let slowest =
            steps.iter().flat_map(|step| &step.calls).max_by_key(|call| loadline_flow::edge_time(call));
        let mut report = Report::new(
            edge.place(),
            format!("`{}` may take {}, but `{}` waits {timeout}", edge.target(), budget.at_least, edge.from.name),
        )
        .note(format!("{} = {formula}, its own work not counted", budget.at_least))
        .number(Quantity::computed("callee worst case", budget.at_least.as_secs_f64(), "s", formula))
        .number(Quantity::stated("caller timeout", timeout.as_secs_f64(), "s"))
        .hint("give the callee a smaller budget, or pass the caller's deadline on; after its timeout nobody reads the answer");
        if let Some(slowest) = slowest {
            report = report.and(slowest.edge.key, "the longest of them");
        }
        cx.report(report);
    }
}

/// The journey an edge is limited to, when it is limited to exactly one.
fn sole_journey<'m>(cx: &Check<'m>, edge: &loadline_model::Edge<'m>) -> Option<&'m str> {
    let [only] = edge.need.only_for.as_deref()?.as_slice() else { return None };
    let journeys = cx.model.system.journeys.as_ref()?;
    journeys.get(&only.id).map(|_| only.id.as_str())
}
