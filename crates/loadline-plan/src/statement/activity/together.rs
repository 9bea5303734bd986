//! What is said of all together, or of something else than those counted, although they are spoken of.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::unit::DAY;
use crate::statement::vocabulary::members;
use crate::statement::{cue, noun};

impl Doings<'_> {
    /// `twice a week the import stands still`: what begins the clause behind it is none of those counted.
    pub(super) fn of_another_in_front(&self, amount: &Amount) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let (start, end) = (amount.tokens.start, amount.tokens.end);
        let begins = start == self.sentence.start || matches!(word(start - 1), "," | ";");
        let led = begins
            && matches!(word(end), "the" | "our")
            && amount.period().is_some_and(|period| period > DAY);
        let named = (end + 1..self.sentence.end.min(end + 8)).any(|at| {
            let one = noun::singular(word(at));
            members(&one).is_some() || self.populations.iter().any(|known| known.is_called(&one))
        });
        led && !named
    }

    /// Whether it is said of all together: `60 lawyers add 20 contracts a day in all`.
    pub(super) fn in_total(&self, amount: &Amount) -> bool {
        let to = self.sentence.end.min(amount.tokens.end + 4);
        let all = [
            "in all",
            "in total",
            "altogether",
            "all told",
            "all together",
            "taken together",
            "between them",
        ];
        cue::find(self.tokens, amount.tokens.end..to, &all).is_some_and(|found| {
            (amount.tokens.end..found.start)
                .all(|at| self.tokens[at].is_word() && self.tokens[at].number().is_none())
        })
    }
}
