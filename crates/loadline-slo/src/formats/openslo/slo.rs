//! SLOs of OpenSLO v1 and v2alpha: one objective of ours for each of theirs, and a composite over those that have indicators of their
//! own.

use super::objective::{self, Objective};
use super::{Head, Objects, Version, alerts, description, indicator, times};
use crate::formats::faults;
use crate::formats::fields::{Fields, Reader, short};
use crate::{Decimal, Indicator, Joint, Slo, Target};

pub(super) fn read(
    mut fields: Fields<'_>,
    head: &Head<'_>,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Vec<Slo>> {
    let description = description(&mut fields, reader);
    let service = fields.needed("service", reader);
    if let Some(service) = service
        && objects.has_kind("Service")
        && objects.lookup("Service", service.value).is_none()
    {
        let message = format!("there is no Service `{}` in the files that were read", short(service.value));
        reader.warn(&faults::DANGLING, service.span, message, objects.guess("Service", service.value));
    }
    let shared = indicator::of(&mut fields, version, objects, reader);
    let window = times::windows(&mut fields, version, reader);
    let method = objective::method(&mut fields, reader);
    let items = fields.list("objectives", reader);
    if items.is_empty() {
        fields.missing("objectives", reader);
    }
    let alerts = alerts::of(&mut fields, objects, reader);
    let read: Vec<Option<Objective>> =
        items.iter().map(|item| objective::read(item, method, version, objects, reader)).collect();
    let at = fields.span;
    fields.done(reader);
    let (service, window) = (service?, window?);
    let own = read.iter().flatten().filter(|objective| objective.own.is_some()).count();
    match (&shared, own) {
        (None, own) if own < read.len() => {
            let hint = "write `indicator` or `indicatorRef` in the SLO, or in every objective";
            reader.error(&faults::MISSING, at, "nothing says what this SLO measures", hint);
        }
        (Some(_), 1..) => {
            let hint = "leave it out there, or give every objective its own";
            reader.wrong(at, "both the SLO and its objectives have indicators", hint);
        }
        _ => {}
    }
    let several = read.len() > 1;
    let composite = shared.is_none() && several;
    let mut slos = Vec::new();
    let mut weights = Vec::new();
    for (index, objective) in read.iter().enumerate() {
        let Some(objective) = objective else { continue };
        let indicator = objective.indicator(shared.as_ref().and_then(Option::as_ref), reader);
        let id = if several { format!("{}-{index}", head.name.value) } else { head.name.value.to_owned() };
        let (Some(indicator), Some(target), Some(budgeting)) =
            (indicator, objective.target, objective.budgeting)
        else {
            continue;
        };
        weights.push((id.clone(), objective.weight, target));
        let mut slo = Slo::new(&id, service.value, indicator, target, window.clone());
        slo.budgeting = budgeting;
        slo.title = objective.title.clone().or_else(|| head.title.clone());
        slo.description.clone_from(&description);
        slo.labels.clone_from(&head.labels);
        slo.place = Some(if several { objective.span } else { head.name.span });
        if !composite {
            alerts.put_on(&mut slo);
        }
        slos.push(slo);
    }
    if composite && slos.len() == read.len() {
        let mut whole = together(head, service.value, &weights, window, &slos)?;
        whole.description = description;
        alerts.put_on(&mut whole);
        slos.push(whole);
    }
    Some(slos)
}

/// The composite of objectives that have indicators of their own: bad events and promises are averaged by weight.
fn together(
    head: &Head<'_>,
    service: &str,
    weights: &[(String, Decimal, Target)],
    window: crate::Window,
    members: &[Slo],
) -> Option<Slo> {
    let all: Decimal = weights.iter().map(|(_, weight, _)| *weight).sum();
    let mut promised = Decimal::ZERO;
    for (_, weight, target) in weights {
        promised = promised.checked_add(weight.checked_mul(target.ratio())?)?;
    }
    let target = Target::from_ratio(promised.checked_div(all)?.round_dp(12)).ok()?;
    let members_of = weights.iter().map(|(id, weight, _)| (id.clone(), *weight)).collect();
    let indicator = Indicator::Composite { members: members_of, joint: Joint::WeightedMean };
    let mut slo = Slo::new(head.name.value, service, indicator, target, window);
    slo.title.clone_from(&head.title);
    slo.labels.clone_from(&head.labels);
    slo.budgeting = members.first()?.budgeting;
    slo.place = Some(head.name.span);
    Some(slo)
}
