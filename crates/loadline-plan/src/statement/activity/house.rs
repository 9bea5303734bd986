//! What the system does to its data by itself, which nobody asks for.

use super::Doings;
use crate::statement::amount::{Amount, Measure};

impl Doings<'_> {
    /// Whether the system does it to its data by itself: `files are exported once a night`.
    pub(super) fn of_the_house(&self, amount: &Amount) -> bool {
        #[rustfmt::skip]
        const KEEP_HOUSE: &[&str] = &[
            "export", "archiv", "aggregat", "compact", "compress", "purg", "summari", "roll", "merg", "dump", "copied", "replicat", "synchroni",
            "back", "backed", "clean", "index", "reindex", "rotat", "snapshot", "pruned", "vacuum", "evaluat", "analys", "analyz", "recomput",
            "recalculat", "retrain", "publish", "consolidat", "downsampl", "mirror",
        ];
        let often = amount.every || amount.measure == Measure::Times && amount.period().is_some();
        let word = |at: usize| self.tokens[at].word.as_str();
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(4));
        often
            && (from + 1..amount.tokens.start).any(|at| {
                let done =
                    KEEP_HOUSE.iter().any(|stem| word(at).starts_with(stem)) && word(at).ends_with("ed");
                done && matches!(
                    word(at - 1),
                    "is" | "are" | "get" | "gets" | "being" | "automatically" | "also"
                )
            })
    }
}
