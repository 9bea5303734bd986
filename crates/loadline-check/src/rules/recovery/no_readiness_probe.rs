//! A service that gets requests before it can answer them.

use crate::prelude::*;
use crate::readings::figure::figure;
use crate::readings::throughput::running;
use loadline_model::kinds::Criticality;
use loadline_model::{Component, ComponentKind};

/// A service that gets requests before it can answer them.
pub(crate) const RULE: Rule = Rule {
    code: "LL410",
    name: "no-readiness-probe",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a service users wait for has no readiness probe",
    requirements: &["D8", "R4", "R10"],
    pillar: None,
    facts: &["services.*.health.ready", "services.*.replicas.min", "services.*.deploys.per-week"],
    page: include_str!("no_readiness_probe.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components().filter(|component| component.kind() == ComponentKind::Service) {
        if cx.flows.waiting_for(component.id).next().is_none() {
            continue;
        }
        let health = component.common().health.as_ref();
        let Some(ready) = health.and_then(|health| health.ready.as_ref()).filter(|ready| ready.is_decided())
        else {
            if cx.flows.criticality(component.id) >= Some(Criticality::High) {
                cx.ask(&component.place(), "health/ready", "which probe says that it can take requests?");
            }
            continue;
        };
        if ready.is_none() {
            report(cx, component, ready.span);
        }
    }
}

fn report(cx: &mut Check<'_>, component: Component<'_>, said: loadline_base::Span) {
    let common = component.common();
    let deploys = common.reliability.deploys.as_ref().and_then(|deploys| deploys.per_week.as_ref());
    let replicas = common.replicas.as_deref().and_then(running).map(|(fewest, _)| fewest);
    let starts =
        deploys.zip(replicas).map(|(deploys, replicas)| (deploys.get() * replicas as f64, deploys, replicas));
    let often = starts.map_or_else(String::new, |(starts, ..)| format!(", {} times a week", figure(starts)));
    let mut report = Report::new(
        component.place(),
        format!("`{}` gets requests before it can answer{often}", component.name),
    )
    .mark(said, "no readiness probe, by decision")
    .note("whoever reaches a replica that still starts, or one that cannot reach its database, gets an error")
    .hint("answer `/readyz` once caches are warm and connections are open, and let the balancer ask it");
    if let Some((starts, deploys, replicas)) = starts {
        let formula = format!("{} deploys × {replicas} replicas", figure(deploys.get()));
        report = report
            .note(format!("{} starts a week = {formula}", figure(starts)))
            .number(Quantity::computed("starts a week", starts, "1", formula));
    }
    cx.report(report);
}
