//! A runbook that an alert relies on, and that nobody has followed lately.

use crate::prelude::*;
use crate::readings::alerts::{alerts, runbook};
use rustc_hash::FxHashSet;

/// A runbook that an alert relies on, and that nobody has followed lately.
pub(crate) const RULE: Rule = Rule {
    code: "LL511",
    name: "runbook-never-validated",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a runbook that an alert relies on was not followed within the last year",
    requirements: &["O6", "O14"],
    pillar: None,
    facts: &["runbooks.*.validated", "slos.*.alert.runbook", "policies.paging.*.runbook"],
    page: include_str!("runbook_never_validated.md"),
    check,
};

/// After a year the system, the team and the tools have all changed.
const STALE_DAYS: i64 = 365;

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let mut seen = FxHashSet::default();
    for alert in alerts(model) {
        let Some(named) = Saying::of(alert.runbook).value() else { continue };
        let Some((id, runbook)) = runbook(model, named).filter(|(id, _)| seen.insert(*id)) else { continue };
        let place = Place::new(format!("runbooks/{id}"), runbook.key);
        let report = match Saying::of(&runbook.validated) {
            Saying::Nothing => {
                cx.ask(&place, "validated", "when was this runbook last followed from start to end?");
                continue;
            }
            Saying::None(span) => Report::new(place, format!("the runbook `{id}` was followed 0 times"))
                .mark(span, "never, by its own words")
                .number(Quantity::computed("times followed", 0.0, "1", "validated: none")),
            Saying::Value(day, span) => {
                let days = day.days_until(cx.today);
                if days <= STALE_DAYS {
                    continue;
                }
                let formula = format!("{} − {day}", cx.today);
                Report::new(place, format!("the runbook `{id}` was last followed {days} days ago"))
                    .mark(span, format!("more than {STALE_DAYS} days ago"))
                    .number(Quantity::computed("age", days as f64, "d", formula))
            }
        };
        let by = format!("the alert of `{}` relies on it", alert.id);
        cx.report(
            report
                .and(alert.span, by)
                .hint("follow it in a drill, mend what is wrong, and write the day down"),
        );
    }
}
