//! Bad versions that alone take more time than an objective allows.

use crate::prelude::*;
use crate::readings::bad_versions;
use crate::readings::deploy_reach::Reach;
use crate::readings::figure::{count, percent};
use crate::readings::hard_path::{Required, hard_path};
use loadline_base::Span;
use loadline_flow::Flow;

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
        "services.*.replicas.spread",
        "cells.*.count",
        "cells.*.members",
        "services.*.deploys.per-week",
        "services.*.deploys.failure-rate",
        "services.*.deploys.detect-and-roll-back",
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
        "services.*.needs.*.share",
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
        let Sum { mut parts, left_out } = parts(cx, flow);
        let taken: f64 = parts.iter().map(|part| part.time.as_secs_f64()).sum();
        if allowed <= 0.0 || taken <= allowed {
            continue;
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.time));
        let worst = &parts[0];
        let (taken_text, allowed_text) = (in_hours(taken), in_hours(allowed));
        let terms: Vec<String> = parts.iter().map(|part| format!("{} ({})", part.time, part.name)).collect();
        let message = format!(
            "bad versions of {} take {taken_text} a year from `{}`, but `{id}` allows {allowed_text}",
            count(parts.len() as u64, "component"),
            flow.id
        );
        let mut report = Report::new(Place::new(format!("slos/{id}"), slo.key), message)
            .mark(target.span, format!("allows (100% − {}) × 365 d", target.value))
            .and(worst.span, format!("`{}` takes the most: {} = {}", worst.name, worst.formula, worst.time))
            .note(format!("{taken_text} = {}", terms.join(" + ")))
            .number(Quantity::computed("taken by bad versions a year", taken, "s", terms.join(" + ")))
            .number(Quantity::computed(
                "allowed a year",
                allowed,
                "s",
                format!("{} × 365 d", target.complement()),
            ))
            .hint("let a bad version reach less (cells, a canary), be found sooner, or fail less often");
        if !left_out.is_empty() {
            report = report
                .note(format!("left out, since the number of parts is not said: {}", left_out.join(", ")));
        }
        cx.report(report);
    }
}

struct Part<'m> {
    name: &'m str,
    time: Duration,
    formula: String,
    span: Span,
}

/// What bad versions take from a journey.
#[derive(Default)]
struct Sum<'m> {
    parts: Vec<Part<'m>>,
    /// Components whose bad versions reach one of an unknown number of parts.
    left_out: Vec<String>,
}

/// The components that fail the journey when they fail, each with the share that its bad versions reach.
///
/// Only edges known to be hard count, so the sum is the least there is.
fn parts<'m>(cx: &Check<'m>, flow: &Flow<'m>) -> Sum<'m> {
    let mut sum = Sum::default();
    for Required { component, share: used, .. } in hard_path(flow).into_iter().filter(|it| it.certain) {
        let deploys = component.common().reliability.deploys.as_ref();
        let taken = deploys.and_then(|deploys| bad_versions::time_a_year(deploys));
        let (Some((reach, span)), Some((time, formula))) = (cx.readings.deploys.reach(&component), taken)
        else {
            continue;
        };
        let name = component.name;
        match (reach.share(), reach) {
            (Some(share), _) => {
                let thinned =
                    if used < 1.0 { format!(" × {} of requests", percent(used)) } else { String::new() };
                let formula = format!("{formula}{}{thinned}", reach.factor());
                sum.parts.push(Part { name, time: time.scale(share.fraction() * used), formula, span });
            }
            (None, Reach::Unsized(noun)) => sum.left_out.push(format!("`{name}` (one {noun})")),
            (None, Reach::OneOf(..)) => {}
        }
    }
    sum
}

fn in_hours(seconds: f64) -> String {
    format!("{} h", format_number((seconds / 360.0).round() / 10.0))
}
