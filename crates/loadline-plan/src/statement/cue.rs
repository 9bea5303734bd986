//! How cues are weighed: words near an amount speak for a role, the nearer the louder.
//!
//! The tables of cues are in `roles/`; nothing here knows a word of English but its punctuation.

use super::amount::Amount;
use super::role::Role;
use super::token::{Kind, Token};
use std::ops::Range;

/// Where the words of a cue are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Side {
    /// In the noun the amount counts or measures, or in what it is said per.
    Noun,
    /// Before or behind.
    Near,
    /// Before the amount.
    Before,
    /// Behind the amount.
    After,
    /// Anywhere in the sentence, without regard to distance.
    Sentence,
}

/// Words that speak for a role, or against it where the weight is negative. `*` ends a word stem; several words in one
/// string must follow each other.
#[derive(Debug)]
pub(super) struct Cue {
    pub(super) side: Side,
    pub(super) weight: f64,
    pub(super) words: &'static [&'static str],
}

/// A role, which amounts it fits, and what speaks for it.
pub(super) struct Row {
    pub(super) role: Role,
    pub(super) fits: fn(&Amount) -> bool,
    /// Least sum of weights.
    pub(super) least: f64,
    /// One of these must be in the sentence, unless empty.
    pub(super) must: &'static [&'static str],
    pub(super) cues: &'static [Cue],
}

pub(super) const fn noun(weight: f64, words: &'static [&'static str]) -> Cue {
    Cue { side: Side::Noun, weight, words }
}

pub(super) const fn near(weight: f64, words: &'static [&'static str]) -> Cue {
    Cue { side: Side::Near, weight, words }
}

pub(super) const fn before(weight: f64, words: &'static [&'static str]) -> Cue {
    Cue { side: Side::Before, weight, words }
}

pub(super) const fn after(weight: f64, words: &'static [&'static str]) -> Cue {
    Cue { side: Side::After, weight, words }
}

pub(super) const fn sentence(weight: f64, words: &'static [&'static str]) -> Cue {
    Cue { side: Side::Sentence, weight, words }
}

/// Tokens looked at on either side of an amount.
const WINDOW: usize = 32;
/// Distance at which a cue weighs half.
const HALF: f64 = 5.0;
/// Extra distance for stepping over another amount that measures the same.
const OVER_RIVAL: f64 = 6.0;

/// What a cue is looked for in: one sentence and its amounts.
pub(super) struct Scene<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) sentence: Range<usize>,
    pub(super) amounts: &'a [Amount],
}

/// Whether `pattern` starts at token `at`; how many tokens it takes.
pub(super) fn matches(tokens: &[Token], at: usize, pattern: &str) -> Option<usize> {
    // Most patterns end here, which is what makes long texts quick to read.
    if tokens.get(at)?.word.as_bytes().first() != pattern.as_bytes().first() {
        return None;
    }
    let mut next = at;
    for (index, part) in pattern.split(' ').enumerate() {
        // `round-trip` is also `round trip`.
        while index > 0 && tokens.get(next).is_some_and(|token| token.is("-")) {
            next += 1;
        }
        let token = tokens.get(next)?;
        let found = match part.strip_suffix('*') {
            Some(stem) => token.word.starts_with(stem),
            None => token.word == part,
        };
        if !found {
            return None;
        }
        next += 1;
    }
    Some(next - at)
}

/// Where one of `patterns` first occurs in the tokens of `range`.
pub(super) fn find(tokens: &[Token], range: Range<usize>, patterns: &[&str]) -> Option<Range<usize>> {
    range.clone().find_map(|at| {
        let pattern = patterns.iter().find_map(|pattern| matches(&tokens[..range.end], at, pattern));
        pattern.map(|length| at..at + length)
    })
}

