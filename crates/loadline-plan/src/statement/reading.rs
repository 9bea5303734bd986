//! A statement while it is read: the text in pieces, and what the readers have found so far. Each reader takes what it needs
//! of it and adds what it finds.

use super::amount::Amount;
use super::mark::Mark;
use super::noun;
use super::place::Place;
use super::role::Role;
use super::stated::Fact;
use super::stated::{Activity, Outside, Population};
use super::token::Token;
use loadline_base::Span;
use std::ops::Range;

/// What was read of a statement so far. Amounts, `roles` and `times` go by one index, as `ranges`, `spans` and `marked` do.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    /// The tokens of each sentence.
    pub(super) ranges: &'a [Range<usize>],
    /// The bytes of each sentence.
    pub(super) spans: &'a [Span],
    /// Whether each sentence holds a mark or is left out.
    pub(super) marked: Vec<bool>,
    /// What is said without numbers.
    pub(super) marks: Vec<(Mark, Span)>,
    /// Numbers with what they measure, in the order of the text.
    pub(super) amounts: Vec<Amount>,
    /// What each amount is for, where that is known.
    pub(super) roles: Vec<Option<Role>>,
    /// How many of each amount there are at once, and where that number stands.
    pub(super) times: Vec<(f64, Option<Span>)>,
    pub(super) outsides: Vec<Outside>,
    pub(super) populations: Vec<Population>,
    pub(super) activities: Vec<Activity>,
}

impl Reading<'_> {
    /// Where an amount stands.
    pub(super) fn place<'a>(&'a self, amount: &'a Amount) -> Place<'a> {
        Place::of(self.tokens, self.ranges, amount)
    }

    /// The amounts that have a role.
    pub(super) fn facts(&self) -> Vec<Fact> {
        let known = self.amounts.iter().zip(&self.roles).zip(&self.times);
        known
            .filter_map(|((amount, role), (times, times_at))| {
                role.map(|role| Fact {
                    context: self.context(amount),
                    role,
                    amount: amount.clone(),
                    times: *times,
                    times_at: *times_at,
                })
            })
            .collect()
    }

    /// The words of an amount's own noun, of those before it and of those behind it, nearest first.
    fn context(&self, amount: &Amount) -> Vec<String> {
        let range = &self.ranges[amount.sentence];
        let from = range.start.max(amount.tokens.start.saturating_sub(9));
        let to = range.end.min(amount.tokens.end + 3);
        let own = amount.tokens.clone();
        let order = own.chain((from..amount.tokens.start).rev()).chain(amount.tokens.end..to);
        order
            .map(|at| &self.tokens[at])
            .filter(|token| token.is_word() && !noun::stops(&token.word))
            .map(|token| noun::singular(&token.word))
            .collect()
    }
}
