//! Calls that only read, said in a sentence of their own: `these requests only read`, `calls only look something up`, `nothing is
//! stored`, `the API is read-only`.

use super::activity::Activity;
use super::amount::{Amount, Measure};
use super::noun;
use super::reading::Reading;
use super::token::{Token, word_at};
use super::vocabulary::{Class, class_of_verb, is_call};
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

/// Gives what is said to read only its class.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, activities, .. } = reading;
    for (sentence, range) in ranges.iter().enumerate() {
        let Some(at) = says_so(tokens, range) else { continue };
        // `90 % of the requests only search` says nothing of the others.
        let part = |amount: &Amount| {
            amount.sentence == sentence
                && matches!(amount.measure, Measure::Share | Measure::Count)
                && (amount.measure == Measure::Share || amount.period().is_none() && amount.per.is_empty())
                && amount.tokens.start < at
                && at <= amount.tokens.end + 3
        };
        if amounts.iter().any(part) {
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
            last.class = Class::Read;
        }
    }
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
