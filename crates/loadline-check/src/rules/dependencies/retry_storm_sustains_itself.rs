//! An overload that retries keep going after its cause has passed.

use crate::prelude::*;
use crate::readings::retrying::Retrying;
use crate::readings::throughput::{Throughput, throughput};
use crate::readings::usage::Usage;
use loadline_model::{Component, ComponentKind, Edge};

/// An overload that retries keep going after its cause has passed.
pub(crate) const RULE: Rule = Rule {
    code: "LL212",
    name: "retry-storm-sustains-itself",
    level: Severity::Error,
    since: "0.1.0",
    summary: "peak load fits, but with all its retries it does not: once overloaded, a callee stays so",
    requirements: &["D3", "D6", "R4", "R7"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.retries.max",
        "services.*.needs.*.retries.budget",
        "services.*.needs.*.breaker",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.service-time.mean",
        "services.*.replicas.min",
        "externals.*.quota",
        "journeys.*.load.peak",
    ],
    page: include_str!("retry_storm_sustains_itself.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for component in cx.model.components().filter(|component| component.kind() != ComponentKind::Queue) {
        let Some(capacity) = throughput(cx.model, component) else { continue };
        let (carries, _) = capacity.unscaled();
        let peak = cx.demands.on(component.id).peak();
        if peak <= 0.0 || peak > carries {
            continue;
        }
        let callers: Vec<(f64, Edge<'_>, Retrying<'_>)> = cx
            .model
            .callers(component.id)
            .filter_map(|edge| {
                let retrying = Retrying::of(&edge).filter(|_| edge.is_call() && !has_breaker(&edge))?;
                let more = usage.peak(&edge) * (retrying.factor()? - 1.0);
                (more > 0.0 && !retrying.only_unsent()).then_some((more, edge, retrying))
            })
            .collect();
        let more: f64 = callers.iter().map(|(more, ..)| more).sum();
        if peak + more > carries {
            cx.report(storm(&component, &capacity, peak, &callers, usage));
        }
    }
}

/// A breaker that opens ends the retries.
fn has_breaker(edge: &Edge<'_>) -> bool {
    decided(&edge.need.breaker).is_some_and(|breaker| breaker.is_on())
}

fn storm(
    component: &Component<'_>,
    capacity: &Throughput,
    peak: f64,
    callers: &[(f64, Edge<'_>, Retrying<'_>)],
    usage: &Usage<'_>,
) -> Report {
    let offered = peak + callers.iter().map(|(more, ..)| more).sum::<f64>();
    let terms: Vec<String> = callers
        .iter()
        .map(|(_, edge, retrying)| {
            let rate = format_number(usage.peak(edge));
            format!("{rate} × ({}) from `{}`", retrying.formula(), edge.from.name)
        })
        .collect();
    let others = peak - callers.iter().map(|(_, edge, _)| usage.peak(edge)).sum::<f64>();
    let mut formula = terms.join(" + ");
    if others > 1e-9 * peak {
        formula = format!("{formula} + {} without retries", format_number(others));
    }
    let name = component.name;
    let (carries, working) = capacity.unscaled();
    let message = format!(
        "`{name}` takes {} rps and serves a peak of {} rps, but once overloaded its callers send {} rps",
        format_number(carries),
        format_number(peak),
        format_number(offered)
    );
    let mut report = Report::new(component.place(), message)
        .note(format!("{} rps = {formula}", format_number(offered)))
        .note(format!("{} rps = {working}", format_number(carries)))
        .number(Quantity::computed("offered with retries", offered, "rps", formula))
        .number(Quantity::computed("capacity", carries, "rps", working))
        .number(Quantity::computed("peak", peak, "rps", "first attempts of all journeys"))
        .hint("cap the retries with a `budget:` or a breaker, or refuse what cannot be served at once");
    if capacity.rps >= offered {
        let scaled = format_number(capacity.rps);
        report = report
            .severity(Severity::Warning)
            .note(format!("it lasts until scaling has added enough replicas: at most {scaled} rps"));
    }
    callers.iter().fold(report, |report, (_, _, retrying)| report.and(retrying.span, "sent again from here"))
}
