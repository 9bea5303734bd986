//! An overload that retries keep going after its cause has passed.

use crate::prelude::*;
use crate::readings::retrying::Retrying;
use crate::readings::served::{Served, served};
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
        let loads = &cx.readings.loads;
        let sides = served(cx.model, loads, cx.demands.on(component.id), component).unwrap_or_default();
        for side in sides {
            let (carries, _) = side.carries.unscaled();
            if side.peak <= 0.0 || side.peak > carries {
                continue;
            }
            let callers: Vec<Caller<'_>> = cx
                .model
                .callers(component.id)
                .filter_map(|edge| {
                    let retrying = Retrying::of(&edge).filter(|_| edge.is_call() && !has_breaker(&edge))?;
                    let rate = usage.peak(&edge) * side.part_of(&edge, loads.on(edge.id));
                    let more = rate * (retrying.factor()? - 1.0);
                    (more > 0.0 && !retrying.only_unsent()).then_some(Caller { rate, more, edge, retrying })
                })
                .collect();
            let more: f64 = callers.iter().map(|caller| caller.more).sum();
            if side.peak + more > carries {
                cx.report(storm(component, &side, &callers));
            }
        }
    }
}

/// A caller whose retries add to the load.
struct Caller<'m> {
    /// First attempts a second at peak.
    rate: f64,
    /// Further attempts a second while none succeeds.
    more: f64,
    edge: Edge<'m>,
    retrying: Retrying<'m>,
}

/// A breaker that opens ends the retries.
fn has_breaker(edge: &Edge<'_>) -> bool {
    decided(&edge.need.breaker).is_some_and(|breaker| breaker.is_on())
}

fn storm(component: Component<'_>, side: &Served, callers: &[Caller<'_>]) -> Report {
    let (peak, capacity) = (side.peak, &side.carries);
    let offered = peak + callers.iter().map(|caller| caller.more).sum::<f64>();
    let terms: Vec<String> = callers
        .iter()
        .map(|Caller { rate, edge, retrying, .. }| {
            format!("{} × ({}) from `{}`", format_number(*rate), retrying.formula(), edge.from.name)
        })
        .collect();
    let others = peak - callers.iter().map(|caller| caller.rate).sum::<f64>();
    let mut formula = terms.join(" + ");
    if others > 1e-9 * peak {
        formula = format!("{formula} + {} without retries", format_number(others));
    }
    let (carries, working) = capacity.unscaled();
    let message = format!(
        "{} {} {} rps and {} a peak of {} rps, but once overloaded {} callers send {} rps",
        side.subject(component),
        side.verb("takes", "take"),
        format_number(carries),
        side.verb("serves", "serve"),
        format_number(peak),
        side.verb("its", "their"),
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
        report = report.severity(Severity::Warning).note(format!(
            "it lasts until scaling has added enough {}s: at most {scaled} rps",
            capacity.noun
        ));
    }
    callers.iter().fold(report, |report, caller| report.and(caller.retrying.span, "sent again from here"))
}
