//! Who builds it besides those who are counted, and is not counted himself: `three colleagues and I`, `five developers and a tester`,
//! `a product owner and four engineers`. They are one more.

use crate::statement::fragment;
use crate::statement::noun;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::token::Token;

/// Words for one of a team, beside those of `fragment`.
const ONE: &[&str] = &["manager", "owner", "lead", "leader", "master"];
/// Words before what one of a team is called at most.
const CALLED: usize = 4;

/// Adds who stands right behind those who build it.
pub(in crate::statement) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        if reading.roles[index] != Some(Role::Team) || !fragment::is_people(amount) {
            continue;
        }
        let range = &reading.ranges[amount.sentence];
        let behind = one_more(reading.tokens, amount.tokens.end, range.end);
        let before = one_before(reading.tokens, range.start, amount.tokens.start);
        let amount = &mut reading.amounts[index];
        amount.value += f64::from(u8::from(behind.is_some()) + u8::from(before));
        amount.tokens.end = behind.unwrap_or(amount.tokens.end);
    }
}

/// Whether a noun in the singular is what one of a team is called.
fn is_one(noun: &str) -> bool {
    ONE.contains(&noun) || fragment::is_builder(noun)
}

/// Whether `a product owner and` stands right before a token.
fn one_before(tokens: &[Token], from: usize, start: usize) -> bool {
    let word = |by: usize| {
        let at = start.checked_sub(by).filter(|at| *at >= from);
        at.map_or("", |at| tokens[at].word.as_str())
    };
    matches!(word(1), "and" | "plus")
        && is_one(word(2))
        && (3..3 + CALLED).find(|by| noun::stops(word(*by))).is_some_and(|by| matches!(word(by), "a" | "an"))
}

/// The place behind `and I` or `and a tester`, where that stands at a token.
fn one_more(tokens: &[Token], at: usize, end: usize) -> Option<usize> {
    let word = |at: usize| tokens.get(at).filter(|_| at < end).map_or("", |token| token.word.as_str());
    if !matches!(word(at), "and" | "plus" | "&") {
        return None;
    }
    if matches!(word(at + 1), "i" | "me" | "myself") {
        return Some(at + 2);
    }
    let led = matches!(word(at + 1), "a" | "an" | "their" | "my" | "our");
    let called = (at + 2..at + 2 + CALLED).take_while(|at| !noun::stops(word(*at)));
    let one = called.into_iter().find(|at| is_one(word(*at)))?;
    led.then_some(one + 1)
}