/// How far apart tokens are: signs part more than words.
fn step(token: &Token) -> f64 {
    match (token.kind, token.word.as_str()) {
        (Kind::Sign, ",") => 3.0,
        (Kind::Sign, ";") => 14.0,
        (Kind::Sign, "(" | ")") => 2.0,
        (Kind::Sign, _) => 1.0,
        (Kind::Word, "and") => 2.0,
        // What follows is said of something else.
        (Kind::Word, "but" | "while" | "whereas" | "although" | "though") => 6.0,
        _ => 1.0,
    }
}

/// Whether a noun that stands before its number, as in `Regions | 3`, is one of `words`.
fn labelled(amount: &Amount, words: &[&str]) -> Option<f64> {
    let noun = amount.noun.as_ref()?;
    words.contains(&noun.words.as_str()).then_some(1.0)
}

impl Scene<'_> {
    /// The role that most speaks for, among `rows`, with its weight.
    pub(super) fn best(&self, amount: &Amount, rows: &[Row]) -> Option<(Role, f64)> {
        let mut best: Option<(Role, f64)> = None;
        for row in rows {
            let needed = row.must.is_empty() || find(self.tokens, self.sentence.clone(), row.must).is_some();
            if !needed || !(row.fits)(amount) {
                continue;
            }
            let weight: f64 = row.cues.iter().map(|cue| self.weigh(amount, cue)).sum();
            if weight >= row.least && best.is_none_or(|(_, most)| weight > most) {
                best = Some((row.role, weight));
            }
        }
        best
    }

    /// What one cue adds: its weight at the place where it is nearest.
    fn weigh(&self, amount: &Amount, cue: &Cue) -> f64 {
        let Range { start, end } = amount.tokens;
        let found = match cue.side {
            Side::Noun => {
                find(self.tokens, start..end, cue.words).map(|_| 1.0).or_else(|| labelled(amount, cue.words))
            }
            Side::Sentence => find(self.tokens, self.sentence.clone(), cue.words).map(|_| 1.0),
            Side::Before => self.behind_back(amount, cue.words),
            Side::After => self.ahead(amount, cue.words),
            Side::Near => {
                let inside = find(self.tokens, start..end, cue.words).map(|_| 1.0);
                [inside, self.behind_back(amount, cue.words), self.ahead(amount, cue.words)]
                    .into_iter()
                    .flatten()
                    .max_by(f64::total_cmp)
            }
        };
        found.map_or(0.0, |nearness| cue.weight * nearness)
    }

    /// How near one of `words` stands before the amount: 1 right before it, falling with distance.
    fn behind_back(&self, amount: &Amount, words: &[&str]) -> Option<f64> {
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(WINDOW));
        let mut distance = 0.0;
        for at in (from..amount.tokens.start).rev() {
            let hit = words
                .iter()
                .filter_map(|pattern| matches(&self.tokens[..amount.tokens.start], at, pattern))
                .max();
            if let Some(length) = hit {
                // From its last word, not its first.
                let words = u32::try_from(length - 1).unwrap_or(0);
                return Some(1.0 / (1.0 + (distance - f64::from(words)).max(0.0) / HALF));
            }
            distance += step(&self.tokens[at]) + self.rival(amount, at);
        }
        None
    }

    /// How near one of `words` stands behind the amount.
    fn ahead(&self, amount: &Amount, words: &[&str]) -> Option<f64> {
        let to = self.sentence.end.min(amount.tokens.end + WINDOW);
        let mut distance = 0.0;
        for at in amount.tokens.end..to {
            if words.iter().any(|pattern| matches(&self.tokens[..to], at, pattern).is_some()) {
                return Some(1.0 / (1.0 + distance / HALF));
            }
            distance += step(&self.tokens[at]) + self.rival(amount, at);
        }
        None
    }

    /// Extra distance at a token that starts another amount measuring the same.
    fn rival(&self, amount: &Amount, at: usize) -> f64 {
        let rival = self.amounts.iter().any(|other| {
            other.tokens.start == at
                && other.measure == amount.measure
                && other.span != amount.span
                && !other.article
        });
        if rival { OVER_RIVAL } else { 0.0 }
    }
}
