//! Burn-rate alerts: one per tier, on the ratios of its long and its short window.

use super::plan::{Plan, is_taken};
use super::recordings::counts_events;
use super::rule::Rule;
use super::{Options, Refusal, annotations, names};
use crate::{AlertPolicy, Class, Decimal, Tier, prometheus_duration};

/// A tier with its name, which is the same as long as the policy is: `page-1` burns fastest.
pub(crate) struct Named<'a> {
    pub(crate) tier: &'a Tier,
    pub(crate) name: String,
}

/// The tiers of a policy, the fastest of each class first.
pub(crate) fn tiers(policy: &AlertPolicy) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for class in [Class::Page, Class::Ticket] {
        let mut tiers: Vec<&Tier> = policy.tiers.iter().filter(|tier| tier.class == class).collect();
        tiers.sort_by(|a, b| b.burn.cmp(&a.burn).then(a.long.cmp(&b.long)).then(a.short.cmp(&b.short)));
        named.extend(
            tiers
                .into_iter()
                .enumerate()
                .map(|(at, tier)| Named { tier, name: format!("{}-{}", class.word(), at + 1) }),
        );
    }
    named
}

/// The name of an objective's alerts.
pub(crate) fn name(plan: &Plan<'_>) -> String {
    plan.slo.alert_name.clone().unwrap_or_else(|| format!("{}BudgetBurn", names::camel(&plan.slo.id)))
}

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
    let mut rule = Rule::alert(name(plan), expr);
    rule.hold = tier.hold;
    rule.keep = tier.keep;
    let windows = [("long", tier.long), ("short", tier.short)];
    let windows = windows.map(|(name, window)| (name.to_owned(), prometheus_duration(window)));
    rule.labels = labels(plan, &named.name, tier.class, refusals);
    rule.labels.extend(windows);
    rule.annotations = annotations::burn(plan, tier, options);
    rule
}

/// Labels of an alert. People may say another `severity`, `service` or `team`; what tells alerts apart stays ours.
pub(crate) fn labels(
    plan: &Plan<'_>,
    tier: &str,
    class: Class,
    refusals: &mut Vec<Refusal>,
) -> Vec<(String, String)> {
    let slo = plan.slo;
    let team = match class {
        Class::Page => slo.page.as_ref(),
        Class::Ticket => slo.ticket.as_ref(),
    };
    let mut labels = vec![
        ("slo".to_owned(), slo.id.clone()),
        ("tier".to_owned(), tier.to_owned()),
        ("severity".to_owned(), class.word().to_owned()),
        ("service".to_owned(), slo.service.clone()),
    ];
    labels.extend(team.map(|team| ("team".to_owned(), team.clone())));
    // The value of a label that keeps groups apart comes with the series.
    labels.retain(|(name, _)| !slo.grouping.contains(name));
    for (name, value) in slo.alerting.of(class).labels {
        let what = if is_taken(&name) || slo.grouping.contains(&name) {
            format!("its alerts do not get the label `{name}`, which tells them apart")
        } else if names::is_label(&name) {
            labels.retain(|(known, _)| *known != name);
            labels.push((name, value));
            continue;
        } else {
            format!("its alerts do not get the label `{name}`, which is no name of a label")
        };
        let refusal = Refusal::new(&slo.id, what, "call the label something else");
        if !refusals.contains(&refusal) {
            refusals.push(refusal);
        }
    }
    labels
}
