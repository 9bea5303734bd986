//! What is done by nobody who uses it: `we meet every two weeks`, `audits take place once a year`.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::token::word_at;
use crate::statement::unit::WEEK;

impl Doings<'_> {
    /// Whether an amount says what we do ourselves, or what takes place, now and then.
    pub(super) fn of_nobody_now_and_then(&self, amount: &Amount) -> bool {
        let period = amount.period().or(amount.every.then_some(amount.value));
        let word = |at: usize| word_at(self.tokens, &self.sentence, at);
        let happens = |at: usize| match word(at) {
            "take" | "takes" => word(at + 1) == "place",
            "are" | "is" => matches!(word(at + 1), "held" | "due"),
            verb => matches!(verb, "happen" | "happens" | "occur" | "occurs"),
        };
        let ours = word(self.sentence.start) == "we";
        period.is_some_and(|period| period >= WEEK)
            && (ours || (self.sentence.start..amount.tokens.start).any(happens))
    }
}
