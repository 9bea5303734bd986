//! Who writes the software, whoever they are otherwise: `two of the technicians know how to program and would build it`, `building it
//! falls to a pair of trainees`, `development is in the hands of two nurses`.

use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::fragment;
use crate::statement::place::Place;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::vocabulary::{Members, members};

/// People who may be taken off what they do otherwise at most.
const MOST: f64 = 20.0;
/// Words of writing software; what was `built` is there already.
#[rustfmt::skip]
const WRITE: &[&str] = &[
    "build", "builds", "write", "writes", "develop", "develops", "program", "programs", "programme", "implement", "implements", "code",
    "codes", "construct", "constructs", "create", "creates", "deliver", "delivers",
];
/// Words for what is written, behind `the` or `this`.
const SOFTWARE: &[&str] =
    &["app", "application", "system", "tool", "software", "service", "portal", "site", "program", "register"];
/// Words that lead to whom the work is given.
#[rustfmt::skip]
const GIVEN: &[&str] = &[
    "falls to", "fall to", "in the hands of", "lies with", "rests with", "left to", "entrusted to", "is done by", "job of", "task of",
    "assigned to", "handed to", "is given to", "taken on by", "carried out by", "built by", "written by", "developed by", "programmed by",
];
/// Words of the work.
#[rustfmt::skip]
const WORK: &[&str] = &[
    "it", "building", "development", "developing", "programming", "implementation", "job", "work", "project", "writing", "task", "built",
    "written", "developed", "programmed", "coding",
];

/// Gives those who write it their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let place = reading.place(amount);
        if reading.roles[index].is_none() && are_people(amount) && (write(&place) || are_given(&place)) {
            reading.roles[index] = Some(Role::Team);
        }
    }
}

/// Whether an amount counts some people, or nothing that is named: `two of them`.
fn are_people(amount: &Amount) -> bool {
    let people = fragment::is_people(amount)
        || members(amount.head()) == Some(Members::People)
        || matches!(amount.head(), "" | "us" | "man" | "woman" | "clerk");
    amount.measure == Measure::Count
        && amount.per.is_empty()
        && (1.0..=MOST).contains(&amount.value)
        && people
        && !(amount.article && amount.noun.is_none())
}

/// Whether they are said to write it: `two of the technicians know how to program and would build it`.
fn write(place: &Place<'_>) -> bool {
    /// Words between them and the verb at most.
    const REACH: usize = 12;
    /// Words behind which somebody else does it, or nobody is asked to.
    const BREAKS: &[&str] =
        &[";", ":", ".", ",", "that", "which", "had", "not", "never", "list", "but", "so", "because"];
    let end = place.amount.tokens.end;
    let clause = (end..end + REACH).take_while(|at| !BREAKS.contains(&place.word(*at)));
    let object = |verb: usize| match place.word(verb + 1) {
        // `write it down`, `write it in the book`
        "it" => {
            !matches!(place.word(verb + 2), "down" | "up" | "into" | "on" | "to")
                && !matches!(place.word(verb + 4), "book" | "list" | "notebook" | "log" | "register")
        }
        "the" | "this" | "our" => SOFTWARE.contains(&place.word(verb + 2)),
        _ => false,
    };
    clause.into_iter().any(|at| WRITE.contains(&place.word(at)) && object(at))
}

/// Whether the work is said to be theirs: `building it falls to`, `it is in the hands of`.
fn are_given(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let ends = |at: &usize| matches!(place.word(*at), ";" | ":" | ".");
    let from = (place.range.start..start).rev().find(ends).map_or(place.range.start, |at| at + 1);
    let near = from.max(start.saturating_sub(5))..start;
    let given = cue::find(place.tokens, near, GIVEN);
    given.is_some_and(|given| {
        given.end + 1 >= start && cue::find(place.tokens, from..given.end, WORK).is_some()
    })
}
