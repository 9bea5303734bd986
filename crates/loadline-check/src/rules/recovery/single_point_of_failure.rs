//! A component that runs once and takes an important journey with it.

use crate::prelude::*;
use crate::readings::downtime::{MINUTES, downtime};
use crate::readings::figure::figure;
use crate::readings::hard_path::hard_path;
use crate::readings::objective::in_cells;
use crate::readings::single_point::{Copies, Needed, copies};
use loadline_base::Span;
use loadline_flow::Flow;
use loadline_model::ComponentKind;

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
    for needed in cx.needed() {
        if in_cells(cx.model, needed.component) {
            continue;
        }
        match needed.copies {
            Copies::Once(said) => report(cx, needed, said),
            Copies::Several => {}
            Copies::Unknown | Copies::OnceByDefault(_) => {
                let text = format!("`{}` cannot do without it: how many replicas run?", needed.flow.id);
                cx.ask(&needed.component.place(), "replicas/min", text);
            }
        }
    }
    ask_importance(cx);
}

/// How many names a question lists.
const SHOWN: usize = 3;

/// Journeys whose importance nobody has said, when something they cannot do without runs once. One question stands for
/// all of them, at the one with the most at stake.
fn ask_importance(cx: &mut Check<'_>) {
    let mut asked: Option<(&Flow<'_>, Vec<&str>)> = None;
    let mut journeys = 0;
    for flow in cx.flows.all().iter().filter(|flow| flow.criticality().is_none()) {
        let once = run_once(cx, flow);
        journeys += usize::from(!once.is_empty());
        if once.len() > asked.as_ref().map_or(0, |(_, most)| most.len()) {
            asked = Some((flow, once));
        }
    }
    let Some((flow, once)) = asked else { return };
    let it = match journeys {
        1 => "is it".to_owned(),
        2 => format!("are `{}` and the other journey that says nothing of it", flow.id),
        more => format!("are `{}` and the {} other journeys that say nothing of it", flow.id, more - 1),
    };
    let stake = match &once[..] {
        [one] => format!("`{}` cannot do without `{one}`, which runs only once", flow.id),
        all => {
            let shown: Vec<String> = all.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
            let more = all.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let count = all.len();
            format!(
                "`{}` cannot do without {count} components that run only once: {}{more}",
                flow.id,
                shown.join(", ")
            )
        }
    };
    cx.ask(&flow.place(), "criticality", format!("how important {it}? {stake}"));
}

/// What a journey cannot do without and what runs once, by decision or by default.
fn run_once<'m>(cx: &Check<'m>, flow: &Flow<'m>) -> Vec<&'m str> {
    let components = hard_path(flow).into_iter().map(|required| required.component);
    components
        .filter(|component| component.kind() != ComponentKind::External && !in_cells(cx.model, *component))
        .filter(|component| matches!(copies(*component), Copies::Once(_) | Copies::OnceByDefault(_)))
        .map(|component| component.name)
        .collect()
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
    if let Some(down) = downtime(&cx.readings.deploys, *component) {
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
