//! A budget that does not pay for the fleet that follows from the numbers.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::plain;
use crate::statement::Role;
use crate::statement::unit::{MONTH, YEAR};
use loadline_base::Span;
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
    let said = said_cost(case);
    let each = said.map_or(INSTANCE, |(cost, _)| cost);
    let least = instances.value * each + terabytes * TERABYTE;
    if budget.value >= least {
        return None;
    }
    let prices =
        if said.is_some() { "by what one instance is said to cost" } else { "at the lowest list prices" };
    let text = format!(
        "budget of {} {} is below what the fleet costs at least: {} instances × {} + {} TB × {} = {} a month {prices}, \
         traffic and people not counted; less retention or load, cheaper storage for old data, or a larger budget",
        plain(budget.value),
        budget.unit,
        plain(instances.value),
        plain(each),
        figure(terabytes),
        plain(TERABYTE),
        figure(least),
    );
    let mut evidence = budget.spans.clone();
    evidence.extend(said.map(|(_, at)| at));
    Some((text, evidence))
}

/// What one instance costs a month, where the statement says it in the money of the budget.
fn said_cost(case: &Case<'_>) -> Option<(f64, Span)> {
    let budget = case.statement.fact(Role::Budget)?;
    let cost = case
        .statement
        .fact(Role::InstanceCost)
        .filter(|cost| cost.amount.measure == budget.amount.measure)?;
    let months =
        cost.amount.period().map_or(1.0, |period| if period == YEAR { 12.0 } else { period / MONTH });
    Some((cost.amount.value / months, cost.amount.span))
}
