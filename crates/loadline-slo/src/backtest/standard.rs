//! The labels that the generated rules put on alerts, and the Alertmanager that goes with them.

use super::Candidate;
use crate::alertmanager::{Config, GroupBy, Inhibition, Integration, Matcher, Receiver, Route};
use crate::{AlertPolicy, Class, Slo, prometheus_duration};
use loadline_promql::{Labels, METRIC_NAME};

/// The tiers of a policy by the values of their labels `tier`, in the order of the policy: `page-1` burns fastest.
pub(crate) fn tier_names(policy: &AlertPolicy) -> Vec<String> {
    let mut names = vec![String::new(); policy.tiers.len()];
    for class in [Class::Page, Class::Ticket] {
        let mut tiers: Vec<usize> = (0..policy.tiers.len()).collect();
        tiers.retain(|at| policy.tiers.get(*at).is_some_and(|tier| tier.class == class));
        tiers.sort_by_key(|at| {
            policy.tiers.get(*at).map(|tier| (std::cmp::Reverse(tier.burn), tier.long, tier.short))
        });
        for (number, at) in tiers.into_iter().enumerate() {
            if let Some(name) = names.get_mut(at) {
                *name = format!("{}-{}", class.word(), number + 1);
            }
        }
    }
    names
}

/// The labels of the alert of one tier.
pub(crate) fn of_alert(slo: &Slo, group: &Labels, policy: &AlertPolicy, tier: usize, name: &str) -> Labels {
    let Some(tier) = policy.tiers.get(tier) else { return Labels::default() };
    let team = match tier.class {
        Class::Page => slo.page.as_deref(),
        Class::Ticket => slo.ticket.as_deref(),
    };
    let alert = slo.alert_name.clone().unwrap_or_else(|| {
        let words = slo.id.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let camel = words.map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        });
        format!("{}BudgetBurn", camel.collect::<String>())
    });
    let fixed = [
        ("severity", tier.class.word().to_owned()),
        ("service", slo.service.clone()),
        ("team", team.unwrap_or_default().to_owned()),
    ];
    let extras = slo.alerting.of(tier.class).labels;
    // People may say another severity, service or team; what tells alerts apart stays ours. Of equal names the last one counts.
    let ours = [
        ("alertname", alert),
        ("slo", slo.id.clone()),
        ("tier", name.to_owned()),
        ("long", prometheus_duration(tier.long)),
        ("short", prometheus_duration(tier.short)),
    ];
    let owned = |(name, value): (&str, String)| (name.to_owned(), value);
    let pairs = fixed.into_iter().map(owned).chain(extras).chain(ours.into_iter().map(owned));
    let apart = group.iter().filter(|(name, _)| *name != METRIC_NAME);
    Labels::new(pairs.chain(apart.map(|(name, value)| (name.to_owned(), value.to_owned()))))
}

/// The Alertmanager that goes with the generated rules: alerts of one objective are one group; pages wait 30 s and are repeated every
/// 4 h, tickets wait 5 min, gather for an hour and are repeated every 3 days; a tier keeps the slower ones of its objective quiet.
#[must_use]
pub fn standard_alertmanager(slos: &[Slo], candidates: &[Candidate]) -> Config {
    let mut apart = vec!["slo".to_owned()];
    for name in slos.iter().flat_map(|slo| &slo.grouping) {
        if !apart.contains(name) {
            apart.push(name.clone());
        }
    }
    let most = |class: Class| {
        let policies =
            candidates.iter().flat_map(|candidate| slos.iter().filter_map(|slo| candidate.policy(slo)));
        policies
            .map(|policy| policy.tiers.iter().filter(|tier| tier.class == class).count())
            .max()
            .unwrap_or(0)
    };
    let tiers: Vec<String> = [Class::Page, Class::Ticket]
        .into_iter()
        .flat_map(|class| (1..=most(class)).map(move |number| format!("{}-{number}", class.word())))
        .collect();
    let inhibitions = (1..tiers.len()).filter_map(|at| {
        let (faster, slower) = tiers.split_at_checked(at)?;
        Some(Inhibition {
            source: vec![Matcher::equal("tier", faster.last()?)],
            target: vec![Matcher::new("tier", "=~", &slower.join("|")).ok()?],
            equal: apart.clone(),
        })
    });
    let receiver = |name: &str| Receiver {
        name: name.to_owned(),
        integrations: vec![Integration { kind: "webhook".to_owned(), send_resolved: true }],
    };
    let tickets = Route {
        receiver: "tickets".to_owned(),
        group_by: GroupBy::Labels(apart.clone()),
        group_wait: 300_000,
        group_interval: 3_600_000,
        repeat_interval: 3 * 86_400_000,
        ..Route::default()
    };
    let pages = Route {
        receiver: "pages".to_owned(),
        group_by: GroupBy::Labels(apart.clone()),
        matchers: Matcher::new("tier", "=~", "page-.+").into_iter().collect(),
        ..Route::default()
    };
    Config {
        resolve_timeout: 300_000,
        route: Route { routes: vec![pages], ..tickets },
        inhibitions: inhibitions.collect(),
        receivers: vec![receiver("pages"), receiver("tickets")],
        intervals: Vec::new(),
    }
}
