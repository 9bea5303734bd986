//! Facts about an objective and its error budget, as the structure of the system spends it.

use crate::decide::fact::{Fact, Read, Reading, fact, flag, seen, shown, unknown};
use crate::decide::measure::{Kind, Measure};
use crate::evidence::Evidence;
use crate::facts::Facts;
use loadline_base::figure::figure;
use loadline_evidence::Quantity;
use loadline_model::Origin;
use loadline_model::kinds::Slo;

const SHARE: Kind = Kind::Number(Measure::Share);

pub(super) const FACTS: &[Fact] = &[
    fact(
        "budget-use",
        SHARE,
        "share of the error budget that the structure of the system spends",
        Read::Objective(spent),
    ),
    fact(
        "first-step-use",
        SHARE,
        "that share, as a share of the first threshold of its budget policy",
        Read::Objective(first_step),
    ),
    fact(
        "exception",
        Kind::Flag,
        "whether somebody decided to live with the burn until a day",
        Read::Objective(exception),
    ),
    fact(
        "budget-policy",
        Kind::Flag,
        "whether a budget policy with steps and an owner applies",
        Read::Objective(policy),
    ),
];

fn spent(facts: &Facts<'_>, path: &str, slo: &Slo) -> Reading {
    let Some(of) = &slo.of else { return unknown(format!("{path}/of")) };
    let Some(target) = slo.target.as_ref().filter(|target| target.fraction() < 1.0) else {
        return unknown(format!("{path}/target"));
    };
    if slo.sli.as_deref().is_none_or(|sli| sli.availability.is_none()) {
        // What the structure does to latency or freshness is no engine's result yet.
        return unknown(format!("{path}/sli/availability"));
    }
    match facts.downtimes.iter().find(|downtime| downtime.journey == of.id) {
        Some(downtime) => {
            let (failed, allowed) = (downtime.failed.value, 1.0 - target.fraction());
            let formula = format!("{} ÷ {} of the time", figure(failed), figure(allowed));
            shown(
                format!("{path}/target"),
                Quantity::computed("budget spent", failed / allowed, "1", formula),
            )
        }
        None => unknown(format!("journeys/{}", of.id)),
    }
}

fn steps<'m>(facts: &Facts<'m>, slo: &Slo) -> Option<(String, &'m loadline_model::kinds::BudgetPolicy)> {
    let id = &slo.budget.as_ref()?.id;
    let policies = facts.model.system.policies.as_deref()?.budget.as_ref()?;
    policies.get(id).map(|policy| (format!("policies/budget/{id}"), &policy.value))
}

fn first_step(facts: &Facts<'_>, path: &str, slo: &Slo) -> Reading {
    let Some((at, policy)) = steps(facts, slo) else { return unknown(format!("{path}/budget")) };
    let thresholds = policy.steps.as_deref().into_iter().flatten().filter_map(|step| step.at.as_ref());
    let first = thresholds.map(|share| share.fraction()).filter(|share| *share > 0.0).reduce(f64::min);
    let Some(first) = first else { return unknown(format!("{at}/steps")) };
    match spent(facts, path, slo) {
        Reading::Known(known) => {
            let crate::decide::fact::Value::Number(spent) = known.value else { return unknown(path) };
            let formula = format!("{}% ÷ {}%", figure(spent * 100.0), figure(first * 100.0));
            shown(
                format!("{at}/steps"),
                Quantity::computed("share of the first step", spent / first, "1", formula),
            )
        }
        missing => missing,
    }
}

/// An acceptance that still holds, of a finding about this objective. No acceptance written is none decided.
fn exception(facts: &Facts<'_>, path: &str, _: &Slo) -> Reading {
    let all = facts.model.system.accept.as_deref().into_iter().flatten();
    let standing = all.filter(|accepted| {
        let here =
            accepted.at.as_ref().is_some_and(|at| at.as_str() == path || at.starts_with(&format!("{path}/")));
        here && accepted.until.as_ref().is_some_and(|until| until.value >= facts.today)
    });
    let from: Vec<Evidence> = standing
        .map(|accepted| Evidence::Stated {
            path: path.to_owned(),
            span: accepted.span,
            origin: Origin::Explicit,
            assumption: None,
        })
        .collect();
    flag(!from.is_empty(), from)
}

fn policy(facts: &Facts<'_>, path: &str, slo: &Slo) -> Reading {
    let Some((at, policy)) = steps(facts, slo) else { return unknown(format!("{path}/budget")) };
    match (&policy.steps, &policy.owner) {
        (Some(steps), Some(owner)) => flag(
            !steps.is_empty(),
            vec![seen(facts, format!("{at}/steps"), steps), seen(facts, format!("{at}/owner"), owner)],
        ),
        (None, _) => unknown(format!("{at}/steps")),
        (_, None) => unknown(format!("{at}/owner")),
    }
}
