//! O2: what is measured, what is promised, and what happens as the error budget is spent.

use crate::ask::{Ask, write};
use crate::gap::Close;
use crate::gate::Gate;
use crate::measurable::measurable;
use crate::requirement::{model, no_error, silence};
use loadline_model::kinds::BudgetPolicy;

/// O2.
pub(super) const GATE: Gate = Gate {
    id: "O2",
    name: "objectives",
    title: "Objectives and error budgets",
    serves: &["O2", "R1", "R8"],
    requirements: &[
        model("O2.measurable", "indicators that can be measured, and where they come from", slis),
        model("O2.targets", "a target and a window for every objective", targets),
        no_error("O2.achievable", "targets that can be kept", &["LL510", "LL406", "LL412", "LL607"]),
        silence("O2.user-facing", "indicators of what users get", &["LL502"]),
        model("O2.budget", "an error-budget policy for every objective", budgets),
        model(
            "O2.actions",
            "what is done at each share of a budget spent: hold, mitigate or exception",
            actions,
        ),
        model("O2.owner", "who decides when a budget is spent", owners),
    ],
};

const EXAMPLE: &str = "{pay-availability: {of: pay, target: 99.9%, window: 30d, sli: {…}}}";
/// The words an action begins with.
const WORDS: &[&str] = &["hold", "mitigate", "exception"];

fn slis(ask: &mut Ask<'_>) {
    let slos = ask.facts.model.system.slos.as_ref();
    ask.each("slos", slos, EXAMPLE, |ask, at, slo| measurable(ask, at.trim_start_matches("slos/"), slo));
}

fn targets(ask: &mut Ask<'_>) {
    let slos = ask.facts.model.system.slos.as_ref();
    ask.each("slos", slos, EXAMPLE, |ask, at, slo| {
        ask.said(at, "target", slo.target.as_ref(), "99.9%");
        match &slo.calendar {
            Some(calendar) => ask.note(format!("{at}/calendar"), calendar),
            None => drop(ask.said(at, "window", slo.window.as_ref(), "30d")),
        }
    });
}

fn budgets(ask: &mut Ask<'_>) {
    let slos = ask.facts.model.system.slos.as_ref();
    ask.each("slos", slos, EXAMPLE, |ask, at, slo| {
        ask.said(at, "budget", slo.budget.as_ref(), "services");
    });
}

fn policies<'a>(
    ask: &mut Ask<'a>,
    one: impl FnMut(&mut Ask<'a>, &str, &'a loadline_model::Named<BudgetPolicy>),
) {
    let policies = ask.facts.model.system.policies.as_deref();
    let example = "{services: {owner: payments, steps: [{at: 50%, action: …}, {at: 100%, action: …}]}}";
    ask.each("policies/budget", policies.and_then(|all| all.budget.as_ref()), example, one);
}

fn actions(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        let steps = ask.listed(at, "steps", policy.steps.as_ref(), 2, "[{at: 50%, action: \"mitigate: …\"}]");
        let mut holds = false;
        for (index, step) in steps.iter().enumerate() {
            let at = format!("{at}/steps/{index}");
            ask.said(&at, "at", step.at.as_ref(), "50%");
            ask.said(&at, "respond-within", step.respond_within.as_ref(), "1d");
            let Some(action) =
                ask.said(&at, "action", step.action.as_ref(), "\"hold: only mends are released\"")
            else {
                continue;
            };
            holds |= action.trim_start().starts_with("hold");
            if !WORDS.iter().any(|word| action.trim_start().starts_with(word)) {
                let text = format!("`{action}` is neither hold, mitigate nor exception");
                ask.wrong(format!("{at}/action"), text, write(format!("{at}/action"), "\"mitigate: …\""));
            }
        }
        if !steps.is_empty() && !holds {
            let text = format!(
                "nothing is held when the budget of `{}` is gone",
                at.rsplit('/').next().unwrap_or(at)
            );
            ask.wrong(at, text, Close::Do("give the last step an action that begins with `hold`".to_owned()));
        }
    });
}

fn owners(ask: &mut Ask<'_>) {
    policies(ask, |ask, at, policy| {
        ask.said(at, "owner", policy.owner.as_ref(), "payments");
    });
}
