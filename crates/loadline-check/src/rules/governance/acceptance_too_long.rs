//! An acceptance that ends when nobody will remember it.

use crate::prelude::*;

/// An acceptance that ends when nobody will remember it.
pub(crate) const RULE: Rule = Rule {
    code: "LL908",
    name: "acceptance-too-long",
    level: Severity::Note,
    since: "0.1.0",
    summary: "a finding is accepted for more than a year",
    requirements: &["D14"],
    pillar: None,
    facts: &["accept.*.until"],
    page: include_str!("acceptance_too_long.md"),
    check,
};

/// A year, a leap year included.
const LONGEST_DAYS: i64 = 366;

fn check(cx: &mut Check<'_>) {
    for acceptance in cx.acceptances.iter().filter(|acceptance| acceptance.fault.is_none()) {
        let Some(until) = acceptance.until else { continue };
        let days = cx.today.days_until(until);
        if days <= LONGEST_DAYS {
            continue;
        }
        let message = format!("{} is accepted for {days} more days, until {until}", acceptance.rule);
        cx.report(
            Report::new(Place::new(acceptance.path.clone(), acceptance.span), message)
                .aspect(acceptance.identity())
                .number(Quantity::computed("days left", days as f64, "d", format!("{until} − {}", cx.today)))
                .hint("choose a day within a year; whoever accepts it again then will know more"),
        );
    }
}
