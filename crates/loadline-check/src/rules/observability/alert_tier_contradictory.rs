//! A policy without tiers, or a tier that every error fires, or whose short window says nothing that the long one does not.

use crate::prelude::*;
use loadline_base::figure::figure;
use loadline_slo::without_tiers;

/// A policy without tiers, or a tier that every error fires, or whose short window says nothing that the long one does not.
pub(crate) const RULE: Rule = Rule {
    code: "LL515",
    name: "alert-tier-contradictory",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an alert policy has no tiers, or one of no burn rate above 0 or of no short window below its long one",
    requirements: &["O3", "R1"],
    pillar: None,
    facts: &["policies.alert.*.tiers"],
    page: include_str!("alert_tier_contradictory.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let policies =
        model.system.policies.iter().filter_map(|all| all.alert.as_ref()).flat_map(|all| all.iter());
    for (id, policy) in policies {
        if policy.tiers.as_ref().is_none_or(|tiers| tiers.value.is_empty()) {
            let (message, hint) = without_tiers(id);
            let report = Report::new(Place::new(format!("policies/alert/{id}"), policy.key), message);
            cx.report(report.hint(hint).aspect("tiers"));
        }
        for (index, tier) in policy.tiers.iter().flat_map(|tiers| tiers.iter()).enumerate() {
            let place = || Place::new(format!("policies/alert/{id}"), policy.key);
            let number = index + 1;
            if let Some(burn) = tier.burn.as_ref().filter(|burn| burn.get() <= 0.0) {
                let message = format!(
                    "tier {number} of `{id}` fires at {}x, so at any error at all",
                    figure(burn.get())
                );
                cx.report(
                    Report::new(place(), message)
                        .mark(burn.span, "how many times faster than the budget allows")
                        .hint("a page usually burns at 6x or 14.4x, a ticket at 1x or 3x")
                        .aspect(format!("burn {number}")),
                );
            }
            let (Some(long), Some(short)) = (&tier.long, &tier.short) else { continue };
            if short.value >= long.value || short.is_zero() {
                let message = format!(
                    "tier {number} of `{id}` has a short window of {}, which is not shorter than its long one of {}",
                    short.value, long.value
                );
                let message = if short.is_zero() {
                    format!(
                        "tier {number} of `{id}` has a short window of {}: it never holds an event",
                        short.value
                    )
                } else {
                    message
                };
                cx.report(
                    Report::new(place(), message)
                        .mark(short.span, "says that errors go on")
                        .and(long.span, "says that they matter")
                        .hint("take about a twelfth of the long window")
                        .aspect(format!("windows {number}")),
                );
            }
        }
    }
}
