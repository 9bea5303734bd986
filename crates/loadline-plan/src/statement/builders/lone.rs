//! People of whom a sentence says nothing but that they are there for it: `eight people are available`, `we can put six people on
//! it`. Whoever uses the system is told by what they do, and not by being free.

use crate::statement::place::Place;

/// Words of being there for it, one of which must stand in the sentence.
const FREE: &[&str] = &["available", "free", "disposal", "spare", "assigned", "dedicated", "put"];
/// Words beside the number and one of `FREE`; any other says something else of them.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "there", "are", "is", "will", "be", "we", "us", "our", "i", "you", "have", "has", "can", "could", "may", "make", "of", "to", "for", "on", "at",
    "it", "this", "the", "project", "job", "work", "full", "time", "full-time", "only", "just", "about", "some", "currently", "now", "from",
    "day", "one", "whole", "until", "launch", "all", "along", "-", "*",
];

/// Words for what is built.
const IT: &[&str] = &["it", "this", "project", "job"];
/// Nouns of those who build something rather than use it: `eight operators are free now` are somebody's, unless it is for the project.
const BUILD: &[&str] = &["person", "developer", "engineer", "programmer", "dev", "colleague", "of us"];

/// Whether a sentence says of people no more than that they are there for it.
pub(in crate::statement) fn are_free(place: &Place<'_>) -> bool {
    let named = || place.range.clone().any(|at| IT.contains(&place.word(at)));
    if !BUILD.contains(&place.amount.head()) && !named() {
        return false;
    }
    let mut free = false;
    for at in place.range.clone().filter(|at| !place.amount.tokens.contains(at)) {
        let word = place.word(at);
        free |= FREE.contains(&word);
        if place.tokens[at].is_word() && !FREE.contains(&word) && !BESIDE.contains(&word) {
            return false;
        }
    }
    free
}
