//! Nouns that are joined of several words: by `and`, where both describe one behind them (`300,000 coffee and vending machines`), or into one
//! word (`tradespeople`).

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

/// One of those whose name ends with `people`, `men` or `women`: `tradespeople`, `fishermen`.
pub(super) fn joined_people(word: &str) -> Option<String> {
    let person = |stem: &str| (stem.len() > 2).then(|| format!("{stem}person"));
    let man = || {
        let joined = ["smen", "rmen", "kmen", "swomen"].iter().any(|ending| word.ends_with(ending));
        joined.then(|| word.strip_suffix("men").map(|stem| format!("{stem}man")))?
    };
    word.strip_suffix("people").and_then(person).or_else(man)
}
