//! A new version that meets all users at once.

use crate::prelude::*;
use crate::readings::bad_versions;
use crate::readings::stakes::{pressed, word};
use loadline_base::Span;
use loadline_base::units::Share;
use loadline_flow::Flow;
use loadline_model::kinds::{DeployScope, Rollout, RolloutStrategy};
use loadline_model::{Body, Component};
use rustc_hash::FxHashSet;

/// A new version that meets all users at once.
pub(crate) const RULE: Rule = Rule {
    code: "LL606",
    name: "rollout-all-at-once",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a new version reaches most users of an important journey before anybody has looked at it",
    requirements: &["D8", "P3", "R5"],
    pillar: None,
    facts: &[
        "services.*.rollout.strategy",
        "services.*.rollout.steps",
        "services.*.deploys.per-week",
        "services.*.deploys.failure-rate",
        "services.*.deploys.detect-and-roll-back",
        "services.*.deploys.scope",
    ],
    page: include_str!("rollout_all_at_once.md"),
    check,
};

/// A first step above this share shows a fault to more users than are needed to see it.
const FIRST_STEP: f64 = 0.25;

fn check(cx: &mut Check<'_>) {
    // One profile is one decision, however many services use it.
    let mut told = FxHashSet::default();
    for (component, flow) in pressed(cx.model, cx.flows) {
        let Body::Service(service) = component.body else { continue };
        let Some((what, span)) = service.rollout.as_deref().and_then(reach) else { continue };
        if told.insert(span) {
            cx.report(report(&component, flow, &what, span));
        }
    }
}

/// How much a new version reaches at once, and where that is said.
fn reach(rollout: &Rollout) -> Option<(String, Span)> {
    let strategy = rollout.strategy.as_ref()?;
    if strategy.value == RolloutStrategy::Recreate {
        return Some(("replaces all replicas at once".into(), strategy.span));
    }
    let first = rollout.steps.as_ref()?.first()?;
    let too_much = strategy.value == RolloutStrategy::Canary && first.fraction() > FIRST_STEP;
    too_much.then(|| (format!("starts its canary at {}", first.value), first.span))
}

fn report(component: &Component<'_>, flow: &Flow<'_>, what: &str, span: Span) -> Report {
    let message =
        format!("`{}` {what}, and users of `{}` ({}) wait for it", component.name, flow.id, word(flow));
    let limit = Share::from_fraction(FIRST_STEP);
    let mut report = Report::new(component.place(), message)
        .mark(span, format!("a first step of at most {limit} shows a fault to fewer"))
        .hint("start with 1 % of the traffic, watch it, and go on in steps");
    if let Some((hours, formula)) =
        component.common().reliability.deploys.as_deref().and_then(bad_versions::time_a_year)
    {
        report = report
            .note(format!("time with a bad version = {formula} = {hours} a year"))
            .number(Quantity::computed("time with a bad version a year", hours.as_secs_f64(), "s", formula));
        let scope =
            component.common().reliability.deploys.as_ref().and_then(|deploys| deploys.scope.as_ref());
        if let Some(scope) = scope.filter(|scope| scope.value == DeployScope::All) {
            report = report.and(scope.span, "for all users");
        }
    }
    report
}
