//! Retries that multiply from tier to tier.

use crate::prelude::*;
use crate::readings::amplification::{Amplified, amplified, factor};
use crate::readings::retrying::Retrying;
use loadline_model::Edge;

/// Retries that multiply from tier to tier.
pub(crate) const RULE: Rule = Rule {
    code: "LL203",
    name: "retries-at-several-tiers",
    level: Severity::Error,
    since: "0.1.0",
    summary: "retries at several tiers multiply: one request becomes many attempts at the deepest callee",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.retries.max",
        "services.*.needs.*.retries.budget",
        "services.*.needs.*.retries.when",
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
        "services.*.needs.*.for",
    ],
    page: include_str!("retries_at_several_tiers.md"),
    check,
};

/// Fewer attempts than this are the price of an ordinary retry.
const MOST_ATTEMPTS: f64 = 4.0;
/// Tiers named in a message; the deepest ones.
const TIERS_SHOWN: usize = 6;

fn check(cx: &mut Check<'_>) {
    let multiplies = |chain: &Amplified<'_>| chain.tiers >= 2 && chain.attempts >= MOST_ATTEMPTS;
    for chain in amplified(cx.model).into_iter().filter(multiplies) {
        if let Some(report) = storm(&chain) {
            cx.report(report);
        }
    }
}

fn storm(chain: &Amplified<'_>) -> Option<Report> {
    let retrying = chain.path.iter().filter(|edge| factor(edge) > 1.0);
    let all: Vec<(&Edge<'_>, Retrying<'_>)> =
        retrying.filter_map(|edge| Some((edge, Retrying::of(edge)?))).collect();
    let tiers = &all[all.len().saturating_sub(TIERS_SHOWN)..];
    let ((deepest, _), upper) = tiers.split_last()?;

    let number = |edge: &Edge<'_>| format_number(factor(edge));
    let left_out = (tiers.len() < all.len()).then(|| "…".to_owned());
    let factors = tiers.iter().map(|(edge, _)| number(edge));
    let product = left_out.into_iter().chain(factors).collect::<Vec<_>>().join(" × ");
    let steps = tiers
        .iter()
        .map(|(edge, _)| format!("`{}` → `{}` × {}", edge.from.name, edge.target(), number(edge)));
    let steps = steps.collect::<Vec<_>>().join(", ");
    let (attempts, target) = (format_number(chain.attempts), deepest.target());
    let mut report = Report::new(
        deepest.place(),
        format!("one request may become {product} = {attempts} attempts at `{target}`"),
    )
    .note(format!("each tier tries 1 + max times: {steps}"))
    .number(Quantity::computed("attempts", chain.attempts, "1", product))
    .hint("retry at one tier only, or give the others a budget such as `retries: {max: 1, budget: 10%}`");
    for (edge, retrying) in tiers {
        if retrying.is_capped() {
            report = report.note(format!("the budget caps `{}` at {}", edge.target(), retrying.formula()));
        }
        if retrying.only_unsent() {
            report = report.note(format!("`{}` is only retried when no connection was made", edge.target()));
        }
    }
    let breaker =
        tiers.iter().find(|(edge, _)| decided(&edge.need.breaker).is_some_and(|breaker| breaker.is_on()));
    if let Some((edge, _)) = breaker {
        let target = edge.target();
        report = report
            .severity(Severity::Warning)
            .note(format!("the breaker on `{target}` ends it once open; until then, and while only some calls fail, it goes on"));
    }
    let mark = |report: Report, (edge, retrying): &(&Edge<'_>, Retrying<'_>)| {
        report.and(retrying.span, format!("× {} here", number(edge)))
    };
    Some(upper.iter().fold(report, mark))
}
