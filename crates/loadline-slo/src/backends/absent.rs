//! Alerts about missing data: an objective without data is neither met nor missed, and somebody has to be told.
//!
//! Three states are told apart: data that stopped, data that never came, and counters that are there and count nothing.

use super::plan::{Form, Plan};
use super::rule::Rule;
use super::{Options, Refusal, alerts, annotations};
use crate::{Class, Indicator, alert_labels, prometheus_duration};
use loadline_base::units::Duration;

/// The value of the label `tier` of these alerts.
pub(crate) const TIER: &str = "absent";

/// The name of these alerts.
pub(crate) fn name(plan: &Plan<'_>) -> String {
    format!("{}NoData", alert_labels::name(plan.slo).trim_end_matches("BudgetBurn"))
}

/// How far back data counts as having been there: the longest window of an alert.
pub(crate) fn memory(plan: &Plan<'_>, after: Duration) -> Duration {
    let longest = plan.windows.last().copied().unwrap_or(Duration::ZERO);
    let least = after.saturating_mul(3);
    if longest > least { longest } else { least }
}

/// Whether there may be data without events: where each sample is an event, there is not.
pub(crate) fn may_be_idle(plan: &Plan<'_>) -> bool {
    let counted = matches!(plan.slo.indicator, Indicator::Ratio { .. } | Indicator::Latency { .. });
    plan.form == Form::Events && counted
}

/// The alerts, if the policy asks for any.
pub(crate) fn rules(plan: &Plan<'_>, options: &Options, refusals: &mut Vec<Refusal>) -> Vec<Rule> {
    let asked = plan.slo.policy.as_ref().and_then(|policy| policy.absent_after);
    let Some(after) = asked.filter(|after| !after.is_zero()) else { return Vec::new() };
    let memory = memory(plan, after);
    let (recent, long) = (prometheus_duration(after), prometheus_duration(memory));
    let data = plan.heartbeat();
    let mut rules = vec![
        rule(
            plan,
            "stopped",
            format!("present_over_time({data}[{long}]) unless present_over_time({data}[{recent}])"),
            "has no data any more",
            format!(
                "There was data within the last {long}, and none in the last {recent}: nobody can say whether the objective is met, and its burn-rate alerts cannot fire."
            ),
            options,
            refusals,
        ),
        rule(
            plan,
            "never",
            format!("absent_over_time({data}[{long}])"),
            "has no data at all",
            format!(
                "There was no data in the last {long}: the query of its indicator finds nothing, or nothing is scraped. Its burn-rate alerts cannot fire."
            ),
            options,
            refusals,
        ),
    ];
    // Rules that were just loaded have not recorded anything yet.
    if let Some(never) = rules.last_mut() {
        never.hold = after;
    }
    if may_be_idle(plan) {
        rules.push(rule(
            plan,
            "idle",
            format!("max_over_time({data}[{recent}]) == 0"),
            "had no events",
            format!("It is measured, and no event was counted in the last {recent}: no traffic reaches what is measured, or the wrong thing is."),
            options,
            refusals,
        ));
    }
    rules
}

fn rule(
    plan: &Plan<'_>,
    state: &str,
    expr: String,
    summary: &str,
    description: String,
    options: &Options,
    refusals: &mut Vec<Refusal>,
) -> Rule {
    let mut rule = Rule::alert(name(plan), expr);
    rule.labels = alerts::labels(plan, TIER, Class::Ticket, refusals);
    rule.labels.push(("state".to_owned(), state.to_owned()));
    rule.annotations = annotations::absence(plan, summary, description, options);
    rule
}
