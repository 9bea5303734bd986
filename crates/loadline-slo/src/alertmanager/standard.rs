//! The Alertmanager that goes with the generated rules: a tree of routes by team and class, and inhibition within one objective. The one
//! source for the file that is generated and for alerts that are replayed.
//!
//! Alertmanager takes a label that is missing on both sides for equal. Every inhibition therefore asks for the label `slo` on both
//! sides, so that alerts that have none neither silence nor are silenced.

use super::{Config, GroupBy, Inhibition, Matcher, Receiver, Route};
use crate::{AlertPolicy, Class, Slo, alert_labels};
use std::collections::{BTreeMap, BTreeSet};

/// Receiver of alerts of no team.
pub(crate) const NOBODY: &str = "slo-nobody";

/// What is known of the alerts of all objectives.
#[derive(Default)]
struct Alerts<'a> {
    teams: BTreeMap<&'a str, BTreeSet<Class>>,
    /// Classes whose alerts belong to no team.
    teamless: BTreeSet<Class>,
    /// Labels that keep objectives apart.
    apart: BTreeSet<&'a str>,
    /// Most tiers of each class.
    deepest: BTreeMap<Class, usize>,
}

impl Config {
    /// Alerts of one objective are one group for each team and class; pages wait 30 s and are repeated every 4 h, tickets wait 5 min,
    /// gather for an hour and are repeated every 3 days; a tier keeps the slower ones of its objective quiet. Receivers have no means
    /// of telling yet.
    pub(crate) fn of_objectives<'a>(policies: impl Iterator<Item = (&'a Slo, &'a AlertPolicy)>) -> Self {
        let mut alerts = Alerts::default();
        policies.for_each(|(slo, policy)| alerts.add(slo, policy));
        let by: Vec<String> =
            std::iter::once("slo").chain(alerts.apart.iter().copied()).map(str::to_owned).collect();
        let mut receivers = vec![Receiver { name: NOBODY.to_owned(), integrations: Vec::new() }];
        let mut routes = Vec::new();
        for (team, classes) in &alerts.teams {
            for class in classes {
                let name = format!("{team}-{}", class.word());
                receivers.push(Receiver { name: name.clone(), integrations: Vec::new() });
                routes.push(route(name, Some(team), *class, &by));
            }
        }
        routes.extend(alerts.teamless.iter().map(|class| route(NOBODY.to_owned(), None, *class, &by)));
        let ours = Route {
            receiver: NOBODY.to_owned(),
            matchers: any_slo().into_iter().collect(),
            group_by: GroupBy::Labels(by.clone()),
            routes,
            ..Route::default()
        };
        Self {
            resolve_timeout: 300_000,
            route: Route { receiver: NOBODY.to_owned(), routes: vec![ours], ..Route::default() },
            inhibitions: inhibitions(&alerts.deepest, &by),
            receivers,
            intervals: Vec::new(),
        }
    }
}

/// Classes that a policy has alerts of; missing data is a ticket.
pub(crate) fn classes(policy: &AlertPolicy) -> impl Iterator<Item = Class> {
    [Class::Page, Class::Ticket].into_iter().filter(|class| {
        policy.tiers.iter().any(|tier| tier.class == *class)
            || (*class == Class::Ticket && policy.absent_after.is_some())
    })
}

impl<'a> Alerts<'a> {
    fn add(&mut self, slo: &'a Slo, policy: &AlertPolicy) {
        self.apart.extend(slo.grouping.iter().map(String::as_str));
        for class in classes(policy) {
            let count = policy.tiers.iter().filter(|tier| tier.class == class).count();
            let most = self.deepest.entry(class).or_default();
            *most = (*most).max(count);
            match alert_labels::team(slo, class) {
                Some(team) => self.teams.entry(team).or_default().insert(class),
                None => self.teamless.insert(class),
            };
        }
    }
}

fn any_slo() -> Option<Matcher> {
    Matcher::new("slo", "=~", ".+").ok()
}

fn route(receiver: String, team: Option<&str>, class: Class, by: &[String]) -> Route {
    let (tiers, [wait, interval, repeat]) = match class {
        Class::Page => ("page-.+", [30_000, 300_000, 4 * 3_600_000]),
        Class::Ticket => ("ticket-.+|absent", [300_000, 3_600_000, 3 * 86_400_000]),
    };
    let team = team.map(|team| Matcher::equal("team", team));
    Route {
        receiver,
        group_by: GroupBy::Labels(by.to_vec()),
        matchers: team.into_iter().chain(Matcher::new("tier", "=~", tiers).ok()).collect(),
        group_wait: wait,
        group_interval: interval,
        repeat_interval: repeat,
        ..Route::default()
    }
}

/// Every tier silences the slower ones of the same objective, pages before tickets.
fn inhibitions(deepest: &BTreeMap<Class, usize>, equal: &[String]) -> Vec<Inhibition> {
    let tiers: Vec<String> = deepest
        .iter()
        .flat_map(|(class, count)| (1..=*count).map(move |at| format!("{}-{at}", class.word())))
        .collect();
    let of = |tier: Matcher| any_slo().into_iter().chain([tier]).collect::<Vec<Matcher>>();
    let after = |at: usize| {
        let (faster, slower) = tiers.split_at_checked(at)?;
        Some(Inhibition {
            source: of(Matcher::equal("tier", faster.last()?)),
            target: of(Matcher::new("tier", "=~", &slower.join("|")).ok()?),
            equal: equal.to_vec(),
        })
    };
    (1..tiers.len()).filter_map(after).collect()
}
