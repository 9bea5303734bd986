//! What is done to something that belongs to something else: the chart in `call up the chart of a patient`.

use super::Doings;
use crate::statement::noun;

/// Words that lead to whom or what it belongs.
#[rustfmt::skip]
const LED: &[&str] =
    &["a", "an", "the", "their", "its", "his", "her", "this", "that", "each", "every", "any", "one", "all", "our"];
/// Words before `of` that only say how many of what stands behind it.
#[rustfmt::skip]
const HOW_MANY: &[&str] = &[
    "one", "each", "all", "any", "some", "most", "many", "half", "part", "share", "both", "none", "several", "number", "quarter", "third",
    "percent", "kind", "sort", "type",
];

impl Doings<'_> {
    /// Where the thing stands whose owner or subject is at `at`: `chart` of `the chart of a patient`, which is what is looked at.
    pub(super) fn head_of(&self, at: usize) -> usize {
        let word = |at: usize| self.tokens[at].word.as_str();
        let of = (self.sentence.start + 1..at).rev().take(4).find(|at| word(*at) == "of");
        let Some(of) = of else { return at };
        let led = LED.contains(&word(of + 1));
        let parts = (of..at)
            .all(|at| self.tokens[at].is_word() && !matches!(word(at), "and" | "in" | "with" | "for" | "to"));
        // `each of the vans`, `one of their records` count what stands behind.
        let thing = self.tokens[of - 1].is_word() && !noun::stops(word(of - 1)) && !self.is_counted(of - 1);
        if led && parts && thing { of - 1 } else { at }
    }

    /// Whether a word before `of` only says how many of what stands behind it.
    fn is_counted(&self, at: usize) -> bool {
        let number = self.amounts.iter().any(|amount| amount.tokens.contains(&at));
        number || HOW_MANY.contains(&self.tokens[at].word.as_str())
    }
}
