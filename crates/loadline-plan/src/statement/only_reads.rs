//! Calls that only read, said in a sentence of their own: `these requests only read`, `calls only look something up`, `nothing is
//! stored`, `the API is read-only`, `all of them are reads`, `these are lookups of prices only`. Also that all of them write.

use super::amount::{Amount, Measure};
use super::noun;
use super::reading::Reading;
use super::stated::Activity;
use super::token::{Token, word_at};
use super::vocabulary::{Class, class_of, class_of_verb, is_call, members};
use std::ops::Range;

/// Sentences between what is done and what is said of it at most.
const APART: usize = 2;
/// Words that leave nothing else.
const ONLY: &[&str] = &["only", "just", "merely", "purely", "solely", "exclusively", "all"];
/// What is not done where nothing is written.
#[rustfmt::skip]
const WRITTEN: &[&str] = &[
    "stored", "written", "saved", "changed", "recorded", "persisted", "modified", "kept", "updated", "store", "write", "save",
    "change", "record", "modify",
];

/// Words that leave something out after all.
const EXCEPT: &[&str] = &[
    "except",
    "apart",
    "unless",
    "besides",
    "almost",
    "nearly",
    "virtually",
    "practically",
    "not",
    "mostly",
];

/// Gives what is said to read only its class.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, activities, outsides, .. } = reading;
    for (sentence, range) in ranges.iter().enumerate() {
        // `we send the supplier 40 requests, all of them reads`
        let of_ours = |at: &usize| {
            !outsides
                .iter()
                .flat_map(|outside| &outside.places)
                .any(|place| range.contains(&place.start) && place.start < *at)
        };
        let all = || all_are(tokens, range).filter(|(at, _)| of_ours(at));
        let Some((at, class)) = says_so(tokens, range).map(|at| (at, Class::Read)).or_else(all) else {
            continue;
        };
        // `90 % of the requests only search` says nothing of the others.
        let part = |amount: &Amount| {
            amount.sentence == sentence
                // `send four requests each, and every request is a write`
                && !(amount.measure == Measure::Count && activities.iter().any(|own| own.span == amount.span))
                && matches!(amount.measure, Measure::Share | Measure::Count)
                && (amount.measure == Measure::Share || amount.period().is_none() && amount.per.is_empty())
                && amount.tokens.start < at
                && at <= amount.tokens.end + 3
        };
        if amounts.iter().any(part) || of_the_rest(tokens, range, at) {
            continue;
        }
        let near = |activity: &&mut Activity| {
            activity.class == Class::Mixed
                && is_call(&activity.what)
                && activity.tokens.start < at
                && sentence - activity.sentence <= APART
        };
        // The last that were spoken of, and all of that name.
        if let Some(last) = activities.iter_mut().filter(near).max_by_key(|activity| activity.tokens.start) {
            last.class = class;
        }
    }
}

/// Whether what is said of all of something is said of what was named right before, or of the rest: `the rest are reservations, all of
/// which write`.
fn of_the_rest(tokens: &[Token], range: &Range<usize>, at: usize) -> bool {
    const REST: &[&str] = &["rest", "remainder", "remaining", "others", "other"];
    let word = |at: usize| word_at(tokens, range, at);
    let which = (at..at + 5).any(|at| matches!(word(at), "which" | "them" | "these" | "those"));
    let named = || {
        let before = |by: usize| at.checked_sub(by).map_or("", word);
        let one = noun::singular(before(2));
        before(1) == "," && word(at + 2) == "which" && class_of(&one).is_some() && !is_call(&one)
    };
    which && ((range.start..at).any(|at| REST.contains(&word(at))) || named())
}

/// Where a sentence says that calls only read.
fn says_so(tokens: &[Token], range: &Range<usize>) -> Option<usize> {
    let word = |at: usize| word_at(tokens, range, at);
    range.clone().find(|at| {
        let at = *at;
        let calls = is_call(&noun::singular(word(at)))
            || matches!(word(at), "they" | "these" | "them" | "which" | "api" | "it");
        // `these requests only read`, `they all just look something up`
        let mut verb = at + 1;
        while matches!(word(verb), "all" | "of" | "them" | "do" | "will" | "ever" | "are" | "is") {
            verb += 1;
        }
        let only = ONLY.contains(&word(verb)) && class_of_verb(word(verb + 1)) == Some(Class::Read);
        let read_only =
            matches!(word(verb), "read") && word(verb + 1 + usize::from(word(verb + 1) == "-")) == "only";
        // `nothing is stored`, `no call writes anything`, `without writing anything`
        let nothing = word(at) == "nothing" && (at + 1..at + 5).any(|at| WRITTEN.contains(&word(at)));
        let none = word(at) == "no"
            && is_call(&noun::singular(word(at + 1)))
            && (at + 2..at + 4).any(|at| WRITTEN.contains(&word(at).trim_end_matches('s')));
        calls && (only || read_only) || nothing || none
    })
}

