//! What so many people a day or month do once each: `1,200 patients a day book a slot`. Where nothing else says how often, it
//! must not count what is said beside it.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::noun;
use crate::statement::stated::Activity;
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Class, class_of_verb, members};

/// Stems of verbs that say that somebody is there, and nothing of what is asked of the system.
const PRESENCE: &[&str] =
    &["log", "sign", "enter", "check", "register", "answer", "track", "follow", "place"];

impl Doings<'_> {
    /// What each of a population counted per time does once: a plain verb right behind the count.
    pub(in crate::statement) fn once(&self, amount: &Amount, by: Option<usize>) -> Option<Activity> {
        let period = amount.period().filter(|period| *period >= DAY)?;
        let inside = amount.tokens.start + 1..self.sentence.end.min(amount.tokens.end + 1);
        let at = inside.clone().find(|at| self.is_plain_verb(*at))?;
        let clause = (at + 1..self.sentence.end)
            .find(|place| matches!(self.tokens[*place].word.as_str(), "," | ";" | ":" | "." | "and"))
            .unwrap_or(self.sentence.end);
        // `40,000 readers a month write 3 comments` says itself how many.
        let counted = self.amounts.iter().any(|other| {
            (at + 1..clause).contains(&other.tokens.start)
                && !other.article
                && (matches!(other.measure, Measure::Count | Measure::Times) || other.every)
        });
        // `order groceries, one order each`, too.
        let again = self.amounts.iter().any(|other| {
            other.span != amount.span
                && other.sentence == amount.sentence
                && other.measure == Measure::Count
                && other.head() == self.tokens[at].word
        });
        if by.is_none() || counted || again {
            return None;
        }
        let word = self.tokens[at].word.clone();
        let mut made = self.make(amount, Some(&word), by, 1.0, period, false);
        (made.class, made.deed) = (Class::Write, Some(word));
        Some(made)
    }

    /// Whether a word is a verb in the plural of the present that changes state: `book`, `file`, `order`.
    fn is_plain_verb(&self, at: usize) -> bool {
        let word = self.tokens[at].word.as_str();
        let plain = !["ed", "ing", "s"].iter().any(|ending| word.ends_with(ending));
        let presence = PRESENCE.iter().any(|stem| word.starts_with(stem));
        plain
            && !presence
            && members(&noun::singular(word)).is_none()
            && class_of_verb(word) == Some(Class::Write)
    }
}
