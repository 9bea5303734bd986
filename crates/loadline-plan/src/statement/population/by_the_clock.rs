//! Whatever is counted, where each of it is said to send so much by the clock: `60,000 charging points; every one of them sends two
//! messages a minute`.

use crate::statement::amount::{Amount, Measure};
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Class, Members, class_of_verb, is_machine_made, members};

/// Words by which what is counted has a machine.
const HAS: &[&str] = &[
    "have", "has", "with", "carry", "carries", "wear", "wears", "fitted", "equipped", "watched", "run",
    "runs",
];
/// Tokens behind a count in which each of it is spoken of.
const REACH: usize = 24;
/// Tokens behind a verb in which the interval stands.
const PACE_REACH: usize = 16;

/// Whether each of what an amount counts is said, right behind it, to send something by the clock.
pub(super) fn each_sends_by_the_clock(place: &Place<'_>, amounts: &[Amount]) -> bool {
    let Place { tokens, amount, .. } = *place;
    let words = amount.noun.as_ref().map_or("", |noun| noun.words.as_str());
    let plural = words.split(' ').next_back().is_some_and(noun::is_plural);
    // `3,000 messages` are sent, `3,000 charging points` send.
    let made = is_machine_made(amount.head()) && !words.contains(' ');
    let counts = |other: &Amount| other.measure == Measure::Count && other.value >= 2.0 && !other.article;
    // `60,000 scooters stand around in 22 cities, and each reports`: those are where it is done.
    let place_led =
        amount.tokens.start.checked_sub(1).is_some_and(|at| {
            matches!(place.word(at), "in" | "across" | "at" | "over" | "throughout" | "on")
        });
    let within = place_led
        && amounts.iter().any(|other| {
            other.sentence == amount.sentence && other.tokens.end < amount.tokens.start && counts(other)
        });
    if !plural || made || within || !counts(amount) || !amount.per.is_empty() {
        return false;
    }
    let end = amount.tokens.end;
    // Where several others are counted, those are meant.
    let others = amounts.iter().filter(|other| counts(other) && other.tokens.start >= end);
    let next = others.map(|other| other.tokens.start).min().unwrap_or(tokens.len());
    // `3.6 million boxes. 288 messages are sent by each box`
    let by_each = (end..tokens.len().min(end + 2 * REACH)).any(|at| {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
        word(at) == "by" && matches!(word(at + 1), "each" | "every") && word(at + 2) == amount.head()
    });
    // `120 radars, one frame of 2.5 MB every 5 minutes`
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let one = word(end) == ","
        && matches!(word(end + 1), "one" | "a" | "an")
        && is_machine_made(word(end + 2))
        && is_paced(place, amounts, end + 1);
    if one {
        return true;
    }
    if by_each {
        return true;
    }
    (end..next.min(end + REACH))
        .any(|at| verb_of_each(place, at).is_some_and(|verb| is_paced(place, amounts, verb)))
}

/// The place of the verb behind `each`, `every one of them`, `each unit` or `they`, where that begins at a token.
fn verb_of_each(place: &Place<'_>, at: usize) -> Option<usize> {
    let word = |at: usize| place.tokens.get(at).map_or("", |token| token.word.as_str());
    let mut verb = at + 1;
    match word(at) {
        "each" | "every" => {
            verb += usize::from(word(verb) == "single");
            verb += usize::from(word(verb) == "one");
            if word(verb) == "of" && matches!(word(verb + 1), "them" | "these" | "those" | "which") {
                verb += 2;
            } else if class_of_verb(word(verb)).is_none() || !word(verb).ends_with('s') {
                // `each unit`, `each charging point`
                let one = (verb..verb + 2).find(|at| names_one(place, word(*at)));
                verb = one.map_or(verb, |at| at + 1);
            }
        }
        "a" | "an" | "the" if names_one(place, word(verb)) => verb += 1,
        // `fitted with a sensor, which reports`
        "which" | "that" if stands_behind_one(place, at) => {}
        "they" | "all" => verb += usize::from(word(at) == "all" && word(verb) == "of") * 2,
        _ => return None,
    }
    while word(verb).ends_with("ly")
        || matches!(word(verb), "should" | "shall" | "must" | "will" | "then" | "also")
    {
        verb += 1;
    }
    (class_of_verb(word(verb)) == Some(Class::Write)).then_some(verb)
}

/// Whether a machine that stands for one of what is counted is named right before a token.
fn stands_behind_one(place: &Place<'_>, at: usize) -> bool {
    let word = |by: usize| at.checked_sub(by).map_or("", |at| place.tokens[at].word.as_str());
    let noun = if word(1) == "," { word(2) } else { word(1) };
    members(noun) == Some(Members::Machines)
}

/// Whether a noun in the singular names one of what is counted, or a machine that stands for it.
fn names_one(place: &Place<'_>, one: &str) -> bool {
    // `bays have a sensor, and a sensor sends`, but not `40,000 articles; a scanner sends the list`
    let had = || {
        let behind = place.amount.tokens.end..place.range.end;
        behind.into_iter().any(|at| HAS.contains(&place.word(at)))
    };
    one == place.amount.head()
        || members(one) == Some(Members::Machines) && (had() || is_behind_each(place, one))
}

/// `2,200 beds; each monitor emits`
fn is_behind_each(place: &Place<'_>, one: &str) -> bool {
    let end = place.amount.tokens.end;
    let word = |at: usize| place.tokens.get(at).map_or("", |token| token.word.as_str());
    (end..end + REACH).any(|at| matches!(word(at), "each" | "every") && word(at + 1) == one)
}

/// Whether an interval of a day or less stands behind a verb, in its sentence.
fn is_paced(place: &Place<'_>, amounts: &[Amount], verb: usize) -> bool {
    amounts.iter().any(|other| {
        let near = (verb + 1..verb + PACE_REACH).contains(&other.tokens.start);
        let plain = || {
            place.tokens[verb..other.tokens.start]
                .iter()
                .all(|token| !matches!(token.word.as_str(), "." | ";"))
        };
        let every = other.measure == Measure::Duration && other.every && other.value <= DAY;
        let often = matches!(other.measure, Measure::Count | Measure::Times | Measure::Size)
            && other.period().is_some_and(|period| period <= DAY);
        near && (every || often) && plain()
    })
}