/// Where a sentence says of all calls that they are reads: `all of them are reads`, `every request is a lookup`, `these are queries only`,
/// `there are no writes`.
fn all_are(tokens: &[Token], range: &Range<usize>) -> Option<(usize, Class)> {
    let word = |at: usize| word_at(tokens, range, at);
    if range.clone().any(|at| EXCEPT.contains(&word(at))) {
        return None;
    }
    range.clone().find_map(|at| {
        let class = if none_writes(&word, at) { Some(Class::Read) } else { are(&word, at) };
        class.map(|class| (at, class))
    })
}

/// `there are no writes`, `we have no writes at all`, `none of them writes anything`
fn none_writes<'a>(word: &impl Fn(usize) -> &'a str, at: usize) -> bool {
    let of_them = word(at) == "none"
        && word(at + 1) == "of"
        && matches!(word(at + 2), "them" | "these" | "those" | "which");
    let write = |at: usize| {
        class_of_verb(word(at)) == Some(Class::Write) || WRITTEN.contains(&word(at).trim_end_matches('s'))
    };
    word(at) == "no" && word(at + 1) == "writes" && !is_word_of(word(at + 2)) || of_them && write(at + 3)
}

/// Whether a word goes on with a phrase: `no writes to the master`.
fn is_word_of(word: &str) -> bool {
    matches!(
        word,
        "to" | "from"
            | "by"
            | "of"
            | "per"
            | "during"
            | "after"
            | "before"
            | "while"
            | "in"
            | "on"
            | "may"
            | "must"
            | "should"
            | "are"
    )
}

/// What all calls are said to be from a token on.
fn are<'a>(word: &impl Fn(usize) -> &'a str, start: usize) -> Option<Class> {
    /// What is written beyond doubt.
    const WRITES: &[&str] = &[
        "write",
        "update",
        "booking",
        "order",
        "change",
        "purchase",
        "payment",
        "insert",
        "upload",
        "submission",
    ];
    let pronoun = |word: &str| matches!(word, "them" | "these" | "those" | "they" | "which");
    let call = |at: usize| is_call(&noun::singular(word(at)));
    let mut all = matches!(word(start), "all" | "every" | "each");
    let mut at = start + usize::from(all);
    // `every one of them`
    at += usize::from(all && word(at) == "one");
    at += usize::from(word(at) == "of");
    at += usize::from(matches!(word(at), "the" | "these" | "those" | "our") && call(at + 1));
    if !(pronoun(word(at)) || call(at) || all && matches!(word(at), "are" | "is") || word(start) == "there") {
        // `all reads, no writes`
        let none = (word(at + 1), word(at + 2), word(at + 3)) == (",", "no", "writes");
        return (all && word(at) == "reads" && none).then_some(Class::Read);
    }
    at += usize::from(pronoun(word(at)) || call(at) || word(at) == "there");
    // `all requests write something`, but not `each of these writes is 2 kB`
    let changes =
        matches!(word(at).trim_end_matches('s'), "write" | "change" | "update" | "modifie" | "modify");
    let verb = word(at) == "write" || changes && at > start && call(at - 1);
    let (one, linked) = (word(at) == "is", matches!(word(at), "are" | "is" | ","));
    at += usize::from(matches!(word(at), "are" | "is" | ","));
    while matches!(
        word(at),
        "all"
            | "only"
            | "just"
            | "merely"
            | "pure"
            | "purely"
            | "plain"
            | "simple"
            | "exclusively"
            | "a"
            | "an"
            | "mere"
    ) {
        all |= !matches!(word(at), "a" | "an" | "plain" | "simple");
        at += 1;
    }
    let noun = noun::singular(word(at));
    // `all of them reads`, but not `each of these writes is 2 kB`
    let closed = linked || matches!(word(at + 1), "" | "." | "," | ";" | ")" | "only");
    let many = closed && (noun::is_plural(word(at)) || one);
    let read = class_of(&noun) == Some(Class::Read) && members(&noun).is_none() && many;
    // `these are lookups of prices and free connectors only`
    let end = (at..at + 10).find(|at| matches!(word(*at), "" | "." | "," | ";" | ":")).unwrap_or(at);
    let only = || end > at && matches!(word(end - 1), "only" | "alone");
    if (all || only()) && (many && WRITES.contains(&noun.as_str()) || verb && !linked) {
        return Some(Class::Write);
    }
    (read && (all || only())).then_some(Class::Read)
}
