//! A request that fails with something that was never meant to carry it.

use crate::prelude::*;
use crate::readings::fallback::fallback;
use loadline_model::kinds::{CachePattern, Reliability};
use loadline_model::{Body, Component, Edge};

/// A request that fails with something that was never meant to carry it.
pub(crate) const RULE: Rule = Rule {
    code: "LL213",
    name: "hard-dependency-without-fallback",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "users wait for an external or a cache, and there is nothing to do when it fails",
    requirements: &["D6", "R4", "P3"],
    pillar: Some("P14.14"),
    facts: &[
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
        "caches.*.pattern",
        "externals.*.sla",
        "externals.*.availability",
        "journeys.*.criticality",
    ],
    page: include_str!("hard_dependency_without_fallback.md"),
    check,
};

/// Julian year, in seconds.
const YEAR: f64 = 8_766.0 * 3_600.0;

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for edge in cx.model.edges() {
        let (Some(flow), kind) = (usage.worst(&edge), decided(&edge.need.kind)) else { continue };
        let fragile = fragility(&edge.to);
        let (caller, target) = (edge.from.name, edge.target());
        match (fallback(&edge), fragile) {
            (Saying::None(none), Some(what)) if edge.is_hard() && kind.is_some() => {
                let message = format!("`{}` fails whenever `{target}` does: {what}", flow.id);
                let mut report = Report::new(edge.place(), message)
                    .mark(none, "nothing to fall back to, by decision")
                    .hint(format!("let `{caller}` go on with less (`degrade`, `stale`, `queue`) or use another one (`to`), or accept it with a reason"));
                if let Some((lost, from)) = downtime(&edge.to.common().reliability) {
                    report = report
                        .note(format!("that is about {lost} a year = {from}"))
                        .number(Quantity::computed("downtime in a year", lost.as_secs_f64(), "s", from));
                }
                if flow.is_critical() && matches!(edge.to.body, Body::External(_)) {
                    report = report.severity(Severity::Error);
                }
                cx.report(report);
            }
            (Saying::None(_), Some(_)) if kind.is_none() => {
                cx.ask(&edge.place(), "kind", format!("does `{caller}` fail when `{target}` fails?"));
            }
            (Saying::Nothing, Some(_)) if edge.is_hard() => ask(cx, &edge),
            (Saying::Nothing, _) if edge.is_soft() && flow.is_critical() => ask(cx, &edge),
            _ => {}
        }
    }
}

fn ask(cx: &mut Check<'_>, edge: &Edge<'_>) {
    let text = format!("what does `{}` do when `{}` fails?", edge.from.name, edge.target());
    cx.ask(&edge.place(), "fallback", text);
}

/// Why a request should be able to do without this component; `None` for our own services and stores.
fn fragility(target: &Component<'_>) -> Option<&'static str> {
    match target.body {
        Body::External(_) => Some("it is run by others"),
        Body::Cache(cache) if decided(&cache.pattern).is_some_and(|it| it.value == CachePattern::Primary) => {
            Some("it is a cache and the only place of its data")
        }
        Body::Cache(_) => Some("it is a cache, which may be empty at any time"),
        _ => None,
    }
}

/// Time a year it is down, by what was measured, else counted, else promised.
fn downtime(figures: &Reliability) -> Option<(Duration, String)> {
    let share = |up: f64| Duration::from_secs_f64((1.0 - up) * YEAR);
    if let Some(up) = decided(&figures.availability) {
        return Some((share(up.fraction()), format!("(1 − {}) × 1 y", up.value)));
    }
    if let Some(counted) = decided(&figures.incidents)
        && let (Some(number), Some(mean)) = (&counted.per_year, &counted.mean)
    {
        return Some((
            mean.scale(number.get()),
            format!("{} incidents × {}", format_number(number.get()), mean.value),
        ));
    }
    let sla = decided(&figures.sla)?;
    Some((share(sla.fraction()), format!("(1 − {}) × 1 y, if the SLA is just kept", sla.value)))
}
