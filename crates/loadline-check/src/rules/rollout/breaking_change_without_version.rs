//! An interface that breaks its callers without a way to tell old from new.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_base::Span;
use loadline_model::kinds::{Change, ChangeKind, Interface};
use loadline_model::{Component, Named, Stated};

/// An interface that breaks its callers without a way to tell old from new.
pub(crate) const RULE: Rule = Rule {
    code: "LL603",
    name: "breaking-change-without-version",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a breaking change has no version of its own, or no time in which old and new both work",
    requirements: &["D5", "D8"],
    pillar: None,
    facts: &[
        "services.*.exposes.*.change.kind",
        "services.*.exposes.*.change.from",
        "services.*.exposes.*.change.date",
        "services.*.exposes.*.change.support-until",
        "services.*.exposes.*.version",
    ],
    page: include_str!("breaking_change_without_version.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            let Some(change) = interface.change.as_ref() else { continue };
            let breaking = change.kind.as_ref().filter(|kind| kind.value == ChangeKind::Breaking);
            let Some(kind) = breaking else { continue };
            let place = Place::new(format!("{}/exposes/{id}", component.path()), interface.key);
            let name = format!("{}.{id}", component.name);
            let callers = callers(cx, &component, id);
            let fault = no_version(interface, change, kind).or_else(|| no_overlap(cx, change));
            match fault {
                Some((what, span, label)) => cx.report(
                    Report::new(place, format!("`{name}` breaks {}: {what}", count(callers as u64, "caller")))
                        .mark(span, label)
                        .and(kind.span, "breaking")
                        .number(Quantity::computed("callers", callers as f64, "1", format!("needs of `{name}`")))
                        .hint("give the new one its own version and keep the old one until the last caller has moved"),
                ),
                None if change.support_until.is_none() && callers > 0 => {
                    cx.ask(&place, "change/support-until", format!("until when may its {} take to move?", count(callers as u64, "caller")));
                }
                None => {}
            }
        }
    }
}

type Fault = (String, Span, &'static str);

fn no_version(interface: &Named<Interface>, change: &Change, kind: &Stated<ChangeKind>) -> Option<Fault> {
    match (&interface.version, &change.from) {
        (None, _) => Some(("it has no version".into(), kind.span, "old and new cannot be told apart")),
        (Some(version), Some(from)) if version.value == from.value => {
            Some((format!("it is still `{}`", version.value), version.span, "the version before the change"))
        }
        _ => None,
    }
}

/// The old version ends before or with the change, or its end has passed.
fn no_overlap(cx: &Check<'_>, change: &Change) -> Option<Fault> {
    let until = change.support_until.as_ref()?;
    if let Some(date) = &change.date
        && until.value <= date.value
    {
        let days = until.value.days_until(date.value);
        let what =
            format!("support of the old one ends {} before the change", count(days.unsigned_abs(), "day"));
        return Some((what, until.span, "old and new never work side by side"));
    }
    let days = until.value.days_until(cx.today);
    (days > 0).then(|| {
        (
            format!("support of the old one ended {} ago", count(days.unsigned_abs(), "day")),
            until.span,
            "take the change out once nobody is left",
        )
    })
}

/// Components that call this interface, by name or because it is the only one.
fn callers(cx: &Check<'_>, component: &Component<'_>, interface: &str) -> usize {
    let only = component.interfaces().is_some_and(|all| all.len() == 1);
    let calls = |part: Option<&str>| part.map_or(only, |part| part == interface);
    cx.model.callers(component.id).filter(|edge| calls(edge.part)).count()
}
