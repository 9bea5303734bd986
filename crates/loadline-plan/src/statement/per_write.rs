//! Reads for each write, said of calls: `for every request that changes a booking there are 199 that only search`, `for each write there
//! are seven reads`, `for every 20 page views one comment is posted`.

use super::amount::Measure;
use super::noun;
use super::parts::changes;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::vocabulary::{Class, class_of, class_of_verb, members};
use std::ops::Range;

/// Words behind an amount among which is said what is done.
const BEHIND: usize = 8;

/// Gives counts of reads for each write their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let free = matches!(reading.roles[index], None | Some(Role::ReadsPerWrite));
        let many = amount.measure == Measure::Count && amount.per.is_empty() && amount.value > 1.0;
        if free && many && members(amount.head()).is_none() && is_per_write(&reading.place(amount)) {
            reading.roles[index] = Some(Role::ReadsPerWrite);
        }
    }
}

fn is_per_write(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let ends = |at: &usize| matches!(place.word(*at), ";" | "." | ":");
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
    let Some(led) = (from..amount.tokens.start)
        .find(|at| matches!((place.word(*at), place.word(at + 1)), ("for", "every" | "each" | "one" | "a")))
    else {
        return false;
    };
    // What is counted itself: `199 page views`, or the words behind: `199 that only search`.
    let own = amount.tokens.start + 1..(amount.tokens.end + BEHIND).min(to);
    if led + 2 < amount.tokens.start {
        let base = led + 2..amount.tokens.start;
        let there = base.clone().any(|at| matches!(place.word(at), "there" | "come" | "we" | "comes" | ","));
        return there && writes(place, base) && looks(place, own);
    }
    // `for every 20 page views one comment is posted`
    let one = own.clone().find(|at| matches!(place.word(*at), "one" | "a" | "an"));
    let counted =
        class_of(amount.head()) == Some(Class::Read) || class_of_verb(amount.head()) == Some(Class::Read);
    counted && one.is_some_and(|one| writes(place, one + 1..(one + 4).min(to)))
}

fn writes(place: &Place<'_>, words: Range<usize>) -> bool {
    words.into_iter().any(|at| {
        let word = place.word(at);
        class_of(&noun::singular(word)) == Some(Class::Write) || changes(word)
    })
}

fn looks(place: &Place<'_>, words: Range<usize>) -> bool {
    words.into_iter().any(|at| {
        let word = place.word(at);
        class_of(&noun::singular(word)) == Some(Class::Read) || class_of_verb(word) == Some(Class::Read)
    })
}
