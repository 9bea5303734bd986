//! A store that holds the truth and is never saved.

use crate::prelude::*;
use crate::readings::promise::Homes;
use loadline_model::{Body, Component, Decided};
use rustc_hash::FxHashSet;

/// A store that holds the truth and is never saved.
pub(crate) const RULE: Rule = Rule {
    code: "LL408",
    name: "store-without-backup",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a store that is the home of state or holds personal data has no backup",
    requirements: &["R10", "D4", "D6"],
    pillar: None,
    facts: &[
        "stores.*.backup",
        "stores.*.rebuild.from",
        "state.*.home",
        "services.*.needs.*.carries",
        "data.*.personal",
    ],
    page: include_str!("store_without_backup.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let homes = Homes::of(cx);
    let personal = personal_data(cx);
    let stateless = cx.model.system.state.as_ref().is_none_or(|state| state.is_empty());
    for component in cx.model.components() {
        let Body::Store(store) = component.body else { continue };
        // What can be filled again from elsewhere needs no backup of its own.
        if store.rebuild.as_ref().is_some_and(|rebuild| rebuild.from.is_some()) {
            continue;
        }
        let state: Vec<&str> = homes.state_in(component).iter().map(|(id, _)| *id).collect();
        match &store.backup {
            Some(plan) if plan.is_decided() && plan.is_none() => {
                if let Some(loss) = loss(cx, component, &state, &personal) {
                    report(cx, component, &loss, plan.span);
                }
            }
            None if !state.is_empty() => {
                let text = format!("it is the only home of `{}`: how is it saved?", state.join("`, `"));
                cx.ask(&component.place(), "backup", text);
            }
            // Nobody has said yet what lives where: what users wait for is asked about.
            None if stateless && cx.flows.waiting_for(component.id).next().is_some() => {
                let text = "what is lost for good when it is lost, and how is it saved?";
                cx.ask(&component.place(), "backup", text);
            }
            _ => {}
        }
    }
}

/// Ids of the data classes that name people.
fn personal_data<'m>(cx: &Check<'m>) -> FxHashSet<&'m str> {
    let classes = cx.model.system.data.iter().flat_map(|all| all.iter());
    let names_people = |data: &loadline_model::kinds::Data| {
        data.personal
            .as_ref()
            .is_some_and(|personal| matches!(&personal.value, Decided::Some(fields) if !fields.is_empty()))
    };
    classes.filter(|(_, data)| names_people(data)).map(|(id, _)| id).collect()
}

/// What would be gone for good, and how many things that are.
fn loss(
    cx: &Check<'_>,
    component: Component<'_>,
    state: &[&str],
    personal: &FxHashSet<&str>,
) -> Option<(String, usize)> {
    if !state.is_empty() {
        return Some((format!("it is the only home of `{}`", state.join("`, `")), state.len()));
    }
    let mut carried: Vec<&str> = cx
        .model
        .callers(component.id)
        .flat_map(|edge| edge.need.carries.iter().flat_map(|all| all.iter()))
        .map(|data| data.id.as_str())
        .filter(|id| personal.contains(id))
        .collect();
    carried.sort_unstable();
    carried.dedup();
    (!carried.is_empty())
        .then(|| (format!("it holds personal data: `{}`", carried.join("`, `")), carried.len()))
}

fn report(
    cx: &mut Check<'_>,
    component: Component<'_>,
    (loss, things): &(String, usize),
    said: loadline_base::Span,
) {
    let copies = component.common().replicas.as_ref().and_then(|replicas| replicas.min.as_ref());
    let mut report = Report::new(component.place(), format!("`{}` is never saved, and {loss}", component.name))
        .mark(said, "no backup, by decision")
        .number(Quantity::computed("things lost for good", *things as f64, "1", loss.clone()))
        .hint("state `backup: {every: …, rpo: …, rto: …, restore-tested: …}`, or `rebuild.from` if it can be filled again");
    if let Some(copies) = copies.filter(|copies| copies.get() > 1) {
        report = report
            .note(format!("{} replicas are no backup: a wrong delete reaches all of them", copies.get()));
    }
    cx.report(report);
}
