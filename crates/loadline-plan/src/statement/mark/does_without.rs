//! Whether it goes on while somebody else's service is away, or does not: `when the provider is away, we confirm the order all the same`,
//! `the tool runs on when the bureau is down`, and `without the text no order goes through`.

use super::super::cue;
use super::super::token::{Token, word_at};
use std::ops::Range;

/// Words by which something is away. Each is looked for right behind what is away, so that `outside of the EU` and `it is offered` are none.
#[rustfmt::skip]
const AWAY: &[&str] = &[
    "is down", "is away", "is out", "is off", "is unavailable", "is unreachable", "is not available", "is not reachable", "does not answer",
    "doesn't answer", "do not answer", "fails", "fail", "goes down", "drops out", "breaks down", "are down", "are away", "are out",
];
/// Words that begin what is said of that time.
const WHEN: &[&str] = &["when", "if", "should", "while", "whenever", "as long as", "even if", "in case"];
/// Tokens between one of them and what is away at most.
const NAMED: usize = 5;
/// Words of going on.
#[rustfmt::skip]
const ON: &[&str] = &[
    "all the same", "anyway", "nevertheless", "still", "later", "afterwards", "without it", "without them", "without the", "runs on", "run on",
    "goes on", "go on", "carries on", "carry on", "keeps running", "keeps working", "keep running", "keep working",
];
/// Words of not going on, or of nothing but a message about it: `when it fails, the customer still gets an error`.
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "cannot", "can't", "can not", "stop", "stops", "nothing", "nobody", "impossible", "no longer", "wait", "waits", "error", "errors", "fail over",
    "lost", "turned away",
];
/// Words by which it is said to need nobody.
#[rustfmt::skip]
const NEEDS_NOT: &[&str] = &[
    "does not depend on it", "doesn't depend on it", "do not depend on it", "don't depend on it", "works without it", "runs on without",
    "run on without", "goes on without", "carries on without", "keeps running without", "keeps working without", "can do without it",
    "can do without them", "simply leaves it out", "stops nothing",
];
/// Words by which nothing goes without somebody.
const WITHOUT: &[&str] =
    &["without it", "without the", "without them", "without that", "without this", "without which"];
/// Words of nothing.
const NOTHING: &[&str] = &["no", "nothing", "nobody", "cannot", "can't", "not", "none"];
/// Words of what may be put off.
const WAITS: &[&str] = &["may wait", "can wait", "may be delayed", "can be delayed"];
/// Stems of what goes to somebody else.
const HANDED: &[&str] = &["hand", "call", "check", "transfer", "payment", "charge", "captur"];
/// Words of a long time.
const LONG: &[&str] = &["a day", "days", "hours", "an hour", "overnight", "until", "a while"];

/// Where a sentence says that it goes on without somebody.
pub(super) fn goes_on(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let says = |words: &[&str]| cue::find(tokens, sentence.clone(), words);
    if needed(tokens, sentence).is_some() {
        return None;
    }
    says(NEEDS_NOT).or_else(|| while_away(tokens, sentence)).or_else(|| may_wait(tokens, sentence))
}

/// `if it fails, orders are still taken`
fn while_away(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let says = |words: &[&str]| cue::find(tokens, sentence.clone(), words);
    let when = says(WHEN)?;
    let away = cue::find(tokens, when.end..sentence.end.min(when.end + NAMED + 3), AWAY)?;
    let near = away.start <= when.end + NAMED;
    let on = says(ON).filter(|on| on.start >= away.end || on.end <= when.start)?;
    (near && says(STOPS).is_none()).then(|| when.start.min(on.start)..away.end.max(on.end))
}

/// `the hand-over may wait a day`, where the sentence is the one of the promise; whoever asks looks at that.
fn may_wait(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let waits = cue::find(tokens, sentence.clone(), WAITS)?;
    let ends = |at: &usize| matches!(word_at(tokens, sentence, *at), "," | ";" | ".");
    let clause = waits.end..(waits.end..sentence.end).find(ends).unwrap_or(sentence.end);
    let nobody = matches!(
        word_at(tokens, sentence, waits.start.wrapping_sub(1)),
        "nobody" | "one" | "none" | "nothing"
    );
    // `reports may wait` says nothing of what goes through somebody else's service.
    let before = (sentence.start..waits.start).rev().take(3).any(|at| {
        let word = word_at(tokens, sentence, at);
        HANDED.iter().any(|stem| word.starts_with(stem)) || matches!(word, "it" | "they" | "that")
    });
    (before && !nobody && cue::find(tokens, clause, LONG).is_some()).then_some(waits)
}

/// Where a sentence says that nothing goes without somebody: `without the text no order goes through`.
pub(super) fn needed(tokens: &[Token], sentence: &Range<usize>) -> Option<Range<usize>> {
    let without = cue::find(tokens, sentence.clone(), WITHOUT)?;
    let ends = |at: &usize| matches!(word_at(tokens, sentence, *at), ";" | ".");
    let from = (sentence.start..without.start).rev().find(ends).map_or(sentence.start, |at| at + 1);
    let to = (without.end..sentence.end).find(ends).unwrap_or(sentence.end);
    cue::find(tokens, from..to, NOTHING)
        .map(|nothing| without.start.min(nothing.start)..without.end.max(nothing.end))
}
