//! How many of something each of some places has, in either order: `a site has 250 machines, and we have 40 sites`, `250 machines at each of
//! our 40 sites`.

use crate::statement::noun;
use crate::statement::stated::Population;
use crate::statement::token::Token;
use crate::statement::vocabulary::Members;
use std::ops::Range;

/// Words that say what a place has.
const HAS: &[&str] = &[
    "has",
    "have",
    "holds",
    "hold",
    "runs",
    "operates",
    "contains",
    "houses",
    "with",
    "are",
    "stand",
    "stands",
    "assume",
    "there",
    "owns",
    "employs",
    "counts",
    "uses",
    "comprises",
];
/// Words between `each` and the place.
const BETWEEN: &[&str] = &["of", "our", "the", "these", "those", "one", "single", "such", "all"];

/// Multiplies every population that is said of each of another one, wherever that is counted.
pub(super) fn multiply(populations: &mut [Population], tokens: &[Token], ranges: &[Range<usize>]) {
    for own in 0..populations.len() {
        let found = &populations[own];
        if found.each.is_some() || found.members == Members::Places {
            continue;
        }
        let whole = (0..populations.len()).find(|whole| {
            let place = &populations[*whole];
            let near = place.sentence.abs_diff(found.sentence) <= 1;
            near && place.members == Members::Places
                && place.each.is_none()
                && place.noun != found.noun
                && (behind(found, place, tokens, &ranges[found.sentence])
                    || before(found, place, tokens, &ranges[found.sentence]))
        });
        let Some(whole) = whole else { continue };
        let places = populations[whole].value;
        let found = &mut populations[own];
        found.each = Some((found.value, whole));
        found.value *= places;
    }
}

/// Whether a token names a place, or begins the amount that counts it.
fn names(place: &Population, tokens: &[Token], at: usize) -> bool {
    place.tokens.contains(&at)
        || tokens.get(at).is_some_and(|token| place.is_called(&noun::singular(&token.word)))
}

/// `250 machines per site`, `250 machines at each of our 40 sites`, `40 sites, 250 machines in each`
fn behind(found: &Population, place: &Population, tokens: &[Token], sentence: &Range<usize>) -> bool {
    let word =
        |at: usize| tokens.get(at).filter(|_| at < sentence.end).map_or("", |token| token.word.as_str());
    let inside = found.tokens.clone().rev().find(|at| word(*at) == "per" && names(place, tokens, at + 1));
    if inside.is_some() {
        return true;
    }
    let mut at = found.tokens.end;
    let led = matches!(word(at), "at" | "in" | "on" | "for" | "to" | "per" | "aboard");
    at += usize::from(led);
    let each = matches!(word(at), "each" | "every")
        || word(at - 1) == "per"
        || matches!((word(at - 1), word(at)), ("to", "a"));
    if !led || !each {
        return false;
    }
    at += usize::from(word(at - 1) != "per");
    while BETWEEN.contains(&word(at)) {
        at += 1;
    }
    let alone = !tokens.get(at).is_some_and(Token::is_word) && place.tokens.start < found.tokens.start;
    names(place, tokens, at) || alone
}

/// `each of our 40 sites has 250 machines`, `a site has 250 machines`, `40 sites take part. Each has 250 machines`
fn before(found: &Population, place: &Population, tokens: &[Token], sentence: &Range<usize>) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let start = found.tokens.start;
    let marker = (sentence.start..start).rev().take(14).find(|at| {
        let one = matches!(word(*at), "each" | "every" | "per");
        one || matches!(word(*at), "a" | "an") && names(place, tokens, at + 1) && HAS.contains(&word(at + 2))
    });
    let Some(marker) = marker else { return false };
    let mut at = marker + 1;
    while at < start && BETWEEN.contains(&word(at)) {
        at += 1;
    }
    let named = names(place, tokens, at);
    while at < start && names(place, tokens, at) {
        at += 1;
    }
    let ends = (at..start).any(|at| matches!(word(at), ";" | "." | "which" | "who"));
    // `each has 250 machines` goes on from the place before.
    let pronoun = !named && HAS.contains(&word(at)) && place.tokens.end <= marker;
    let has = (at..start).any(|at| HAS.contains(&word(at))) || at == start || word(at) == ",";
    (named || pronoun) && has && !ends && start - at <= 5
}
