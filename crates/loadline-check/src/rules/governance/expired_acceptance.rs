//! An acceptance whose day has passed.

use crate::prelude::*;
use crate::readings::figure::count;

/// An acceptance whose day has passed.
pub(crate) const RULE: Rule = Rule {
    code: "LL902",
    name: "expired-acceptance",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a finding was accepted until a day that has passed",
    requirements: &["D12", "D14"],
    pillar: None,
    facts: &["accept.*.until", "accept.*.rule"],
    page: include_str!("expired_acceptance.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for acceptance in cx.acceptances.iter().filter(|acceptance| acceptance.fault.is_none()) {
        let Some(until) = acceptance.until else { continue };
        let days = until.days_until(cx.today);
        if days <= 0 {
            continue;
        }
        let hint = if acceptance.used {
            "mend what it covers, or accept it again with a new day and today's reason"
        } else {
            "nothing is found there any more: take it out"
        };
        let message =
            format!("the acceptance of {} ended {} ago", acceptance.rule, count(days.unsigned_abs(), "day"));
        let mut report = Report::new(Place::new(acceptance.path.clone(), acceptance.span), message)
            .aspect(acceptance.identity())
            .number(Quantity::computed("overdue", days as f64, "d", format!("{} − {until}", cx.today)))
            .hint(hint);
        if let Some(reason) = &acceptance.reason {
            report = report.note(format!("accepted because: {reason}"));
        }
        cx.report(report);
    }
}
