//! Things that somebody lost, of which nothing is promised: `lost cards must not be accepted`, `cards that were reported lost must not be
//! accepted`; and what may not be lost because its sender was told that it is there.

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

/// `once we have told a charge point "OK", its report can no longer get lost`: where it stands. What is said stands right behind whom
/// it is told, so that `no time may be lost when a crew is told what is to be done` promises nothing.
pub(super) fn told_ok(
    tokens: &[Token],
    sentence: &Range<usize>,
    not: Option<&Range<usize>>,
) -> Option<Range<usize>> {
    /// Tokens from `told` to what is said at most: `told a charge point "OK"`.
    const NEAR: usize = 5;
    let said = |at: usize| match word_at(tokens, sentence, at) {
        "ok" | "okay" | "yes" => true,
        "thank" => word_at(tokens, sentence, at + 1) == "you",
        // `told that it is saved`, `told is saved`, but not `told what is to be done`
        "saved" | "received" | "done" | "stored" | "accepted" => {
            let before = word_at(tokens, sentence, at - 1);
            let what = word_at(tokens, sentence, at - 2) == "what";
            !what
                && (matches!(before, "is" | "was" | "told" | "it" | "that" | "as")
                    || !tokens[at - 1].is_word())
        }
        _ => false,
    };
    let told = sentence.clone().find_map(|at| {
        matches!(word_at(tokens, sentence, at), "told" | "tell" | "tells").then_some(())?;
        (at + 1..sentence.end.min(at + 1 + NEAR)).find(|at| said(*at)).map(|to| at..to + 1)
    })?;
    let not = not?;
    let lost = cue::find(tokens, sentence.clone(), LOST)?;
    Some(told.start.min(not.start).min(lost.start)..told.end.max(not.end).max(lost.end))
}
