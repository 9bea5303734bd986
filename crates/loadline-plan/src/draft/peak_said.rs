//! What a statement says of its peak: rates, and the window of time that a share of what is done falls into.

use super::term::{self, Term};
use crate::statement::unit::DAY;
use crate::statement::{Fact, Role, Statement, is_call};

/// The rate a fact says, of all of them where it is said of each.
pub(super) fn rate_of(fact: &Fact) -> Option<Term> {
    let rate = fact.per_second()?;
    let own = fact.amount.per_second()?;
    let shown = format!("{}/s", term::plain(own));
    Some(match fact.times_at {
        Some(at) => {
            let (each, all) = (Term::given(own, shown, fact.amount.span), Term::given(fact.times, "", at));
            Term::of(rate, format!("{} × {}", term::plain(fact.times), each.shown), &[&all, &each])
        }
        None => Term::given(rate, shown, fact.amount.span),
    })
}

/// Peaks of different things, where each has a name of its own and none is a mere call: orders and ticks, not requests and
/// logins.
pub(super) fn peaks(statement: &Statement) -> Vec<&Fact> {
    let mut known: Vec<&Fact> = Vec::new();
    for fact in
        statement.facts(Role::PeakRate).filter(|fact| fact.amount.is_rate() && fact.amount.value > 0.0)
    {
        let head = fact.amount.head();
        if head.is_empty() || is_call(head) || known.iter().any(|other| other.amount.head() == head) {
            return statement.fact(Role::PeakRate).into_iter().collect();
        }
        known.push(fact);
    }
    known
}

/// The window that a share of what is done falls into, and the share.
pub(super) fn window(statement: &Statement) -> Option<(&Fact, &Fact)> {
    let share = statement.fact(Role::PeakShare)?;
    let sentence = statement.sentence(share.amount.span);
    // `15 % of what comes in a day` says of what it is a share.
    let length = statement
        .facts(Role::PeakLength)
        .find(|fact| sentence.covers(fact.amount.span) && fact.amount.value != DAY)?;
    Some((share, length))
}
