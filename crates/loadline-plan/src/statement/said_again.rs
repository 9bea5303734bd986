//! What is no figure of its own: a share that is said once more in brackets (`about a quarter of them (25 %)`, `three nines (99.9 %)`), and a few
//! of something (`a score or two`).

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
        // `three nines (99.9 %)` are one promise.
        let same = reading.roles[index].is_some()
            && reading.roles.get(index + 1) == Some(&reading.roles[index])
            && reading.amounts[index].value.to_bits() == reading.amounts[index + 1].value.to_bits();
        let open = same || matches!(reading.roles[index], None | Some(Role::Activity));
        if open && is_length_in_brackets(reading, index) {
            reading.roles[index] = Some(Role::Heard);
            continue;
        }
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
    let told = shares && near && closed && reading.roles[index + 1].is_some();
    // `in three places (three copies overall)`
    let closes = || {
        (next.tokens.end..next.tokens.end + 3)
            .any(|at| reading.tokens.get(at).is_some_and(|token| token.is(")")))
    };
    let copies = reading.roles[index + 1] == Some(Role::Copies)
        && own.sentence == next.sentence
        && own.measure == Measure::Count
        && own.per.is_empty()
        && own.value.to_bits() == next.value.to_bits()
        && closes();
    opened && between.len() <= APART && (told || copies)
}

/// `between six and eight in the evening (two hours)`: the hours tell how long that is.
fn is_length_in_brackets(reading: &Reading<'_>, index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|index| &reading.amounts[index]) else { return false };
    let own = &reading.amounts[index];
    let sign = |at: usize, sign: &str| reading.tokens.get(at).is_some_and(|token| token.is(sign));
    let times = own.measure == Measure::Duration && before.measure == Measure::Duration;
    let same = own.sentence == before.sentence && own.value.to_bits() == before.value.to_bits();
    let between = before.tokens.end..own.tokens.start;
    times && same && between.len() <= APART && sign(own.tokens.start - 1, "(") && sign(own.tokens.end, ")")
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
