//! Of whom something is said that is said of some of them, of what was counted last, or of users by another name.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::stated::Population;
use crate::statement::unit::MINUTE;
use crate::statement::vocabulary::{Class, Members, class_of, members};

impl Doings<'_> {
    /// Whether `each` before an amount is said of what was counted last, which is no population: `3,000 cards are issued, each used five
    /// times a day`.
    pub(super) fn of_those_counted(&self, amount: &Amount) -> bool {
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(4));
        let each = (from..amount.tokens.start).rev().find(|at| self.tokens[*at].is("each"));
        let Some(each) = each.filter(|at| self.tokens[at.saturating_sub(1)].is(",")) else { return false };
        let last = self.amounts.iter().rev().find(|other| {
            other.tokens.start < each
                && other.sentence == amount.sentence
                && !other.article
                && other.measure == Measure::Count
        });
        last.is_some_and(|last| {
            class_of(last.head()) != Some(Class::Read)
                && self.populations.iter().all(|known| known.span != last.span)
        })
    }

    /// Whether an amount only says once more how many there are: `on a normal day all 48,000 use it`.
    pub(super) fn counted_already(&self, amount: &Amount) -> bool {
        let all = amount.tokens.start.checked_sub(1).is_some_and(|at| {
            at >= self.sentence.start
                && matches!(self.tokens[at].word.as_str(), "all" | "the" | "these" | "those" | "our")
        });
        let same =
            |known: &Population| known.value.to_bits() == amount.value.to_bits() && known.span != amount.span;
        let bare = amount.measure == Measure::Count && amount.per.is_empty();
        bare && all && amount.value >= 2.0 && self.populations.iter().any(same)
    }

    /// Whether those are spoken of who are there at a time, and not all of them: `everybody who is logged in receives updates`.
    pub(super) fn of_those_there(&self, amount: &Amount) -> bool {
        (self.sentence.start..amount.tokens.start).any(|at| {
            let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
            let all = matches!(word(at), "everybody" | "everyone" | "those" | "anybody" | "anyone" | "all");
            let there = matches!(
                word(at + 3),
                "logged" | "online" | "connected" | "signed" | "present" | "watching" | "there"
            );
            all && word(at + 1) == "who" && matches!(word(at + 2), "is" | "are") && there
        })
    }

    /// Whether so much is said by the second that it is what all workers do together, and none of what each of many does.
    pub(super) fn of_all_workers(&self, amount: &Amount, period: f64) -> bool {
        const WORKERS: &[&str] = &[
            "worker", "process", "together", "total", "stage", "overall", "pipeline", "operator", "concede",
            "consumer",
        ];
        /// What one of many does a second at most.
        const MOST: f64 = 50.0;
        let says = |at: usize| WORKERS.iter().any(|stem| self.tokens[at].word.starts_with(stem));
        amount.value / period >= MOST && self.sentence.clone().any(says)
    }

    /// Whether a rate by the second only says again what was said: `…, which is 50 requests per second`, `so 2.3 rps`.
    pub(super) fn is_restated(&self, amount: &Amount) -> bool {
        let word = |by: usize| {
            let at = amount.tokens.start.checked_sub(by).filter(|at| *at >= self.sentence.start);
            at.map_or("", |at| self.tokens[at].word.as_str())
        };
        let about = usize::from(matches!(word(1), "about" | "roughly" | "some" | "around" | "nearly"));
        let led = matches!(word(about + 1), "so" | "i.e" | "ie" | "equals" | "=")
            || matches!(
                (word(about + 2), word(about + 1)),
                ("which" | "that" | "this", "is" | "means" | "makes" | "gives")
            );
        // `capacity for double the peak, that is 120 requests per second`
        let other = (self.sentence.start..amount.tokens.start).any(|at| {
            let word = self.tokens[at].word.as_str();
            ["peak", "capacit", "headroom", "double", "twice"].iter().any(|stem| word.starts_with(stem))
        });
        led && !other && amount.is_rate() && amount.period().is_some_and(|period| period <= MINUTE)
    }

    /// Whether people of some name are those who are only counted as users.
    pub(super) fn are_the_users(&self, noun: &str) -> bool {
        let mut people = self.populations.iter().filter(|known| known.members == Members::People);
        let only = people.next().filter(|_| people.next().is_none());
        members(noun) == Some(Members::People)
            && only.is_some_and(|only| only.noun == "user" && only.words.len() <= 4)
    }
}
