//! What is no figure of its own: a share that is said once more in brackets (`about a quarter of them (25 %)`), and a few of something
//! (`a score or two`).

use super::amount::{Amount, Measure};
use super::reading::Reading;
use super::role::Role;
use super::token::word_at;
use super::vocabulary::is_call;

/// How far a share in words may be off from the one in figures.
const NEAR: f64 = 0.04;
/// Tokens between both at most: `of them (about`.
const APART: usize = 5;

/// Takes what is no figure of its own as heard.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let open = matches!(reading.roles[index], None | Some(Role::Activity));
        if open && (is_said_in_brackets(reading, index) || is_a_few(reading, &reading.amounts[index])) {
            reading.roles[index] = Some(Role::Heard);
        }
    }
}

/// `a quarter of them (25 %)`: the figure in brackets tells it.
fn is_said_in_brackets(reading: &Reading<'_>, index: usize) -> bool {
    let (own, Some(next)) = (&reading.amounts[index], reading.amounts.get(index + 1)) else { return false };
    let shares = own.measure == Measure::Share && next.measure == Measure::Share;
    let near = own.sentence == next.sentence && (own.value - next.value).abs() <= NEAR;
    let between = own.tokens.end..next.tokens.start;
    let opened = between.clone().any(|at| reading.tokens[at].is("("));
    let closed = reading.tokens.get(next.tokens.end).is_some_and(|token| token.is(")"));
    shares && near && opened && closed && between.len() <= APART && reading.roles[index + 1].is_some()
}

/// `makes eight requests: a look at the calendar, a score or two`, where all of them are counted before.
fn is_a_few(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let before =
        |by: usize| amount.tokens.start.checked_sub(by).map_or("", |at| word_at(reading.tokens, range, at));
    let bare = amount.measure == Measure::Count && amount.head().is_empty() && amount.per.is_empty();
    let counted = reading.amounts.iter().any(|other| {
        other.sentence == amount.sentence && other.tokens.end <= amount.tokens.start && is_call(other.head())
    });
    bare && counted
        && amount.value == 2.0
        && before(1) == "or"
        && matches!(before(3), "a" | "an" | "one")
        && !before(2).is_empty()
}
