//! A canary that nobody listens to.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_model::Body;
use loadline_model::kinds::{Rollout, RolloutStrategy};

/// A canary that nobody listens to.
pub(crate) const RULE: Rule = Rule {
    code: "LL604",
    name: "canary-without-metric",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a canary is compared by no metric",
    requirements: &["D8", "D9"],
    pillar: None,
    facts: &[
        "services.*.rollout.strategy",
        "services.*.rollout.metric",
        "services.*.rollout.rollback.trigger",
        "services.*.rollout.steps",
        "services.*.rollout.bake",
    ],
    page: include_str!("canary_without_metric.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let rollout = match component.body {
            Body::Service(service) => service.rollout.as_deref(),
            Body::Job(job) => job.rollout.as_deref(),
            _ => None,
        };
        let Some(rollout) = rollout else { continue };
        let strategy = rollout.strategy.as_ref().filter(|strategy| strategy.value == RolloutStrategy::Canary);
        let Some(strategy) = strategy else { continue };
        match Saying::of(&rollout.metric) {
            Saying::Value(..) => {}
            // A trigger says what is watched.
            Saying::Nothing if has_trigger(rollout) => {}
            Saying::Nothing => {
                let text = format!("what is compared between the old and the new `{}`?", component.name);
                cx.ask(&component.place(), "rollout/metric", text);
            }
            Saying::None(span) => {
                let steps = rollout.steps.as_ref().map_or(0, |steps| steps.len());
                let mut report = Report::new(
                    component.place(),
                    format!("the canary of `{}` is compared by 0 metrics", component.name),
                )
                .mark(span, "nothing is compared, by decision")
                .and(strategy.span, "a canary, but nobody listens")
                .number(Quantity::computed("metrics compared", 0.0, "1", "metric: none"))
                .hint(
                    "compare error rate and p99 of old and new side by side, and go on only when they agree",
                );
                if let Some(bake) = &rollout.bake {
                    let total = bake.saturating_mul(steps as u64);
                    report = report.note(format!(
                        "{} × {} = {total} of waiting shows nothing",
                        count(steps as u64, "step"),
                        bake.value
                    ));
                }
                cx.report(report);
            }
        }
    }
}

fn has_trigger(rollout: &Rollout) -> bool {
    let rollback = rollout.rollback.as_ref().and_then(|rollback| rollback.value());
    rollback.and_then(|rollback| rollback.trigger.as_ref()).is_some_and(|trigger| !trigger.is_none())
}
