//! Growth of the load, where the statement says it with a time: a share a year, or a multiple in so many months.

use super::term::{self, Term};
use crate::statement::unit::{MONTH, YEAR};
use crate::statement::{Role, Statement};

/// Words that say that what grows is not the load.
const OTHERS: &[&str] = &[
    "data", "storage", "revenue", "team", "staff", "cost", "budget", "price", "backlog", "income", "turnover",
];

/// Growth a year as a fraction of one, compounded: `doubles every 6 months` is 300 % a year.
pub(super) fn growth(statement: &Statement) -> Option<Term> {
    let said = statement.facts.iter().filter(|fact| matches!(fact.role, Role::Growth | Role::GrowthFactor));
    said.filter_map(|fact| {
        let sentence = statement.quote(statement.sentence(fact.amount.span)).to_lowercase();
        let other = sentence
            .split(|sign: char| !sign.is_alphanumeric())
            .any(|word| OTHERS.iter().any(|other| word.starts_with(other)));
        let times = match fact.role {
            Role::Growth => 1.0 + fact.amount.value,
            _ => fact.amount.value,
        };
        let period = fact.amount.period()?;
        // Twelve months of 30 days are a year, too.
        let years = if period < YEAR { period / (12.0 * MONTH) } else { period / YEAR };
        let yearly = times.powf(1.0 / years) - 1.0;
        let shown = format!("{}/y", term::show_share(yearly));
        let fits = !other && yearly.is_finite() && yearly > 0.0 && yearly < 1e6;
        fits.then(|| Term::given(yearly, shown, fact.amount.span))
    })
    .next()
}
