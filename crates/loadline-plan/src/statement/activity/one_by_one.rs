//! What is done by a verb that says nothing of a system, where each time is spoken of afterwards: `each goes through a gate 14 times. Every
//! passage is one request`, `each crosses the bridge twice; every crossing is stored`.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::noun;

/// Letters that a verb and its noun have in common at least.
const ALIKE: usize = 4;
/// Nouns of what is told by a verb of another stem.
const TOLD: &[(&str, &str)] =
    &[("goes", "passage"), ("go", "passage"), ("walks", "passage"), ("enters", "entry")];

impl Doings<'_> {
    /// The noun by which each time is spoken of that an amount counts.
    pub(super) fn told_one_by_one(&self, amount: &Amount) -> Option<String> {
        if self.verb_before(amount).is_some() {
            return None;
        }
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let clause = self.sentence.start..amount.tokens.start;
        let each = clause
            .rev()
            .find(|at| matches!(word(*at), "each" | "every" | "everyone" | "everybody" | "they"))?;
        let verbs = each + 1..amount.tokens.start.min(each + 9);
        let verbs = verbs.filter(|at| word(each) == "they" || word(*at).ends_with('s'));
        // Each time is spoken of behind it.
        let told = (amount.tokens.end..self.tokens.len())
            .filter(|at| matches!(word(*at), "each" | "every" | "such"))
            .map(|at| noun::singular(word(at + 1)));
        let told: Vec<String> = told.collect();
        let of_verb = |verb: &str| {
            told.iter().find(|noun| {
                let stem = noun::singular(verb);
                let stem = stem.strip_suffix('e').unwrap_or(&stem);
                let alike = stem.len() >= ALIKE && noun.len() > stem.len() + 1 && noun.starts_with(stem);
                alike || TOLD.iter().any(|(known, name)| *known == verb && name == noun)
            })
        };
        verbs.into_iter().find_map(|at| of_verb(word(at))).cloned()
    }
}
