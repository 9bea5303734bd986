//! A part told by the others, or by what it comes to: `a quarter look for a slot and book it, the rest only reads`, `ask for, swap or return a
//! slot and so change data`.

use super::changes;
use crate::statement::cue;
use crate::statement::place::Place;
use crate::statement::role::Role;
use crate::statement::token::Token;
use crate::statement::vocabulary::{Class, class_of_verb};
use std::ops::Range;

/// Words that say what something comes to.
#[rustfmt::skip]
const IN_SHORT: &[&str] = &[
    "and so change*", "and thus change*", "and thereby change*", "and therefore change*", "and hence change*", "that is change*", "so change*",
    "thus change*", "thereby change*", "i.e change*", "and so write*", "and thus write*", "and so alter*",
];

/// Whether what is said in `range` comes to a change, whatever its first verb: `look for, take or return a slot and so change data`.
pub(super) fn changes_in_short(tokens: &[Token], range: Range<usize>) -> bool {
    cue::find(tokens, range, IN_SHORT).is_some()
}

/// `a quarter look for a slot and book it, the rest only reads`: what the others do tells of it.
pub(super) fn the_rest(place: &Place<'_>) -> Option<Role> {
    let word = |at: usize| place.word(at);
    let rest = (place.amount.tokens.end + 2..place.range.end).find(|at| {
        matches!(word(*at), "rest" | "others" | "remainder")
            && word(at - 1) == "the"
            && matches!(word(at - 2), "," | ";" | "and" | "while")
    })?;
    let only = matches!(word(rest + 1), "only" | "just" | "merely" | "simply");
    class_of_verb(word(rest + 2)).filter(|class| only && *class == Class::Read).map(|_| Role::WriteShare)
}

/// `97.5 % of those requests change nothing at all`
pub(super) fn changes_nothing(place: &Place<'_>) -> Option<Role> {
    let end = place.amount.tokens.end;
    let clause = (end..end + 8).take_while(|at| !matches!(place.word(*at), "," | ";" | "." | ""));
    let mut words = clause.map(|at| (place.word(at), place.word(at + 1)));
    let nothing = |(verb, next): (&str, &str)| {
        let writes = changes(verb) || class_of_verb(verb) == Some(Class::Write) || verb.starts_with("touch");
        writes && next == "nothing"
    };
    words.any(nothing).then_some(Role::ReadShare)
}

/// `bids and offers are 5 % of requests; nothing else writes`: the only share of a sentence that says so is what writes.
pub(super) fn all_that_writes(place: &Place<'_>, shares: usize) -> Option<Role> {
    const ONLY: &[&str] = &[
        "nothing else writes",
        "nothing else changes",
        "nothing else is written",
        "nothing else stores",
        "only these write",
        "only those write",
        "only they write",
        "no other request writes",
        "none of the others writes",
        "none of the others write",
    ];
    let said = cue::find(place.tokens, place.amount.tokens.end..place.range.end, ONLY).is_some();
    (said && shares == 1 && place.amount.value < 1.0).then_some(Role::WriteShare)
}
