//! A component that is overloaded once it has lost one replica.

use crate::prelude::*;
use crate::readings::figure::{figure, percent};
use crate::readings::served::{Served, What, served};
use loadline_base::Span;
use loadline_model::{Component, ComponentKind};

/// A component that is overloaded once it has lost one replica.
pub(crate) const RULE: Rule = Rule {
    code: "LL309",
    name: "node-loss-exceeds-utilisation",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "after losing one replica, the others are busier than they may be",
    requirements: &["D3", "D6", "R7"],
    pillar: None,
    facts: &[
        "system.utilisation-limit",
        "services.*.capacity.utilisation-limit",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "journeys.*.load.peak",
    ],
    page: include_str!("node_loss_exceeds_utilisation.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let identity = cx.model.system.identity.as_ref();
    let of_system = identity.and_then(|identity| identity.utilisation_limit.as_ref());
    let mut tight = None;
    for component in cx.model.components().filter(|component| component.kind() != ComponentKind::External) {
        let demand = cx.demands.on(component.id);
        let sides = served(cx.model, &cx.readings.loads, demand, component).unwrap_or_default();
        // A follower takes over from a lost primary, which leaves the reads of copies to the other followers.
        let Some(side) = sides.into_iter().find(|side| side.what != What::Primary) else { continue };
        let (peak, carries) = (side.peak, &side.carries);
        let others = side.without_one();
        // Too little with all replicas is another fault; with one replica there is nobody left to be overloaded.
        if peak <= 0.0 || peak > carries.rps || others == 0 {
            continue;
        }
        let own =
            component.common().capacity.as_ref().and_then(|capacity| capacity.utilisation_limit.as_ref());
        let limit = own.or(of_system).filter(|limit| limit.is_decided());
        let left = Left { others, used: peak / (carries.each * others as f64) };
        let (most, said) = limit.map_or((1.0, None), |limit| (limit.fraction(), Some(limit.span)));
        if left.used > most {
            report(cx, component, &side, &left, most, said);
        } else if limit.is_none() && left.used > 0.7 {
            tight.get_or_insert((component.name, left.used));
        }
    }
    if let (Some((name, used)), Some(identity)) = (tight, identity) {
        let used = percent(used);
        let text = format!(
            "`{name}` would be {used} utilised after losing one replica: how busy may a component be?"
        );
        cx.ask(&Place::new("system", identity.span), "utilisation-limit", text);
    }
}

/// What is left after the loss.
struct Left {
    others: u64,
    /// Demand ÷ capacity of the others.
    used: f64,
}

fn report(
    cx: &mut Check<'_>,
    component: Component<'_>,
    side: &Served,
    left: &Left,
    most: f64,
    said: Option<Span>,
) {
    let (used, limit) = (percent(left.used), percent(most));
    let (peak, carries, others) = (side.peak, &side.carries, left.others);
    let (each, noun) = (figure(carries.each), carries.noun);
    let formula = format!("{} rps ÷ ({others} × {each} rps)", figure(peak));
    let state = match said {
        Some(_) => format!("would be {used} utilised, above the limit of {limit}"),
        None => format!("would have to carry {used} of their capacity"),
    };
    let lost = carries.replicas - others;
    let subject = side.subject(component);
    let message = format!("after losing {lost} of {} {noun}s, {subject} {state}", carries.replicas);
    let overloaded = left.used > 1.0
        && cx.flows.criticality(component.id) >= Some(loadline_model::kinds::Criticality::High);
    let mut report = Report::new(component.place(), message)
        .severity(if overloaded { Severity::Error } else { Severity::Warning })
        .note(format!("{used} = {formula}"))
        .note(format!("peak: {} rps = {}", figure(peak), side.peak_formula(cx.demands.on(component.id))))
        .note(format!("capacity: {}", carries.working()))
        .number(Quantity::computed("utilisation after the loss", left.used, "1", formula))
        .number(Quantity::stated("limit", most, "1"));
    if let Some(said) = said {
        report = report.and(said, "the limit");
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and is only shown"
    )]
    let enough = ((peak / (carries.each * most)).ceil() as u64).saturating_add(lost);
    cx.report(report.hint(format!(
        "{enough} {noun}s would survive the loss of {} within {limit}",
        if lost == 1 { "one" } else { "one a shard" }
    )));
}
