//! What the alerts of an objective are called and which labels they carry: the one source for the rules that are generated, for the
//! Alertmanager that goes with them, and for alerts that are replayed.

use crate::{AlertPolicy, Class, Slo, Tier, prometheus_duration};
use loadline_promql::{Labels, METRIC_NAME};

/// A tier with its name, which is the same as long as the policy is: `page-1` burns fastest.
pub(crate) struct Named<'a> {
    pub(crate) tier: &'a Tier,
    /// Its place in the policy.
    pub(crate) at: usize,
    pub(crate) name: String,
}

/// The tiers of a policy, the fastest of each class first.
pub(crate) fn tiers(policy: &AlertPolicy) -> Vec<Named<'_>> {
    let mut named = Vec::new();
    for class in [Class::Page, Class::Ticket] {
        let of_class = policy.tiers.iter().enumerate().filter(|(_, tier)| tier.class == class);
        let mut tiers: Vec<(usize, &Tier)> = of_class.collect();
        tiers.sort_by_key(|(_, tier)| (std::cmp::Reverse(tier.burn), tier.long, tier.short));
        let name = |number: usize| format!("{}-{}", class.word(), number + 1);
        let tiers = tiers.into_iter().enumerate();
        named.extend(tiers.map(|(number, (at, tier))| Named { tier, at, name: name(number) }));
    }
    named
}

/// The names of the tiers of a policy in the order of the policy.
pub(crate) fn tier_names(policy: &AlertPolicy) -> Vec<String> {
    let mut named = tiers(policy);
    named.sort_by_key(|named| named.at);
    named.into_iter().map(|named| named.name).collect()
}

/// The name of an objective's alerts: what people call them, or `CheckoutAvailabilityBudgetBurn`.
pub(crate) fn name(slo: &Slo) -> String {
    slo.alert_name.clone().unwrap_or_else(|| format!("{}BudgetBurn", camel(&slo.id)))
}

/// `checkout-availability` as the start of an alert's name, `CheckoutAvailability`.
pub(crate) fn camel(id: &str) -> String {
    id.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
        })
        .collect()
}

/// The team that alerts of a class are for.
pub(crate) fn team(slo: &Slo, class: Class) -> Option<&str> {
    match class {
        Class::Page => slo.page.as_deref(),
        Class::Ticket => slo.ticket.as_deref(),
    }
}

/// Labels that rules put on series and alerts by themselves.
pub(crate) fn is_taken(label: &str) -> bool {
    matches!(label, "slo" | "tier" | "long" | "short" | "state" | "part" | "le" | "alertname" | "alertstate")
}

/// Whether Prometheus takes `name` for a label that people may use.
pub(crate) fn is_label(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !name.starts_with("__")
}

/// Labels that the rule of a tier puts on its alerts, and why others that people want are left out. People may say another `severity`,
/// `service` or `team`; what tells alerts apart stays ours.
pub(crate) fn of_rule(slo: &Slo, tier: &str, class: Class) -> (Vec<(String, String)>, Vec<String>) {
    let mut labels = vec![
        ("slo".to_owned(), slo.id.clone()),
        ("tier".to_owned(), tier.to_owned()),
        ("severity".to_owned(), class.word().to_owned()),
        ("service".to_owned(), slo.service.clone()),
    ];
    labels.extend(team(slo, class).map(|team| ("team".to_owned(), team.to_owned())));
    // The value of a label that keeps groups apart comes with the series.
    labels.retain(|(name, _)| !slo.grouping.contains(name));
    let mut left_out = Vec::new();
    for (name, value) in slo.alerting.of(class).labels {
        if is_taken(&name) || slo.grouping.contains(&name) {
            left_out.push(format!("its alerts do not get the label `{name}`, which tells them apart"));
        } else if is_label(&name) {
            labels.retain(|(known, _)| *known != name);
            labels.push((name, value));
        } else {
            left_out.push(format!("its alerts do not get the label `{name}`, which is no name of a label"));
        }
    }
    (labels, left_out)
}

/// The windows of a tier as labels.
pub(crate) fn windows(tier: &Tier) -> [(String, String); 2] {
    [("long", tier.long), ("short", tier.short)]
        .map(|(name, window)| (name.to_owned(), prometheus_duration(window)))
}

/// All labels of the alert of one tier, as Alertmanager gets it. `group` are those by which the objective is kept apart.
pub(crate) fn of_alert(slo: &Slo, group: &Labels, tier: &Tier, tier_name: &str) -> Labels {
    let (labels, _) = of_rule(slo, tier_name, tier.class);
    let apart = group.iter().filter(|(label, _)| *label != METRIC_NAME);
    let apart = apart.map(|(label, value)| (label.to_owned(), value.to_owned()));
    let all = labels.into_iter().chain(windows(tier)).chain(apart);
    Labels::new(all.chain([("alertname".to_owned(), name(slo))]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_ids() {
        assert_eq!(camel("checkout-api.latency"), "CheckoutApiLatency");
        assert!(is_label("a_1") && !is_label("1a") && !is_label("") && !is_label("__x"));
    }
}
