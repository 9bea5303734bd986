//! What is over: `last autumn we were down for three hours` tells what was, and demands nothing.

use super::cue;
use super::token::{Token, word_at};
use super::unit;
use std::ops::Range;

/// Times of which only the last one is spoken of.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "year", "autumn", "fall", "winter", "spring", "summer", "month", "week", "weekend", "night", "quarter", "time", "season",
    "christmas", "easter", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];
/// What something was.
const DOWN: &[&str] = &["down", "unavailable", "offline", "unreachable", "dark", "broken", "interrupted"];

/// Whether tokens tell of something that has failed: `twice last year our carrier failed`, `which brought the old system down twice`.
pub(super) fn has_failed(tokens: &[Token], range: &Range<usize>) -> bool {
    let word = |at: usize| word_at(tokens, range, at);
    let fails = ["fail*", "broke*", "crash*", "outage*", "collapsed"];
    let brought = |at: usize| {
        matches!(word(at), "brought" | "took" | "went" | "was" | "were")
            && (at + 1..at + 6).any(|at| word(at) == "down")
    };
    range.clone().any(brought) || is_over(tokens, range) && cue::find(tokens, range.clone(), &fails).is_some()
}

/// Whether tokens tell of something that is over.
pub(super) fn is_over(tokens: &[Token], range: &Range<usize>) -> bool {
    let word = |at: usize| word_at(tokens, range, at);
    // `if the network was down for an hour` tells what may be.
    if range.clone().any(|at| matches!(word(at), "if" | "when" | "should" | "whenever" | "suppose" | "even"))
    {
        return false;
    }
    range.clone().any(|at| match word(at) {
        "ago" | "yesterday" => true,
        // `the last year` may be that of a history.
        "last" => {
            let next = word(at + 1);
            let led = at.checked_sub(1).map_or("", word) == "the";
            !led && (TIMES.contains(&next) || next.len() > 2 && unit::month(next).is_some())
        }
        // `who has kept the list in a spreadsheet for eleven years`
        "has" | "have" => word(at + 1) == "kept" && word(at + 2) != "for",
        "was" | "were" | "went" => (at + 1..at + 3).any(|at| DOWN.contains(&word(at))),
        _ => false,
    })
}
