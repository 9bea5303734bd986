//! A service that users of an important journey wait for, and no logs a machine can search.

use crate::prelude::*;
use crate::readings::stakes::{essential, pressed, word};
use loadline_model::ComponentKind;
use loadline_model::kinds::Logs;

/// A service that users of an important journey wait for, and no logs a machine can search.
pub(crate) const RULE: Rule = Rule {
    code: "LL508",
    name: "critical-operation-without-logs",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a service that users of an important journey wait for writes no structured logs",
    requirements: &["P2", "R2", "P14"],
    pillar: Some("P14.8"),
    facts: &["services.*.signals.logs", "journeys.*.criticality"],
    page: include_str!("critical_operation_without_logs.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let essential = essential(cx.flows);
    for (component, flow) in pressed(cx.model, cx.flows) {
        if component.kind() != ComponentKind::Service {
            continue;
        }
        let signals = component.common().signals.as_ref();
        let (what, span, label) = match signals.map_or(Saying::Nothing, |signals| Saying::of(&signals.logs)) {
            Saying::Nothing if !essential.contains(&component.id) => continue,
            Saying::Nothing => {
                cx.ask(&component.place(), "signals/logs", format!("how does `{}` log?", component.name));
                continue;
            }
            Saying::Value(Logs::Structured, _) => continue,
            Saying::Value(Logs::Text, span) => ("logs free text", span, "free text"),
            Saying::None(span) => ("writes no logs", span, "no logs, by decision"),
        };
        let journeys = cx.flows.waiting_for(component.id).count();
        let message =
            format!("`{}` {what}, and users of `{}` ({}) wait for it", component.name, flow.id, word(flow));
        cx.report(
            Report::new(component.place(), message)
                .mark(span, label)
                .note(format!("journeys that wait for it: {journeys}"))
                .number(Quantity::computed("journeys that wait", journeys as f64, "1", "journeys whose user waits for it"))
                .hint("write one line of fields a request: service, operation, ids, status, error, retries, duration, trace"),
        );
    }
}
