//! A component that runs once and takes an important journey with it.

use crate::readings::downtime::{MINUTES, downtime};
use crate::readings::figure::figure;
use crate::readings::objective::in_cells;
use crate::prelude::*;
use crate::readings::single_point::{Copies, Needed, needed_by_important_journeys};
use loadline_base::Span;

/// A component that runs once and takes an important journey with it.
pub(crate) const RULE: Rule = Rule {
    code: "LL401",
    name: "single-point-of-failure",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a component that a critical journey cannot do without runs only once",
    requirements: &["P3", "P8", "D4", "D6"],
    pillar: Some("P14.13"),
    facts: &[
        "services.*.replicas.min",
        "stores.*.replicas.min",
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
        "journeys.*.criticality",
    ],
    page: include_str!("single_point_of_failure.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for needed in needed_by_important_journeys(cx) {
        if in_cells(cx, needed.component) {
            continue;
        }
        match needed.copies {
            Copies::Once(said) => report(cx, &needed, said),
            Copies::Several => {}
            Copies::Unknown | Copies::OnceByDefault(_) => {
                let text = format!("`{}` cannot do without it: how many replicas run?", needed.flow.id);
                cx.ask(&needed.component.place(), "replicas/min", text);
            }
        }
    }
}

fn report(cx: &mut Check<'_>, needed: &Needed<'_>, said: Span) {
    let Needed { component, flow, certain, path, journeys, .. } = needed;
    let (name, journey) = (component.name, flow.id);
    let severity = if *certain && flow.is_critical() { Severity::Error } else { Severity::Warning };
    let others = match journeys {
        1 => String::new(),
        2 => " and 1 other journey".to_owned(),
        more => format!(" and {} other journeys", more - 1),
    };
    let scales = component.common().replicas.as_ref().and_then(|replicas| replicas.max.as_ref());
    let once = if scales.is_some_and(|max| max.get() > 1) { "may run only once" } else { "runs once" };
    let verb = if *journeys == 1 { "fails" } else { "fail" };
    let mut report =
        Report::new(component.place(), format!("`{name}` {once}, and `{journey}`{others} {verb} with it"))
            .severity(severity)
            .mark(said, "1 replica")
            .note(format!("the way there: {path}"))
            .number(Quantity::stated("replicas", 1.0, "1"))
            .number(Quantity::computed(
                "journeys that need it",
                *journeys as f64,
                "1",
                "critical and high ones",
            ))
            .hint("run two or more in different failure domains, or give its callers a fallback");
    if !certain {
        report = report.note("an edge on the way does not say its `kind`; it is taken as hard");
    }
    if let Some(down) = downtime(*component) {
        let minutes = down.share * MINUTES;
        report = report
            .note(format!(
                "by its own figures it is down {} minutes in 30 days: {}",
                figure(minutes),
                down.formula
            ))
            .number(Quantity::computed("downtime in 30 days", minutes * 60.0, "s", down.formula));
    }
    cx.report(report);
}
