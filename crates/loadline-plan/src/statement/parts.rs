//! Shares of what is done, by what is said of them: `6 in 100 of those calls are loans`, `each makes 20 requests; 3 % move
//! money`. What the share does decides, and no list of words around it.

use super::activity::Activity;
use super::amount::{Amount, Measure};
use super::noun;
use super::role::Role;
use super::token::Token;
use super::vocabulary::{Class, class_of, is_call};
use std::ops::Range;

/// Word stems that change state, beside those of the vocabulary.
#[rustfmt::skip]
const CHANGES: &[&str] = &[
    "mov", "lend", "lent", "enrol", "apply", "applicat", "redeem", "cancel", "top-up", "refund", "subscrib", "join", "approv",
    "sign", "confirm", "modif", "delet", "remov", "insert", "mutat", "chang", "assign", "dispatch", "stor", "put", "set",
];
/// Words of what is said of answers, and not of what is asked.
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "fail", "error", "abandon", "must", "should", "shall", "within", "answered", "confirmed", "available", "cached", "faster",
    "under", "below", "served", "come", "fall", "arriv", "happen", "land",
];

/// Gives shares without a role the one that their predicate says.
pub(super) fn apply(
    tokens: &[Token],
    ranges: &[Range<usize>],
    amounts: &[Amount],
    activities: &[Activity],
    roles: &mut [Option<Role>],
) {
    for (amount, role) in amounts.iter().zip(roles) {
        let free =
            role.is_none() && amount.measure == Measure::Share && amount.value < 1.0 && amount.per.is_empty();
        // Of calls that may do either, said right before.
        let calls = activities.iter().any(|activity| {
            activity.class == Class::Mixed
                && activity.tokens.end <= amount.tokens.start
                && amount.sentence - activity.sentence <= 1
        });
        if free && calls {
            *role = predicate(tokens, &ranges[amount.sentence], amount.tokens.end);
        }
    }
}

/// What is said of a share from token `at` on.
fn predicate(tokens: &[Token], range: &Range<usize>, mut at: usize) -> Option<Role> {
    let word = |at: usize| if range.contains(&at) { tokens[at].word.as_str() } else { "" };
    if word(at) == "of" {
        // `of those calls`, `of them`, `of which`
        let end =
            (at + 1..at + 5).take_while(|at| tokens.get(*at).is_some_and(Token::is_word)).find(|at| {
                matches!(word(*at), "them" | "which" | "these" | "those" | "it" | "all")
                    && !is_call(&noun::singular(word(*at + 1)))
                    || is_call(&noun::singular(word(*at)))
                    || matches!(word(*at), "traffic" | "load")
            })?;
        at = end + 1;
    }
    while matches!(word(at), "are" | "is" | "a" | "an" | "only" | "just" | "actually" | "the") {
        at += 1;
    }
    let said = word(at);
    if OTHER.iter().any(|stem| said.starts_with(stem)) {
        return None;
    }
    if CHANGES.iter().any(|stem| said.starts_with(stem)) {
        return Some(Role::WriteShare);
    }
    match class_of(said)? {
        Class::Write => Some(Role::WriteShare),
        Class::Read => Some(Role::ReadShare),
        Class::Mixed => None,
    }
}
