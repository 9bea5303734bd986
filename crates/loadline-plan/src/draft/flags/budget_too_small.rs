//! A budget that does not pay for the fleet that follows from the numbers.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::plain;
use loadline_base::figure::figure;

pub(super) const RULE: Rule = Rule {
    code: "budget-too-small",
    sort: Sort::Contradiction,
    about: "the budget does not pay for the instances and the storage that the numbers ask for",
    find,
};

/// Least that one instance costs a month, in any major currency: a small virtual machine (2 cores, 4 GB) on public price lists of 2026.
const INSTANCE: f64 = 25.0;
/// Least that a terabyte of block storage costs a month.
const TERABYTE: f64 = 40.0;

fn find(case: &Case<'_>) -> Option<Found> {
    let budget = case.number("budget").filter(|budget| budget.unit.ends_with("month"))?;
    let instances = case.number("instances")?;
    let terabytes = case
        .number("retained_footprint")
        .map_or(0.0, |kept| kept.value * crate::draft::term::bytes_of(&kept.unit) / 1e12);
    let least = instances.value * INSTANCE + terabytes * TERABYTE;
    if budget.value >= least {
        return None;
    }
    let text = format!(
        "budget of {} {} is below what the fleet costs at least: {} instances × {} + {} TB × {} = {} a month at the lowest list prices, \
         traffic and people not counted; less retention or load, cheaper storage for old data, or a larger budget",
        plain(budget.value),
        budget.unit,
        plain(instances.value),
        plain(INSTANCE),
        figure(terabytes),
        plain(TERABYTE),
        figure(least),
    );
    Some((text, budget.spans.clone()))
}
