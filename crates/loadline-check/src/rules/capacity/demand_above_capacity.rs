//! A component that must serve more than it can.

use crate::prelude::*;
use crate::readings::consumer::{lives_on_messages, weighty_journey};
use crate::readings::figure::{count, figure};
use crate::readings::served::{Served, served};
use crate::readings::throughput::of_one;
use loadline_model::{Component, ComponentKind};

/// A component that must serve more than it can.
pub(crate) const RULE: Rule = Rule {
    code: "LL303",
    name: "demand-above-capacity",
    level: Severity::Error,
    since: "0.1.0",
    summary: "at their peak the journeys ask more of a component than it can carry",
    requirements: &["D3", "R7", "O5"],
    pillar: None,
    facts: &[
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.service-time.p50",
        "services.*.service-time.p99",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "services.*.needs.*.calls",
        "services.*.needs.*.reads",
        "services.*.needs.*.writes",
        "services.*.needs.*.share",
        "journeys.*.load.peak",
    ],
    page: include_str!("demand_above_capacity.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let peak = cx.demands.on(component.id).peak();
        // Quotas of externals and backlogs of consumers are other faults with other cures.
        if peak <= 0.0 || component.kind() == ComponentKind::External || lives_on_messages(cx, component) {
            continue;
        }
        let demand = cx.demands.on(component.id);
        match served(cx.model, &cx.readings.loads, demand, component) {
            Some(sides) => {
                let over = sides.iter().filter(|side| side.carries.rps < side.peak);
                over.for_each(|side| report(cx, component, side));
            }
            None => ask(cx, component, peak),
        }
    }
}

fn report(cx: &mut Check<'_>, component: Component<'_>, side: &Served) {
    let demand = cx.demands.on(component.id);
    let (peak, carries) = (side.peak, &side.carries);
    let formula = side.peak_formula(demand);
    let unit = "rps";
    let most = if carries.scales() { " even when fully scaled out" } else { "" };
    let message = format!(
        "{} must serve {} rps at peak, but {} {} rps{most}",
        side.subject(component),
        figure(peak),
        side.verb("carries", "carry"),
        figure(carries.rps)
    );
    let waited_for = cx.flows.waiting_for(component.id).next().is_some();
    let lasting = side.average > carries.rps;
    let severity = if waited_for || lasting { Severity::Error } else { Severity::Warning };
    let mut report = Report::new(component.place(), message)
        .severity(severity)
        .and(carries.span, format!("what one {} carries", carries.noun))
        .note(format!("demand: {} rps = {formula}", figure(peak)))
        .note(format!("capacity: {}", carries.working()))
        .number(Quantity::computed("peak demand", peak, unit, formula))
        .number(Quantity::computed("capacity", carries.rps, unit, carries.formula.clone()));
    if demand.shares.iter().filter(|share| share.peak.is_some_and(|peak| peak > 0.0)).count() > 1 {
        report = report.note("the peaks of these journeys are taken to fall together");
    }
    if carries.each > 0.0 && carries.replicas > 0 {
        let enough = (peak / carries.each).ceil();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "saturates, and is only shown"
        )]
        let enough = count(enough as u64, carries.noun);
        report = report
            .hint(format!("{enough} would carry the peak without any headroom; or do less work per request"));
    } else {
        report = report.hint("add replicas, or do less work per request");
    }
    cx.report(report);
}

/// Asks on important journeys only, for whichever of the two facts is missing.
fn ask(cx: &mut Check<'_>, component: Component<'_>, peak: f64) {
    let Some(journey) = weighty_journey(cx, component) else { return };
    let peak = figure(peak);
    match of_one(component) {
        Some((each, ..)) if each >= cx.demands.on(component.id).peak() => {}
        Some((each, ..)) => cx.ask(
            &component.place(),
            "replicas",
            format!("it gets {peak} rps at peak and one replica carries {} rps: how many run?", figure(each)),
        ),
        None => cx.ask(
            &component.place(),
            "capacity",
            format!("it gets {peak} rps at peak, among them `{journey}`: how much does one replica carry?"),
        ),
    }
}
