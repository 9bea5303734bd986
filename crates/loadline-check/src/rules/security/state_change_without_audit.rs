//! A change that nobody can prove later.

use crate::readings::guard::interface;
use crate::prelude::*;
use crate::readings::sensitivity::{Datum, carried, gravest};
use loadline_model::kinds::{Interface, Reach};
use loadline_model::{Component, Named};

/// A change that nobody can prove later.
pub(crate) const RULE: Rule = Rule {
    code: "LL706",
    name: "state-change-without-audit",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an interface changes what matters and records nothing for later proof",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "services.*.exposes.*.changes-state",
        "services.*.exposes.*.audit",
        "services.*.exposes.*.reach",
        "services.*.needs.*.carries",
        "data.*.class",
    ],
    page: include_str!("state_change_without_audit.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        for (id, it) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            if it.changes_state.as_ref().is_none_or(|changes| !changes.value) {
                continue;
            }
            let data = changed(cx, &component, it);
            let published = it.reach.as_ref().is_some_and(|reach| reach.value == Reach::Published);
            let (what, severity) = match &data {
                Some(datum) => (datum.named(), Severity::Error),
                None if published => ("state for callers from outside".to_owned(), Severity::Warning),
                None => continue,
            };
            let place = Place::new(format!("{}/exposes/{id}", component.path()), it.key);
            match Saying::of(&it.audit) {
                Saying::Value(..) => {}
                Saying::Nothing => {
                    cx.ask(&place, "audit", format!("where is it recorded who changed {what}?"))
                }
                Saying::None(span) => {
                    let message = format!("`{}.{id}` changes {what} and records nothing", component.name);
                    let mut report = Report::new(place, message)
                        .severity(severity)
                        .mark(span, "no audit, by decision")
                        .hint("write who, what, when and from where to a log that the service itself cannot change");
                    if let Some(datum) = data {
                        report = report.and(datum.span, "it comes in here");
                    }
                    cx.report(report);
                }
            }
        }
    }
}

/// The gravest confidential or restricted data that callers bring to an interface.
fn changed<'m>(cx: &Check<'m>, component: &Component<'m>, it: &Named<Interface>) -> Option<Datum<'m>> {
    let model = cx.model;
    let callers = model.callers(component.id);
    let here = callers
        .filter(|edge| interface(edge.to, edge.part).is_some_and(|(_, entered)| entered.key == it.key));
    let data: Vec<Datum<'m>> = here.flat_map(|edge| carried(model, &edge).collect::<Vec<_>>()).collect();
    gravest(data.into_iter().filter(Datum::is_confidential))
}
