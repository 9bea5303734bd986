//! Growth that uses up the capacity within a year.

use crate::prelude::*;
use crate::readings::figure::figure;
use crate::readings::served::{Served, served};
use loadline_model::Component;
use rustc_hash::FxHashMap;

/// How far ahead capacity must be known: time to order, build and test more.
const HORIZON: f64 = 12.0;

/// Growth that uses up the capacity within a year.
pub(crate) const RULE: Rule = Rule {
    code: "LL316",
    name: "growth-exhausts-capacity",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "at the stated growth the peak outgrows a component within twelve months",
    requirements: &["D3", "R7", "D16"],
    pillar: None,
    facts: &[
        "journeys.*.load.growth",
        "journeys.*.load.peak",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.replicas.max",
        "externals.*.quota",
    ],
    page: include_str!("growth_exhausts_capacity.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let growths: FxHashMap<&str, f64> = cx
        .flows
        .all()
        .iter()
        .filter_map(|flow| Some((flow.id, flow.journey.load.as_ref()?.growth.as_ref()?.yearly_factor())))
        .collect();
    for component in cx.model.components() {
        let demand = cx.demands.on(component.id);
        for side in served(cx.model, &cx.readings.loads, demand, component).unwrap_or_default() {
            let growing = |(journey, peak)| {
                let yearly = growths.get(journey).copied().unwrap_or(1.0);
                Part { journey, peak, yearly }
            };
            let parts: Vec<Part<'_>> =
                side.by_journey(cx.flows, demand, component).into_iter().map(growing).collect();
            let (now, most) = (at(&parts, 0.0), side.carries.rps);
            if now > 0.0 && now <= most && at(&parts, HORIZON) > most {
                report(cx, component, &parts, &side, now);
            }
        }
    }
}

/// What one journey asks, and how that grows.
struct Part<'m> {
    journey: &'m str,
    peak: f64,
    /// Factor in twelve months.
    yearly: f64,
}

/// Peak demand after some months: Σ peak × factor^(months ÷ 12).
fn at(parts: &[Part<'_>], months: f64) -> f64 {
    parts.iter().map(|part| part.peak * part.yearly.powf(months / 12.0)).sum()
}

/// Months until the demand reaches a capacity that it passes before the horizon, by halving; a sum of several growths
/// has no closed form, and for one growth the result is 12 × ln(capacity ÷ peak) ÷ ln(factor).
fn months_until(parts: &[Part<'_>], capacity: f64) -> f64 {
    let (mut low, mut high) = (0.0, HORIZON);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if at(parts, middle) > capacity { high = middle } else { low = middle }
    }
    high
}

fn report(cx: &mut Check<'_>, component: Component<'_>, parts: &[Part<'_>], side: &Served, now: f64) {
    let carries = &side.carries;
    let months = months_until(parts, carries.rps);
    let (most, months_words) = (figure(carries.rps), figure(months));
    let words: Vec<String> = parts
        .iter()
        .filter(|part| part.peak > 0.0)
        .map(|part| format!("{} × {} a year ({})", figure(part.peak), figure(part.yearly), part.journey))
        .collect();
    let formula = words.join(" + ");
    let message = format!(
        "in {months_words} months the peak of {} rps outgrows the {most} rps of {}",
        figure(now),
        side.subject(component)
    );
    let mut report = Report::new(component.place(), message)
        .and(carries.span, "what it carries now")
        .note(format!("demand: {formula} = {} rps in 12 months", figure(at(parts, HORIZON))))
        .note(format!("capacity: {}", carries.working()));
    if let [only] = parts {
        report = report.note(format!(
            "{months_words} months = 12 × ln({most} ÷ {}) ÷ ln({})",
            figure(now),
            figure(only.yearly)
        ));
    }
    cx.report(
        report
            .number(Quantity::computed("months left", months, "months", formula))
            .number(Quantity::computed("capacity", carries.rps, "rps", carries.formula.clone()))
            .hint("plan the next step now: more replicas, a larger quota, less work per request, or a split"),
    );
}
