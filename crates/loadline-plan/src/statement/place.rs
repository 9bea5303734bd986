//! An amount where it stands: its sentence, and the words before and behind it.

use super::amount::Amount;
use super::token::{Token, word_at};
use std::ops::Range;

/// An amount in its sentence.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// All tokens of the statement.
    pub(super) tokens: &'a [Token],
    /// The tokens of the sentence.
    pub(super) range: &'a Range<usize>,
    pub(super) amount: &'a Amount,
}

impl<'a> Place<'a> {
    /// The place of an amount, among the sentences of its statement.
    pub(super) fn of(tokens: &'a [Token], ranges: &'a [Range<usize>], amount: &'a Amount) -> Self {
        Self { tokens, range: &ranges[amount.sentence], amount }
    }

    /// Where the words right before the amount begin that are among these; the amount itself where there are none.
    pub(super) fn behind(&self, passed: &[&str]) -> usize {
        let before = (self.range.start..self.amount.tokens.start).rev();
        before.take_while(|at| passed.contains(&self.word(*at))).last().unwrap_or(self.amount.tokens.start)
    }

    /// The word at a place of the sentence; none outside of it.
    pub(super) fn word(&self, at: usize) -> &'a str {
        word_at(self.tokens, self.range, at)
    }
}
