//! Words joined by `and` that describe one noun behind them: `300,000 coffee and vending machines`, `4,000 gas or water meters`.

use super::{is_plural, singular, stops};
use crate::statement::token::Token;
use crate::statement::vocabulary::{class_of_verb, is_call};

/// Whether the words before an `and` describe what is named behind it, as those behind it do: `coffee and vending machines`, but not `staff
/// and three machines`, and not what somebody does: `200 order and pay meals`.
pub(super) fn shares_its_head(tokens: &[Token], and: usize, words: &[&str]) -> bool {
    let word = |at: usize| tokens.get(at).filter(|token| token.is_word()).map_or("", |token| &token.word);
    let joins = tokens.get(and).is_some_and(|token| matches!(token.word.as_str(), "and" | "or" | "&"));
    let (modifier, head) = (word(and + 1), word(and + 2));
    let describes = |word: &str| !word.is_empty() && !stops(word) && !is_plural(word);
    let does = class_of_verb(modifier).is_some() && !is_call(&singular(head));
    joins && (1..=2).contains(&words.len()) && describes(modifier) && is_plural(head) && !stops(head) && !does
}
