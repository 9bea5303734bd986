//! Who writes the software, whoever they are otherwise: `two of the technicians know how to program and would build it`, `building it
//! falls to a pair of trainees`, `development is in the hands of two nurses`.

use crate::statement::amount::{Amount, Measure, of_sentence};
use crate::statement::cue;
use crate::statement::fragment;
use crate::statement::like_people::is_like_people;
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

/// What is done by those who write software.
const DONE: &[&str] = &["programming", "coding", "development", "implementation"];
/// Words by which people are there for it.
#[rustfmt::skip]
const PROVIDE: &[&str] = &[
    "provide", "provides", "contribute", "contributes", "lend", "lends", "supply", "supplies", "second", "seconds", "assign", "assigns",
    "release", "releases", "spare", "spares", "delegate", "delegates", "send", "sends", "make available", "makes available",
];
/// Plurals of those who write software.
const WRITERS: &[&str] = &["developers", "programmers", "engineers", "team", "software people"];

/// Gives those who write it their role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let place = reading.place(amount);
        let timed = || {
            of_sentence(&reading.amounts, amount.sentence).any(|at| reading.roles[at] == Some(Role::Deadline))
        };
        let said = |place: &Place<'_>| {
            write(place)
                || are_given(place)
                || timed() && (work_on_it(place) || are_provided(place))
                || are_named_before(reading, place)
        };
        if reading.roles[index].is_none() && are_people(amount) && said(&place) {
            reading.roles[index] = Some(Role::Team);
        }
    }
}

/// Whether an amount counts some people, or nothing that is named: `two of them`.
fn are_people(amount: &Amount) -> bool {
    let people = fragment::is_people(amount)
        || members(amount.head()) == Some(Members::People)
        || is_like_people(amount.head())
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
    // `two archivists will do the programming`
    let does = |verb: usize| {
        let skip = usize::from(matches!(place.word(verb + 1), "the" | "all" | "our"));
        matches!(place.word(verb), "do" | "does" | "handle" | "handles" | "undertake" | "carry")
            && DONE.contains(&place.word(verb + 1 + skip + usize::from(place.word(verb + 1 + skip) == "the")))
    };
    clause.into_iter().any(|at| WRITE.contains(&place.word(at)) && object(at) || does(at))
}

/// `two archivists who can program will do the work in 45 weeks`
fn work_on_it(place: &Place<'_>) -> bool {
    let end = place.amount.tokens.end;
    let near = end..place.range.end.min(end + 12);
    let does = [
        "do the work",
        "do this work",
        "do all the work",
        "do the job",
        "take care of it",
        "take it on",
        "take this on",
    ];
    let after = [
        "programming experience",
        "programming skills",
        "programming knowledge",
        "experience in programming",
    ];
    cue::find(place.tokens, near.clone(), &does).is_some() || cue::find(place.tokens, near, &after).is_some()
}

/// `the IT department provides three people, and it should be online in 20 weeks`
fn are_provided(place: &Place<'_>) -> bool {
    let start = place.behind(&["us", "with", "about", "some", "up", "to", "the"]);
    let near = place.range.start.max(start.saturating_sub(2))..start;
    let verb = cue::find(place.tokens, near, PROVIDE);
    verb.is_some_and(|verb| verb.end == start) && fragment::is_people(place.amount)
}

/// `The developers told me what it takes. There are three of them.`
fn are_named_before(reading: &Reading<'_>, place: &Place<'_>) -> bool {
    let Place { amount, range, .. } = *place;
    let of = amount.tokens.end - usize::from(place.word(amount.tokens.end - 1) == "of");
    let them =
        place.word(of) == "of" && place.word(of + 1) == "them" || place.word(amount.tokens.end - 1) == "them";
    let start = amount.tokens.start;
    let there = start >= range.start + 2
        && (place.word(start - 2), place.word(start - 1)) == ("there", "are")
        || start > range.start && matches!(place.word(start - 1), "are");
    let Some(before) = amount.sentence.checked_sub(1) else { return false };
    let first = reading.ranges[before].start;
    let writers = cue::find(place.tokens, first..range.start, WRITERS).is_some();
    // Those who were counted in between are others.
    let counted = of_sentence(&reading.amounts, before)
        .any(|at| members(reading.amounts[at].head()) == Some(Members::People));
    amount.noun.is_none() && them && there && writers && !counted
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
