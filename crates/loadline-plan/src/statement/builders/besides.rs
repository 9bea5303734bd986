//! Who builds it besides those who are counted, and is not counted himself: `three colleagues and I`, `five developers and a tester`,
//! `a product owner and four engineers`. They are one more, with a place of their own.

use crate::statement::amount::Amount;
use crate::statement::fragment;
use crate::statement::noun::{self, Noun};
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::sentences::span_of;
use crate::statement::token::Token;
use crate::statement::vocabulary::class_of_verb;
use std::ops::Range;

/// Words for one of a team, beside those of `fragment`.
const ONE: &[&str] = &["manager", "owner", "lead", "leader", "master"];
/// Words before what one of a team is called at most.
const CALLED: usize = 4;
/// What those do who build it, right behind who they are.
#[rustfmt::skip]
const DO: &[&str] = &[
    "build", "develop", "run", "work", "write", "make", "operate", "maintain", "deliver", "look", "take", "start", "do", "finish", "launch", "form",
];

/// Adds who stands right beside those who build it.
pub(in crate::statement) fn apply(reading: &mut Reading<'_>) {
    // From the end, so that places which are still to be looked at stay what they are.
    for index in (0..reading.amounts.len()).rev() {
        let amount = &reading.amounts[index];
        if reading.roles[index] != Some(Role::Team) || !fragment::is_people(amount) {
            continue;
        }
        let range = &reading.ranges[amount.sentence];
        let behind = one_more(reading.tokens, amount.tokens.end, range.end);
        let before = one_before(reading.tokens, range.start, amount.tokens.start);
        let like = amount.clone();
        if let Some(place) = behind {
            add(reading, index + 1, &like, place);
        }
        if let Some(place) = before {
            add(reading, index, &like, place);
        }
    }
}

/// Adds one of those who build it at a place where no number stands yet.
fn add(reading: &mut Reading<'_>, index: usize, like: &Amount, place: Range<usize>) {
    if reading.amounts.iter().any(|other| other.tokens.start < place.end && place.start < other.tokens.end) {
        return;
    }
    let span = span_of(reading.tokens, &place);
    let words =
        reading.tokens[place.clone()].iter().map(|token| token.word.as_str()).collect::<Vec<_>>().join(" ");
    let noun = Some(Noun { head: "person".to_owned(), words });
    reading.amounts.insert(
        index,
        Amount { value: 1.0, low: None, bound: None, noun, span, tokens: place, ..like.clone() },
    );
    reading.roles.insert(index, Some(Role::Team));
    reading.times.insert(index, (1.0, None));
}

/// Whether a noun in the singular is what one of a team is called.
fn is_one(noun: &str) -> bool {
    ONE.contains(&noun) || fragment::is_builder(noun)
}

/// The place of `a product owner` where `and` follows it and then a token.
fn one_before(tokens: &[Token], from: usize, start: usize) -> Option<Range<usize>> {
    let word = |by: usize| {
        let at = start.checked_sub(by).filter(|at| *at >= from);
        at.map_or("", |at| tokens[at].word.as_str())
    };
    let named = matches!(word(1), "and" | "plus") && is_one(word(2));
    let led = (3..3 + CALLED).find(|by| noun::stops(word(*by)))?;
    (named && matches!(word(led), "a" | "an")).then(|| start - led + 1..start - 1)
}

/// The place of `I` or `tester` where `and I` or `and a tester` stands at a token.
fn one_more(tokens: &[Token], at: usize, end: usize) -> Option<Range<usize>> {
    let word = |at: usize| tokens.get(at).filter(|_| at < end).map_or("", |token| token.word.as_str());
    if !matches!(word(at), "and" | "plus" | "&") {
        return None;
    }
    if matches!(word(at + 1), "i" | "me" | "myself") {
        return Some(at + 1..at + 2);
    }
    // `a lead time of 12 weeks`, `a test manager tool` and `a lead engineer's budget` are nobody.
    let closes = |at: usize| {
        let plain = tokens.get(at).is_some_and(|token| token.end - token.start == token.word.len());
        let next = word(at + 1);
        let verb = DO.contains(&next) || class_of_verb(next).is_some() && !is_one(next);
        plain && (!tokens.get(at + 1).is_some_and(Token::is_word) || noun::stops(next) || verb)
    };
    let led = matches!(word(at + 1), "a" | "an" | "their" | "my" | "our");
    let called = (at + 2..at + 2 + CALLED).take_while(|at| !noun::stops(word(*at)));
    let one = called.into_iter().find(|at| is_one(word(*at)) && closes(*at))?;
    led.then_some(at + 2..one + 1)
}
