//! A component that users of an important journey wait for, and no metrics.

use crate::prelude::*;
use crate::readings::stakes::{essential, pressed, word};
use loadline_model::ComponentKind;

/// A component that users of an important journey wait for, and no metrics.
pub(crate) const RULE: Rule = Rule {
    code: "LL507",
    name: "critical-operation-without-metrics",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a component that users of an important journey wait for exports no metrics",
    requirements: &["P2", "R2"],
    pillar: Some("P14.7"),
    facts: &["services.*.signals.metrics", "journeys.*.criticality"],
    page: include_str!("critical_operation_without_metrics.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let essential = essential(cx.flows);
    for (component, flow) in pressed(cx.model, cx.flows) {
        if component.kind() == ComponentKind::External {
            continue;
        }
        let signals = component.common().signals.as_ref();
        let none = match signals.map_or(Saying::Nothing, |signals| Saying::of(&signals.metrics)) {
            Saying::Nothing if !essential.contains(&component.id) => continue,
            Saying::Nothing => {
                let text =
                    format!("which metrics tell the rate, errors and duration of `{}`?", component.name);
                cx.ask(&component.place(), "signals/metrics", text);
                continue;
            }
            Saying::Value(metrics, span) if metrics.is_empty() => span,
            Saying::Value(..) => continue,
            Saying::None(span) => span,
        };
        let journeys = cx.flows.waiting_for(component.id).count();
        let message = format!(
            "`{}` exports 0 metrics, and users of `{}` ({}) wait for it",
            component.name,
            flow.id,
            word(flow)
        );
        cx.report(
            Report::new(component.place(), message)
                .mark(none, "no metrics, by decision")
                .note(format!("journeys that wait for it: {journeys}"))
                .number(Quantity::computed("journeys that wait", journeys as f64, "1", "journeys whose user waits for it"))
                .hint("export requests, errors and a histogram of durations; that is enough to see who is at fault"),
        );
    }
}
