//! Alertmanager: a tree of routes by team and class, inhibition within one objective, and receivers to be filled in.
//!
//! Alertmanager takes a label that is missing on both sides for equal. Every inhibition therefore asks for the label `slo` on both
//! sides, so that alerts that have none neither silence nor are silenced.

use super::{Generated, Options, Output, Refusal, alerts, names, plan, yaml};
use crate::{Class, Slo};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Receiver of alerts of no team.
const NOBODY: &str = "slo-nobody";

/// Writes the file.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let (plans, mut refusals) = plan::of(slos, options);
    let mut teams: BTreeMap<&str, BTreeSet<Class>> = BTreeMap::new();
    let mut equal = BTreeSet::new();
    let mut deepest: BTreeMap<Class, usize> = BTreeMap::new();
    for slo in plans.iter().map(|plan| plan.slo) {
        let Some(policy) = &slo.policy else {
            refusals.push(Refusal::new(
                &slo.id,
                "nothing routes its alerts: it has no policy",
                "give it an alert policy",
            ));
            continue;
        };
        equal.extend(slo.grouping.iter().map(String::as_str));
        let named = alerts::tiers(policy);
        for class in [Class::Page, Class::Ticket] {
            let count = named.iter().filter(|named| named.tier.class == class).count();
            let most = deepest.entry(class).or_default();
            *most = (*most).max(count);
            let absent = class == Class::Ticket && policy.absent_after.is_some();
            if count == 0 && !absent {
                continue;
            }
            let (team, word) = match class {
                Class::Page => (slo.page.as_deref(), "pages"),
                Class::Ticket => (slo.ticket.as_deref(), "tickets"),
            };
            if let Some(team) = team {
                teams.entry(team).or_default().insert(class);
            } else {
                let what = format!("its {word} go to `{NOBODY}`: it says no team for them");
                refusals.push(Refusal::new(&slo.id, what, "say who gets them"));
            }
        }
    }
    let mut receivers = vec![json!({ "name": NOBODY })];
    let mut routes = Vec::new();
    for (team, classes) in &teams {
        for class in classes {
            let receiver = format!("{team}-{}", class.word());
            receivers.push(json!({ "name": receiver }));
            routes.push(route(team, *class, receiver));
        }
    }
    let by: Vec<Value> = std::iter::once("slo").chain(equal.iter().copied()).map(Value::from).collect();
    let config = json!({
        "route": {
            "receiver": NOBODY,
            "routes": [{
                "receiver": NOBODY,
                "matchers": [ANY_SLO],
                "group_by": by.clone(),
                "routes": routes,
            }],
        },
        "inhibit_rules": inhibitions(&deepest, &by),
        "receivers": receivers,
    });
    let head = yaml::comment(
        "Routes of the alerts of objectives, made by loadline. Merge the route that matches `slo`, the inhibition rules\nand the receivers into your configuration, and say in each receiver how it is reached.",
    );
    let text = head + &yaml::write(&config);
    let outputs = vec![Output { name: "alertmanager.yaml".to_owned(), text }];
    Generated { outputs, refusals }
}

const ANY_SLO: &str = "slo=~\".+\"";

/// Pages wait little and come again until somebody acts; tickets are gathered, and are not repeated every day.
fn route(team: &str, class: Class, receiver: String) -> Value {
    let (tiers, [wait, interval, repeat]) = match class {
        Class::Page => ("page-.+", ["30s", "5m", "4h"]),
        Class::Ticket => ("ticket-.+|absent", ["5m", "1h", "3d"]),
    };
    json!({
        "receiver": receiver,
        "matchers": [format!("team={}", names::quoted(team)), format!("tier=~\"{tiers}\"")],
        "group_wait": wait,
        "group_interval": interval,
        "repeat_interval": repeat,
    })
}

/// Every tier silences the slower ones of the same objective, pages before tickets.
fn inhibitions(deepest: &BTreeMap<Class, usize>, equal: &[Value]) -> Vec<Value> {
    let tiers: Vec<String> = deepest
        .iter()
        .flat_map(|(class, count)| (1..=*count).map(move |at| format!("{}-{at}", class.word())))
        .collect();
    (1..tiers.len())
        .filter_map(|at| {
            let (faster, slower) = tiers.split_at_checked(at)?;
            Some(json!({
                "source_matchers": [ANY_SLO, format!("tier=\"{}\"", faster.last()?)],
                "target_matchers": [ANY_SLO, format!("tier=~\"{}\"", slower.join("|"))],
                "equal": equal,
            }))
        })
        .collect()
}
