//! A service that users of an important journey wait for, and where traces end.

use crate::prelude::*;
use crate::readings::stakes::{essential, pressed, word};
use loadline_model::ComponentKind;

/// A service that users of an important journey wait for, and where traces end.
pub(crate) const RULE: Rule = Rule {
    code: "LL509",
    name: "critical-operation-without-traces",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "traces end at a service that users of an important journey wait for",
    requirements: &["P2", "R2"],
    pillar: Some("P14.9"),
    facts: &["services.*.signals.traces", "journeys.*.criticality"],
    page: include_str!("critical_operation_without_traces.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let essential = essential(cx.flows);
    for (component, flow) in pressed(cx.model, cx.flows) {
        if component.kind() != ComponentKind::Service {
            continue;
        }
        let signals = component.common().signals.as_ref();
        match signals.map_or(Saying::Nothing, |signals| Saying::of(&signals.traces)) {
            Saying::Value(..) => {}
            Saying::Nothing if !essential.contains(&component.id) => {}
            Saying::Nothing => {
                let text = format!("how are requests traced through `{}`?", component.name);
                cx.ask(&component.place(), "signals/traces", text);
            }
            Saying::None(span) => {
                let stations = flow.stations.iter().filter(|station| station.waited_for).count();
                let hidden = cx.model.needs(component.id).filter(|edge| edge.waits()).count();
                let message = format!(
                    "traces of `{}` ({}) end at `{}`, which hides {hidden} of its calls",
                    flow.id,
                    word(flow),
                    component.name
                );
                cx.report(
                    Report::new(component.place(), message)
                        .mark(span, "no traces, by decision")
                        .note(format!("a request of `{}` passes {stations} stations", flow.id))
                        .number(Quantity::computed("calls hidden", hidden as f64, "1", "needs a request waits for"))
                        .hint("pass the trace context on, and open a span for the request and one for each call"),
                );
            }
        }
    }
}
