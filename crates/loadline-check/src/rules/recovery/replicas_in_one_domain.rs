//! Replicas that all stand in one failure domain.

use crate::domains::Domains;
use crate::prelude::*;
use crate::throughput::running;
use loadline_base::Span;
use loadline_model::Component;
use loadline_model::kinds::Criticality;

/// Replicas that all stand in one failure domain.
pub(crate) const RULE: Rule = Rule {
    code: "LL402",
    name: "replicas-in-one-domain",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "several replicas of a component stand in one failure domain and fail together",
    requirements: &["D4", "D6", "R10"],
    pillar: Some("P14.13"),
    facts: &[
        "services.*.domain",
        "services.*.replicas.min",
        "services.*.replicas.spread",
        "domains.*.kind",
        "domains.*.in",
    ],
    page: include_str!("replicas_in_one_domain.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let domains = Domains::of(cx);
    for component in cx.model.components() {
        let common = component.common();
        let Some(replicas) = common.replicas.as_ref() else { continue };
        let Some((fewest, _)) = running(replicas).filter(|(fewest, _)| *fewest > 1) else { continue };
        if let Some(spread) = &replicas.spread {
            // A reference to a domain that does not exist is another finding.
            let parts = domains.inside(&spread.id);
            if domains.get(&spread.id).is_some() && parts.len() < 2 {
                let said = match parts {
                    [only] => format!("which has one sub-domain, `{only}`"),
                    _ => "which has no sub-domain".to_owned(),
                };
                let message = format!(
                    "{fewest} replicas of `{}` are spread over `{}`, {said}",
                    component.name, spread.id
                );
                report(cx, component, message, spread.span, fewest);
            }
        } else if let Some(domain) = &common.domain {
            let kind = domains.kind(&domain.id).map_or("domain", |kind| kind.word());
            if domains.is_one_place(&domain.id) {
                let message = format!(
                    "all {fewest} replicas of `{}` stand in the {kind} `{}`",
                    component.name, domain.id
                );
                report(cx, component, message, domain.span, fewest);
            } else if domains.get(&domain.id).is_some()
                && cx.flows.criticality(component.id) >= Some(Criticality::High)
            {
                let text = format!("over which parts of `{}` are its {fewest} replicas spread?", domain.id);
                cx.ask(&component.place(), "replicas/spread", text);
            }
        }
    }
}

fn report(cx: &mut Check<'_>, component: Component<'_>, message: String, said: Span, replicas: u64) {
    let weighty = cx.flows.criticality(component.id) >= Some(Criticality::High) || component.keeps_state();
    cx.report(
        Report::new(component.place(), message)
            .severity(if weighty { Severity::Warning } else { Severity::Note })
            .mark(said, "one place")
            .note("they help against the loss of a process or a machine, not against the loss of the place")
            .number(Quantity::stated("replicas", replicas as f64, "1"))
            .hint("spread them over the zones of a region: `replicas: {spread: …}`"),
    );
}
