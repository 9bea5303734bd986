//! A component that cannot carry its peak once a zone is lost.

use crate::prelude::*;
use crate::readings::domains::Domains;
use crate::readings::figure::{count, figure};
use crate::readings::throughput::throughput;
use loadline_base::Span;
use loadline_model::Component;
use loadline_model::kinds::Criticality;

/// A component that cannot carry its peak once a zone is lost.
pub(crate) const RULE: Rule = Rule {
    code: "LL413",
    name: "zone-loss-exceeds-capacity",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "after losing one of the zones it is spread over, a component cannot carry its peak",
    requirements: &["D3", "D4", "D6", "R10"],
    pillar: None,
    facts: &[
        "services.*.replicas.spread",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "domains.*.in",
        "journeys.*.load.peak",
    ],
    page: include_str!("zone_loss_exceeds_capacity.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let domains = Domains::of(cx.model);
    for component in cx.model.components() {
        let spread = component.common().replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        let Some(spread) = spread else { continue };
        let zones = domains.inside(&spread.id).len() as u64;
        let peak = cx.demands.on(component.id).peak();
        let Some(carries) = throughput(cx.model, component).filter(|_| zones > 1 && peak > 0.0) else {
            continue;
        };
        let lost = carries.replicas.div_ceil(zones);
        let after = |lost: u64| carries.each * carries.replicas.saturating_sub(lost) as f64;
        // One replica a zone is the loss of a replica, and what fails already then has its own finding.
        if lost > 1 && peak <= after(1) && peak > after(lost) {
            let loss = Loss { peak, zones, lost, left: carries.replicas - lost, each: carries.each };
            report(cx, component, &spread.id, spread.span, &loss);
        }
    }
}

/// The loss of the zone with most replicas.
struct Loss {
    peak: f64,
    zones: u64,
    lost: u64,
    left: u64,
    each: f64,
}

fn report(cx: &mut Check<'_>, component: Component<'_>, domain: &str, said: Span, loss: &Loss) {
    let Loss { peak, zones, lost, left, each } = *loss;
    let (name, carries) = (component.name, each * left as f64);
    let formula = format!("{left} × {} rps", figure(each));
    let critical = cx.flows.criticality(component.id) == Some(Criticality::Critical);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is only shown"
    )]
    let each_zone = (peak / (each * (zones - 1) as f64)).ceil() as u64;
    cx.report(
        Report::new(
            component.place(),
            format!(
                "without one zone of `{domain}`, `{name}` carries {} rps of its {} rps at peak",
                figure(carries),
                figure(peak)
            ),
        )
        .severity(if critical { Severity::Error } else { Severity::Warning })
        .mark(said, format!("{zones} zones"))
        .note(format!(
            "{} rps = {formula}; {lost} of {} replicas are lost with a zone",
            figure(carries),
            left + lost
        ))
        .note(format!("peak: {} rps = {}", figure(peak), cx.demands.on(component.id).peak_formula()))
        .number(Quantity::computed("capacity without a zone", carries, "rps", formula))
        .number(Quantity::computed("peak demand", peak, "rps", cx.demands.on(component.id).peak_formula()))
        .hint(format!("{} in each zone would carry the peak in the others", count(each_zone, "replica"))),
    );
}
