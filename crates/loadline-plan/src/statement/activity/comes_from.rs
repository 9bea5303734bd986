//! Who something comes from that is said to arrive: `every 30 seconds a message of 200 bytes comes from each buoy`.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::noun;

impl Doings<'_> {
    /// The population each of which sends what is said at an interval, where it stands behind.
    pub(super) fn comes_from(&self, amount: &Amount) -> Option<usize> {
        let word = |at: usize| self.tokens[at].word.as_str();
        let end = (amount.tokens.end..self.sentence.end)
            .find(|at| matches!(word(*at), ";" | "."))
            .unwrap_or(self.sentence.end);
        let from = (amount.tokens.end..end.saturating_sub(2)).find(|at| {
            word(*at) == "from"
                && matches!(word(at + 1), "each" | "every" | "all" | "any" | "one" | "a" | "an")
        })?;
        (from + 2..end.min(from + 6)).find_map(|at| {
            let one = noun::singular(word(at));
            self.populations.iter().position(|known| known.is_called(&one))
        })
    }
}
