//! What a share of calls or pages is said to be, where the whole is named with it: `1 in 50 page views is an order`, `one order in every 50
//! page views`, `Orders: one page view in 50`. The whole says nothing of the part.

use super::amount::Measure;
use super::noun;
use super::parts::{changes, says_of_answers};
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::vocabulary::{Class, class_of, is_call, is_display};

/// Words passed between a share, its whole and what is said of it.
#[rustfmt::skip]
const PASSED: &[&str] = &[
    "of", "the", "these", "those", "all", "our", "them", "which", "is", "are", "being", "a", "an", "only", "just", "in", "fact", "actually", "that",
    "leads", "lead", "to", "ends", "end", "with", "results", "result", "turns", "turn", "into", "one", "what", "we", "get", "such", "page", "api",
    "http", "real", "new", "actual",
];
/// Words behind a share in which its predicate stands.
const REACH: usize = 12;

/// `unlocking and returning are writes; they make up 30 % of all requests`
fn make_up_writes(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let back = |by: usize| {
        start.checked_sub(by).filter(|at| *at >= place.range.start).map_or("", |at| place.word(at))
    };
    let they = matches!((back(3), back(2), back(1)), ("they" | "these" | "which" | "those", "make", "up"))
        || matches!((back(3), back(2), back(1)), ("they" | "these" | "which" | "those", "account", "for"));
    let written = start.checked_sub(6).is_some_and(|to| {
        (place.range.start + 1..=to + 2).any(|at| {
            matches!(place.word(at - 1), "are" | "is") && matches!(place.word(at), "writes" | "written")
        })
    });
    they && written
}

/// Gives shares of what is looked at or called the role of what they are said to be.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let share = amount.measure == Measure::Share && amount.value > 0.0 && amount.value < 0.5;
        let open = matches!(
            reading.roles[index],
            None | Some(Role::ReadShare | Role::WriteShare | Role::ActiveShare | Role::HeadroomShare)
        );
        if !share || !open || amount.period().is_some() {
            continue;
        }
        if writes(&reading.place(amount)) || make_up_writes(&reading.place(amount)) {
            let sentence = amount.sentence;
            let start = amount.tokens.start;
            reading.roles[index] = Some(Role::WriteShare);
            // What writes in part is not all looked at.
            let looked_at = reading.activities.iter_mut().filter(|own| {
                own.class == Class::Read
                    && own.tokens.start < start
                    && sentence - own.sentence.min(sentence) <= 1
            });
            if let Some(own) = looked_at.max_by_key(|own| own.tokens.start) {
                own.class = Class::Mixed;
            }
        }
    }
}

/// Whether a word names what is asked, of which something is a share.
fn is_whole(word: &str) -> bool {
    let one = noun::singular(word);
    is_call(&one) || is_display(&one) || matches!(one.as_str(), "view" | "hit" | "visit" | "impression")
}

/// Whether the part of a named whole that a share says is written.
fn writes(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let own = amount.tokens.clone().map(|at| place.word(at));
    let part = |word: &str| !is_whole(word) && (class_of(&noun::singular(word)) == Some(Class::Write));
    let inside = amount.tokens.clone().any(|at| is_whole(place.word(at)));
    let end = amount.tokens.end;
    let whole = (end..range.end.min(end + 6))
        .take_while(|at| PASSED.contains(&place.word(*at)) || is_whole(place.word(*at)))
        .filter(|at| is_whole(place.word(*at)))
        .last();
    if !inside && whole.is_none() {
        // `864,000 people, 10 page views each, 1 in 50 an order`
        let article = matches!(place.word(end), "a" | "an") && part(place.word(end + 1))
            || amount.thing().is_some_and(part);
        return article && (range.start..amount.tokens.start).any(|at| is_whole(place.word(at)));
    }
    // `by one request in twenty an appointment is booked`
    if amount.thing().is_some_and(part) {
        return true;
    }
    // `one order in every 50 page views`
    if own.clone().any(part) {
        return true;
    }
    let label = amount.tokens.start.checked_sub(2).filter(|at| *at >= range.start);
    let labelled = label.is_some_and(|at| place.word(at + 1) == ":" && part(place.word(at)));
    let from = whole.map_or(end, |at| at + 1);
    let mut said = (from..range.end.min(from + REACH)).map(|at| place.word(at));
    let predicate = said.find(|word| !PASSED.contains(word));
    // `2 % of the calls are answered too late`
    let of_answers = predicate.is_some_and(says_of_answers);
    !of_answers && (labelled || predicate.is_some_and(|word| changes(word) || part(word)))
}
