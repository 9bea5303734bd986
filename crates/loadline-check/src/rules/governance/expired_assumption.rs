//! An assumption whose day has passed.

use crate::prelude::*;
use crate::readings::figure::count;

/// An assumption whose day has passed.
pub(crate) const RULE: Rule = Rule {
    code: "LL901",
    name: "expired-assumption",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an assumption is past the day it was to be looked at again",
    requirements: &["D12", "D13"],
    pillar: None,
    facts: &["assumptions.*.expires"],
    page: include_str!("expired_assumption.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, assumption) in cx.model.system.assumptions.iter().flat_map(|all| all.iter()) {
        let place = Place::new(format!("assumptions/{id}"), assumption.key);
        let Some(expires) = &assumption.expires else {
            cx.ask(&place, "expires", "when must this assumption be looked at again?");
            continue;
        };
        let days = expires.value.days_until(cx.today);
        if days > 0 {
            cx.report(
                Report::new(
                    place,
                    format!("the assumption `{id}` expired {} ago", count(days.unsigned_abs(), "day")),
                )
                .mark(expires.span, "this day has passed")
                .number(Quantity::computed(
                    "overdue",
                    days as f64,
                    "d",
                    format!("{} − {}", cx.today, expires.value),
                ))
                .hint("look at it again: confirm it with a new date, or replace it with what is known now"),
            );
        }
    }
}
