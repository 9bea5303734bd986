//! What is kept of every call, said beside its size: `the log gets a 400-byte entry for each bid request`, `one line of 90 bytes is logged
//! for every query`, `the issuer needs a score within 150 ms. Each score is stored as a 1.5 kB record`. All calls are written then.

use super::activity::Activity;
use super::amount::{Amount, Measure};
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::token::{Token, word_at};
use super::vocabulary::{Class, class_of_verb, is_call};
use std::ops::Range;

/// Words between a size and the calls it is kept of at most.
const APART: usize = 8;
/// Words that stand between `each` and what is called.
const BETWEEN: usize = 2;
/// What is done with what is kept.
#[rustfmt::skip]
const STORED: &[&str] = &[
    "stored", "written", "saved", "kept", "recorded", "logged", "archived", "filed", "retained", "persisted",
];

/// Makes calls of each of which something is kept something that is written.
pub(super) fn apply(reading: &mut Reading<'_>) {
    // A share says of how many of them it is.
    let parted = [Role::WriteShare, Role::ReadShare, Role::ReadsPerWrite];
    if reading.roles.iter().flatten().any(|role| parted.contains(role)) {
        return;
    }
    let written: Vec<usize> = (0..reading.activities.len())
        .filter(|index| {
            let own = &reading.activities[*index];
            // Searches that leave a line in a log are nothing else, where nothing else is done.
            let all = is_call(&own.what) || reading.activities.len() == 1;
            own.class != Class::Write
                && all
                && (is_kept(reading, &own.what) || answers_are_kept(reading, own))
        })
        .collect();
    for index in written {
        reading.activities[index].class = Class::Write;
    }
}

/// The sizes of what is stored, with their sentences.
fn sizes<'a>(reading: &'a Reading<'_>) -> impl Iterator<Item = (&'a Amount, &'a Range<usize>)> {
    let known = reading.amounts.iter().zip(&reading.roles);
    known
        .filter(|(size, role)| size.measure == Measure::Size && **role == Some(Role::RecordSize))
        .map(|(size, _)| (size, &reading.ranges[size.sentence]))
}

/// `an entry of 700 bytes for each request`, `for every bid request we log 400 bytes`
fn is_kept(reading: &Reading<'_>, what: &str) -> bool {
    sizes(reading).any(|(size, range)| {
        range.clone().any(|at| {
            let Some(end) = of_each(reading.tokens, range, at, what) else { return false };
            let behind =
                at + 1 >= size.tokens.end.saturating_sub(BETWEEN + 2) && at <= size.tokens.end + APART;
            let before = end <= size.tokens.start && size.tokens.start <= end + APART;
            (behind || before) && !narrows(reading.tokens, range, end)
        })
    })
}

/// `for each bid request`, `per query`: where it ends.
fn of_each(tokens: &[Token], range: &Range<usize>, at: usize, what: &str) -> Option<usize> {
    let word = |at: usize| word_at(tokens, range, at);
    let led = matches!(word(at), "for" | "with" | "on" | "of" | "from" | "about");
    let from = match word(at) {
        "per" => at + 1,
        _ if led && matches!(word(at + 1), "each" | "every" | "all") => at + 2,
        _ => return None,
    };
    let from = from + usize::from(word(from) == "single");
    (from..=from + BETWEEN).find(|at| noun::singular(word(*at)) == what).map(|at| at + 1)
}

/// Whether some of the calls are meant: `for each request that changes something`.
fn narrows(tokens: &[Token], range: &Range<usize>, end: usize) -> bool {
    let word = word_at(tokens, range, end);
    matches!(word, "that" | "which" | "whose" | "where" | "to" | "with")
        || word.ends_with("ing") && class_of_verb(word).is_some()
}

/// Whether what the only calls are answered with is kept: `we return a quote within 200 ms; every quote is stored as a record of 1 kB`.
fn answers_are_kept(reading: &Reading<'_>, own: &Activity) -> bool {
    let Reading { tokens, .. } = *reading;
    if reading.activities.len() > 1 || own.class != Class::Mixed {
        return false;
    }
    sizes(reading).any(|(_, range)| {
        range.clone().any(|at| {
            let word = |at: usize| word_at(tokens, range, at);
            let each = matches!(word(at), "each" | "every") && matches!(word(at + 2), "is" | "gets");
            each && STORED.contains(&word(at + 3)) && is_answer(reading, &noun::singular(word(at + 1)))
        })
    })
}

/// Whether a noun is what is waited for: `needs a score within 150 ms`.
fn is_answer(reading: &Reading<'_>, what: &str) -> bool {
    reading.amounts.iter().zip(&reading.roles).any(|(time, role)| {
        let range = &reading.ranges[time.sentence];
        let word = |at: usize| word_at(reading.tokens, range, at);
        let start = time.tokens.start;
        *role == Some(Role::Latency)
            && (range.start.max(start.saturating_sub(5))..start)
                .any(|at| matches!(word(at), "a" | "an" | "its" | "their" | "the") && word(at + 1) == what)
    })
}
