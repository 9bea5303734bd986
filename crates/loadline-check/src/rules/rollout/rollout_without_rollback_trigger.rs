//! A rollout that nothing takes back.

use crate::prelude::*;
use crate::readings::stakes::pressing;
use loadline_base::Span;
use loadline_model::kinds::Rollout;
use loadline_model::{Body, Component};

/// A rollout that nothing takes back.
pub(crate) const RULE: Rule = Rule {
    code: "LL601",
    name: "rollout-without-rollback-trigger",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a rollout has no roll-back, or nothing that sets it off",
    requirements: &["D8", "D15"],
    pillar: None,
    facts: &[
        "services.*.rollout.rollback",
        "services.*.rollout.rollback.trigger",
        "services.*.deploys.per-week",
    ],
    page: include_str!("rollout_without_rollback_trigger.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let rollout = match component.body {
            Body::Service(service) => service.rollout.as_deref(),
            Body::Job(job) => job.rollout.as_deref(),
            _ => continue,
        };
        let (what, span) = match rollout.map_or(Saying::Nothing, |rollout| Saying::of(&rollout.rollback)) {
            Saying::Nothing => {
                if pressing(cx.flows, component.id).is_some() {
                    let text = format!(
                        "what takes a bad version of `{}` back, and what sets that off?",
                        component.name
                    );
                    cx.ask(&component.place(), "rollout/rollback", text);
                }
                continue;
            }
            Saying::None(span) => ("cannot be taken back", span),
            Saying::Value(rollback, span) => match Saying::of(&rollback.trigger) {
                Saying::Value(..) => continue,
                Saying::None(span) => ("is taken back when somebody happens to notice", span),
                Saying::Nothing => ("has a roll-back that nothing sets off", span),
            },
        };
        cx.report(report(&component, rollout, what, span));
    }
}

fn report(component: &Component<'_>, rollout: Option<&Rollout>, what: &str, span: Span) -> Report {
    let deploys = component.common().reliability.deploys.as_ref();
    let per_week = deploys.and_then(|deploys| deploys.per_week.as_ref()).map(|per_week| per_week.get());
    let failing = deploys.and_then(|deploys| deploys.failure_rate.as_ref()).map(|rate| rate.value);
    let mut report = Report::new(component.place(), format!("a bad version of `{}` {what}", component.name))
        .mark(span, "decided here")
        .hint("set `rollback: {automatic: true, trigger: …}` with a number of the objective users feel, such as a burn rate");
    if let (Some(per_week), Some(failing)) = (per_week, failing) {
        let bad = per_week * 52.0 * failing.fraction();
        let formula = format!("{} a week × 52 × {failing}", format_number(per_week));
        report = report
            .note(format!("bad versions a year = {formula} = {}", format_number(bad)))
            .number(Quantity::computed("bad versions a year", bad, "1", formula));
    }
    if let Some(strategy) = rollout.and_then(|rollout| rollout.strategy.as_ref()) {
        report = report.note(format!("strategy: {}", strategy.value.word()));
    }
    report
}
