//! Replicas that all stand in one failure domain.

use crate::prelude::*;
use crate::readings::domains::Domains;
use crate::readings::throughput::running;
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
    let domains = Domains::of(cx.model);
    for component in cx.model.components() {
        let common = component.common();
        let Some(replicas) = common.replicas.as_ref() else { continue };
        let Some((fewest, _)) = running(replicas).filter(|(fewest, _)| *fewest > 1) else { continue };
        match (&replicas.spread, &common.domain) {
            (Some(spread), _) => judge_spread(cx, component, &domains, (&spread.id, spread.span), fewest),
            (None, Some(domain)) => judge_domain(cx, component, &domains, (&domain.id, domain.span), fewest),
            (None, None) => {}
        }
    }
}

/// Copies are spread over the parts of a domain; does it have any?
fn judge_spread(
    cx: &mut Check<'_>,
    component: Component<'_>,
    domains: &Domains<'_>,
    (id, said): (&str, Span),
    fewest: u64,
) {
    let message = format!("{fewest} replicas of `{}` are spread over `{id}`", component.name);
    match domains.inside(id) {
        [only] => {
            report(cx, component, format!("{message}, which has one sub-domain, `{only}`"), said, fewest)
        }
        [] if domains.is_one_place(id) => {
            report(cx, component, format!("{message}, which has no sub-domain"), said, fewest);
        }
        // A region whose zones nobody has written down: that is unknown, not wrong.
        [] => ask(
            cx,
            component,
            domains,
            id,
            format!("its replicas are spread over `{id}`: which zones does it have?"),
        ),
        _ => {}
    }
}

/// Copies stand in a domain and nothing is said of spreading them.
fn judge_domain(
    cx: &mut Check<'_>,
    component: Component<'_>,
    domains: &Domains<'_>,
    (id, said): (&str, Span),
    fewest: u64,
) {
    if domains.is_one_place(id) {
        let kind = domains.kind(id).map_or("domain", |kind| kind.word());
        let message = format!("all {fewest} replicas of `{}` stand in the {kind} `{id}`", component.name);
        report(cx, component, message, said, fewest);
    } else {
        ask(
            cx,
            component,
            domains,
            id,
            format!("over which parts of `{id}` are its {fewest} replicas spread?"),
        );
    }
}

/// Asks where it matters, and only of domains that exist: a dangling reference is another finding.
fn ask(cx: &mut Check<'_>, component: Component<'_>, domains: &Domains<'_>, id: &str, text: String) {
    if domains.get(id).is_some() && cx.flows.criticality(component.id) >= Some(Criticality::High) {
        cx.ask(&component.place(), "replicas/spread", text);
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
