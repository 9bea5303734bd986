//! The text cut into sentences.

use super::grammar::clip;
use super::token::Token;
use loadline_base::{FileId, Span};
use std::ops::Range;

/// Tokens of a sentence at most; a longer one is cut.
const LONGEST: usize = 240;

/// The bytes of a range of tokens.
pub(super) fn span_of(tokens: &[Token], range: &Range<usize>) -> Span {
    let start = tokens.get(range.start).map_or(0, |token| token.start);
    let end = tokens.get(range.end.saturating_sub(1)).map_or(start, |token| token.end);
    Span::new(FileId(0), clip(start), clip(end))
}

/// The sentences, as ranges of tokens.
pub(super) fn sentences(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at > from && (token.breaks && !goes_on(tokens, at) || at - from >= LONGEST) {
            ranges.push(from..at);
            from = at;
        }
        let ends = matches!(token.word.as_str(), "." | "!" | "?")
            && !shortens(tokens, at)
            && tokens.get(at + 1).is_none_or(|next| !next.glued);
        if ends && at >= from {
            ranges.push(from..at + 1);
            from = at + 1;
        }
    }
    if from < tokens.len() {
        ranges.push(from..tokens.len());
    }
    ranges
}

/// Whether an item of a list goes on with the one before it: `- and looks at 50 photos a day`.
fn goes_on(tokens: &[Token], at: usize) -> bool {
    let bullet = matches!(tokens[at].word.as_str(), "-" | "*" | "•" | "+");
    let ended =
        at.checked_sub(1).is_some_and(|last| matches!(tokens[last].word.as_str(), "." | "!" | "?" | ":"));
    let next = tokens.get(at + 1).filter(|next| !next.capital && !next.breaks);
    bullet && !ended && next.is_some_and(|next| matches!(next.word.as_str(), "and" | "but" | "while"))
}

/// Whether a dot shortens a word before a number, and ends no sentence: `max. 40 requests`.
fn shortens(tokens: &[Token], at: usize) -> bool {
    const SHORT: &[&str] =
        &["max", "min", "approx", "ca", "avg", "resp", "incl", "est", "no", "nr", "vs", "abt", "cca", "appr"];
    let before = at.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
    let number = tokens.get(at + 1).is_some_and(|next| next.number().is_some() && !next.breaks);
    tokens[at].is(".") && tokens[at].glued && SHORT.contains(&before) && number
}
