//! Growth of the load, where the statement says it with a time: a share a year, or a multiple in so many months. And the growth that it
//! is to be sized for from the start, which multiplies all that is said of today.

use super::plural::plural;
use super::term::{self, Term, fact_term};
use crate::statement::unit::{MONTH, YEAR};
use crate::statement::{Role, Statement};
use loadline_base::Span;

/// Words that say that what grows is not the load.
const OTHERS: &[&str] = &[
    "data", "storage", "revenue", "team", "staff", "cost", "budget", "price", "backlog", "income", "turnover",
];

/// Words for all that is asked of the system.
const ALL: &[&str] =
    &["user", "customer", "volume", "load", "traffic", "request", "call", "people", "client", "that", "this"];

/// How many times the load said it is to be sized for; none where that is of something else than what is counted.
pub(super) fn sized_for(statement: &Statement) -> Option<Term> {
    let fact = statement.fact(Role::GrownLoad)?;
    let sentence = statement.sentence(fact.amount.span);
    let behind = statement.said(Span::new(sentence.file, fact.amount.span.end, sentence.end));
    let mut words =
        behind.split(|sign: char| sign.is_whitespace()).skip_while(|word| *word != "many").skip(1);
    // `four times as many, and …` names nothing.
    let plain = behind.trim_start().starts_with("as many,") || behind.trim_start().starts_with("as many.");
    let named = words.next().filter(|word| !plain && word.ends_with(|sign: char| sign.is_alphanumeric()));
    let counted = |word: &str| {
        ALL.iter().any(|all| word.starts_with(all))
            || statement.populations.iter().any(|known| plural(&known.noun) == word)
            || statement.activities.iter().any(|activity| plural(&activity.what) == word)
            || matches!(word, "as" | "and" | "by" | "in" | "of")
    };
    named.is_none_or(counted).then(|| fact_term(fact, term::plain))
}

/// Growth a year as a fraction of one, compounded: `doubles every 6 months` is 300 % a year.
pub(super) fn growth(statement: &Statement) -> Option<Term> {
    let said = statement.facts.iter().filter(|fact| matches!(fact.role, Role::Growth | Role::GrowthFactor));
    said.filter_map(|fact| {
        let sentence = statement.said(statement.sentence(fact.amount.span));
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
