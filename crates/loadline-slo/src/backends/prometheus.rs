//! Recording and alerting rules for Prometheus, one file per objective: small to review, and its tests read no other.

use super::plan::{self, Plan};
use super::recordings::{self, Plans};
use super::rule::{self, Group};
use super::{Generated, Options, Output, Refusal, absent, alerts, budget, names, yaml};
use crate::{Slo, WithoutData};
use std::collections::BTreeMap;

/// Writes the files.
pub(crate) fn generate(slos: &[Slo], options: &Options) -> Generated {
    let (services, refusals) = groups(slos, options);
    let outputs = services
        .into_values()
        .flatten()
        .map(|(slo, groups)| {
            let mut text = yaml::comment(&format!(
                "The objective `{}`, made by loadline. Change the objective, not this file.",
                slo.id
            ));
            for Refusal { what, hint, .. } in refusals.iter().filter(|refusal| refusal.slo == slo.id) {
                text.push_str(&yaml::comment(&format!("{what}; hint: {hint}")));
            }
            text.push_str(&yaml::write(&rule::tree(groups.into())));
            Output { name: file(&slo.id), text }
        })
        .collect();
    Generated { outputs, refusals }
}

/// The name of the file of an objective.
pub(crate) fn file(slo: &str) -> String {
    format!("{}.rules.yaml", names::file(slo))
}

/// The groups of each objective, by service, and what is not in them.
pub(crate) fn groups<'a>(slos: &'a [Slo], options: &Options) -> (Services<'a>, Vec<Refusal>) {
    let (plans, mut refusals) = plan::of(slos, options);
    let by_id: Plans<'_, '_> = plans.iter().map(|plan| (plan.slo.id.as_str(), plan)).collect();
    let mut services = Services::new();
    for plan in &plans {
        let groups = of(plan, &by_id, options, &mut refusals);
        services.entry(&plan.slo.service).or_default().push((plan.slo, groups));
    }
    (services, refusals)
}

/// Objectives and their groups, by service.
pub(crate) type Services<'a> = BTreeMap<&'a str, Vec<(&'a Slo, [Group; 2])>>;

fn of(plan: &Plan<'_>, plans: &Plans<'_, '_>, options: &Options, refusals: &mut Vec<Refusal>) -> [Group; 2] {
    if !plan.slo.corrections.is_empty() || plan.slo.without_data != WithoutData::Unknown {
        let what = "rules leave out its corrections, and take missing data for unknown";
        refusals.push(Refusal::new(&plan.slo.id, what, "`loadline slo status` counts them"));
    }
    let mut rules = recordings::main(plan, plans, options);
    rules.extend(budget::parts(plan));
    rules.extend(alerts::rules(plan, options, refusals));
    rules.extend(absent::rules(plan, options, refusals));
    let id = &plan.slo.id;
    [
        Group { name: format!("slo-alerts/{id}"), interval: Some(options.interval), rules },
        Group {
            name: format!("slo-budget/{id}"),
            interval: Some(options.budget_interval),
            rules: budget::rules(plan, plans, options, refusals),
        },
    ]
}
