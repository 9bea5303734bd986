//! Bad versions that alone take more time than an objective allows.

use crate::readings::bad_versions;
use crate::prelude::*;
use loadline_base::Span;
use loadline_flow::{Flow, HopKind};
use loadline_model::kinds::DeployScope;

/// Bad versions that alone take more time than an objective allows.
pub(crate) const RULE: Rule = Rule {
    code: "LL607",
    name: "deploys-exceed-budget",
    level: Severity::Error,
    since: "0.1.0",
    summary: "bad versions alone take more time a year than an objective allows",
    requirements: &["D6", "D8", "R8"],
    pillar: None,
    facts: &[
        "slos.*.of",
        "slos.*.target",
        "slos.*.sli.availability",
        "services.*.deploys.scope",
        "services.*.deploys.per-week",
        "services.*.deploys.failure-rate",
        "services.*.deploys.detect-and-roll-back",
        "services.*.needs.*.kind",
    ],
    page: include_str!("deploys_exceed_budget.md"),
    check,
};

const YEAR: f64 = 365.0 * 86_400.0;

fn check(cx: &mut Check<'_>) {
    for (id, slo) in cx.model.system.slos.iter().flat_map(|all| all.iter()) {
        let is_availability = slo.sli.as_ref().is_some_and(|sli| sli.availability.is_some());
        let (Some(of), Some(target)) = (&slo.of, slo.target.as_ref().filter(|_| is_availability)) else {
            continue;
        };
        let Some(flow) = cx.flows.of(&of.id) else { continue };
        let allowed = target.complement().fraction() * YEAR;
        let mut parts = parts(flow);
        let taken: f64 = parts.iter().map(|part| part.time.as_secs_f64()).sum();
        if allowed <= 0.0 || taken <= allowed {
            continue;
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.time));
        let worst = &parts[0];
        let (taken_text, allowed_text) = (in_hours(taken), in_hours(allowed));
        let terms: Vec<String> = parts.iter().map(|part| format!("{} ({})", part.time, part.name)).collect();
        let message = format!(
            "bad versions of {} services take {taken_text} a year from `{}`, but `{id}` allows {allowed_text}",
            parts.len(),
            flow.id
        );
        cx.report(
            Report::new(Place::new(format!("slos/{id}"), slo.key), message)
                .mark(target.span, format!("allows (100% − {}) × 365 d", target.value))
                .and(
                    worst.span,
                    format!("`{}` takes the most: {} = {}", worst.name, worst.formula, worst.time),
                )
                .note(format!("{taken_text} = {}", terms.join(" + ")))
                .number(Quantity::computed("taken by bad versions a year", taken, "s", terms.join(" + ")))
                .number(Quantity::computed(
                    "allowed a year",
                    allowed,
                    "s",
                    format!("{} × 365 d", target.complement()),
                ))
                .hint("let a bad version reach less (cells, a canary), be found sooner, or fail less often"),
        );
    }
}

struct Part<'m> {
    name: &'m str,
    time: Duration,
    formula: String,
    span: Span,
}

/// The components that fail the journey when they fail, whose bad versions reach everybody at once.
///
/// Only edges known to be hard count, so the sum is the least there is.
fn parts<'m>(flow: &Flow<'m>) -> Vec<Part<'m>> {
    let mut hard = vec![false; flow.stations.len()];
    hard[0] = true;
    let mut parts: Vec<Part<'_>> = Vec::new();
    for (index, station) in flow.stations.iter().enumerate().filter(|(_, station)| station.waited_for) {
        if !hard[index] {
            continue;
        }
        for hop in station.hops().filter(|hop| hop.waits && !hop.closes_cycle) {
            hard[hop.to.index()] |= matches!(hop.kind, HopKind::Call(edge) if edge.is_hard());
        }
        let deploys = station.component.common().reliability.deploys.as_ref();
        let scope = deploys.and_then(|deploys| deploys.scope.as_ref());
        let Some(scope) = scope.filter(|scope| scope.value == DeployScope::All) else { continue };
        let Some((time, formula)) = deploys.and_then(|deploys| bad_versions::time_a_year(deploys)) else {
            continue;
        };
        let name = station.component.name;
        if parts.iter().all(|part| part.name != name) {
            parts.push(Part { name, time, formula, span: scope.span });
        }
    }
    parts
}

fn in_hours(seconds: f64) -> String {
    format!("{} h", format_number((seconds / 360.0).round() / 10.0))
}
