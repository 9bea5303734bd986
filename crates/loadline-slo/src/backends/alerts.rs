//! Burn-rate alerts: one per tier, on the ratios of its long and its short window.

use super::plan::Plan;
use super::recordings::counts_events;
use super::rule::Rule;
use super::{Options, Refusal, annotations};
use crate::alert_labels::{self, Named, tiers};
use crate::policy::without_tiers;
use crate::{Class, Decimal};

/// The alerts of every tier.
pub(crate) fn rules(plan: &Plan<'_>, options: &Options, refusals: &mut Vec<Refusal>) -> Vec<Rule> {
    let Some(policy) = &plan.slo.policy else {
        let hint = "give it an alert policy, as `standard`";
        refusals.push(Refusal::new(
            &plan.slo.id,
            "it has no alert policy: series are recorded, no alerts",
            hint,
        ));
        return Vec::new();
    };
    if policy.tiers.is_empty() {
        let (what, hint) = without_tiers(&policy.name);
        let what = format!("its policy {what}: series are recorded, no alerts on its budget");
        refusals.push(Refusal::new(&plan.slo.id, what, hint));
        return Vec::new();
    }
    let least = (policy.least_events > Decimal::ZERO).then(|| policy.least_events.normalize().to_string());
    if least.is_some() && !counts_events(plan) {
        let what = "its alerts fire on any number of events: nothing counts them";
        refusals.push(Refusal::new(&plan.slo.id, what, "count events, good or bad and all"));
    }
    tiers(policy).iter().map(|named| rule(plan, named, least.clone(), options, refusals)).collect()
}

fn rule(
    plan: &Plan<'_>,
    named: &Named<'_>,
    least: Option<String>,
    options: &Options,
    refusals: &mut Vec<Refusal>,
) -> Rule {
    let tier = named.tier;
    let threshold = tier.threshold(plan.slo.target.budget());
    let (long, short) = (plan.ratio(tier.long, least), plan.ratio(tier.short, None));
    let expr = format!("{long} > {threshold}\nand\n{short} > {threshold}");
    let mut rule = Rule::alert(alert_labels::name(plan.slo), expr);
    rule.hold = tier.hold;
    rule.keep = tier.keep;
    rule.labels = labels(plan, &named.name, tier.class, refusals);
    rule.labels.extend(alert_labels::windows(tier));
    rule.annotations = annotations::burn(plan, tier, options);
    rule
}

/// Labels of an alert, as they are everywhere. What people want besides and cannot have is refused once.
pub(crate) fn labels(
    plan: &Plan<'_>,
    tier: &str,
    class: Class,
    refusals: &mut Vec<Refusal>,
) -> Vec<(String, String)> {
    let (labels, left_out) = alert_labels::of_rule(plan.slo, tier, class);
    for what in left_out {
        let refusal = Refusal::new(&plan.slo.id, what, "call the label something else");
        if !refusals.contains(&refusal) {
            refusals.push(refusal);
        }
    }
    labels
}
