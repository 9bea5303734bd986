//! A component that cannot carry its peak once a zone is lost.

use crate::prelude::*;
use crate::readings::domains::Domains;
use crate::readings::figure::{count, figure};
use crate::readings::served::{Served, What, served};
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
        if zones < 2 {
            continue;
        }
        let demand = cx.demands.on(component.id);
        // A primary is one; when it is lost, a follower takes its place and leaves its reads to the others.
        let sides = served(cx.model, &cx.readings.loads, demand, component).unwrap_or_default();
        let Some(side) = sides.into_iter().find(|side| side.what != What::Primary) else { continue };
        let (one, left) = (side.without_one(), side.without_zone(zones));
        let after = |left: u64| side.carries.each * left as f64;
        // One replica a zone is the loss of a replica, and what fails already then has its own finding.
        if side.peak > 0.0 && left < one && side.peak <= after(one) && side.peak > after(left) {
            report(cx, component, &spread.id, spread.span, &Loss { side: &side, zones, left });
        }
    }
}

/// The loss of the zone with most replicas.
struct Loss<'s> {
    side: &'s Served,
    zones: u64,
    left: u64,
}

fn report(cx: &mut Check<'_>, component: Component<'_>, domain: &str, said: Span, loss: &Loss<'_>) {
    let Loss { side, zones, left } = *loss;
    let (peak, each, noun) = (side.peak, side.carries.each, side.carries.noun);
    let (subject, carries, all) = (side.subject(component), each * left as f64, side.carries.replicas);
    let formula = format!("{left} × {} rps", figure(each));
    let peak_formula = side.peak_formula(cx.demands.on(component.id));
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
                "without one zone of `{domain}`, {subject} {} {} rps of {} {} rps at peak",
                side.verb("carries", "carry"),
                figure(carries),
                side.verb("its", "their"),
                figure(peak)
            ),
        )
        .severity(if critical { Severity::Error } else { Severity::Warning })
        .mark(said, format!("{zones} zones"))
        .note(format!(
            "{} rps = {formula}; {} of {all} {noun}s are lost with a zone",
            figure(carries),
            all - left
        ))
        .note(format!("peak: {} rps = {}", figure(peak), peak_formula))
        .number(Quantity::computed("capacity without a zone", carries, "rps", formula))
        .number(Quantity::computed("peak demand", peak, "rps", peak_formula))
        .hint(format!("{} in each zone would carry the peak in the others", count(each_zone, noun))),
    );
}
