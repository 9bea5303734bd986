//! A policy under which most of the budget is gone when somebody is woken.

use super::{Level, Lint, Subject, number};
use crate::{Class, prometheus_duration};

pub(super) const LINT: Lint = Lint {
    name: "budget-spent-before-page",
    level: Level::Warning,
    about: "more than half of the budget is spent before the first page",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let period = subject.slo.period();
    let pages =
        subject.slo.policy.iter().flat_map(|policy| &policy.tiers).filter(|tier| tier.class == Class::Page);
    let first = pages.min_by(|a, b| a.share_of_budget(period).total_cmp(&b.share_of_budget(period)));
    let Some(tier) = first.filter(|tier| tier.share_of_budget(period) > 0.5) else { return };
    let share = number(tier.share_of_budget(period) * 100.0);
    subject.report(
        format!("{share}% of the budget is spent when its first page comes"),
        format!(
            "burn rate × long window ÷ period = {} × {} ÷ {} = {share}%",
            tier.burn.normalize(),
            prometheus_duration(tier.long),
            prometheus_duration(period)
        ),
        "add a page tier with a shorter window: 14.4x over 1h spends 2% of 30d",
    );
}
