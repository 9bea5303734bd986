//! Things that somebody lost, of which nothing is promised: `lost cards must not be accepted`, `cards that were reported lost must not be
//! accepted`.

use super::super::cue;
use super::super::noun;
use super::super::token::{Token, word_at};
use super::words::LOST;
use std::ops::Range;

/// Whether all that a sentence says of a loss is that some things are lost.
pub(super) fn only(tokens: &[Token], sentence: &Range<usize>) -> bool {
    let mut losses = sentence.clone().filter(|at| loses(tokens, sentence, *at)).peekable();
    losses.peek().is_some() && losses.all(|at| is_of_a_thing(tokens, sentence, at))
}

/// Whether a loss is named at a token.
fn loses(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    LOST.iter().any(|word| cue::matches(&tokens[..sentence.end], at, word).is_some())
}

/// `lost cards`, `a lost key`, `reported lost`, `got lost in the post`
fn is_of_a_thing(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    /// Words before a noun and what describes it.
    const LED: &[&str] = &[
        "a", "an", "the", "no", "any", "every", "each", "all", "and", "or", "of", "for", ",", "with",
        "their", "stolen",
    ];
    let word = |at: usize| word_at(tokens, sentence, at);
    let before = if at > sentence.start { word(at - 1) } else { "" };
    let noun = tokens
        .get(at + 1)
        .is_some_and(|next| sentence.contains(&(at + 1)) && next.is_word() && !noun::stops(&next.word));
    let joined = matches!(word(at + 1), "and" | "or") && word(at + 2) == "stolen";
    let led = at == sentence.start || LED.contains(&before);
    let far = word(at + 1) == "in" && matches!(word(at + 3), "post" | "mail" | "street" | "building");
    word(at) == "lost" && (led && (noun || joined) || before == "reported" || far)
}
