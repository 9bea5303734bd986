//! Times that say when something is done, and of nothing that it is done so often: `every week 700,000 people use the service`, `the flow
//! is the same at every hour`, `every minute three messages come from each of them`.

use super::{Doings, is_sent_from};
use crate::statement::amount::{Amount, Measure};
use crate::statement::unit::{DAY, HOUR};
use crate::statement::vocabulary::{Class, Members, class_of_verb, is_action, is_machine_made};

impl Doings<'_> {
    /// Whether an interval says when something is done that is counted behind it, and nothing that is done by itself.
    pub(super) fn is_when(&self, amount: &Amount) -> bool {
        self.paces(amount).is_some()
            || self.is_when_all(amount)
            || self.is_when_they_come(amount)
            || self.is_when_the_same(amount)
    }

    /// `the flow is the same at every hour`: when nothing changes, and nothing that is done every hour.
    fn is_when_the_same(&self, amount: &Amount) -> bool {
        const SAME: &[&str] = &[
            "same",
            "alike",
            "equal",
            "equally",
            "even",
            "evenly",
            "constant",
            "identical",
            "steady",
            "steadily",
            "uniform",
            "uniformly",
            "unchanged",
            "flat",
        ];
        let every = amount.measure == Measure::Duration && amount.every && amount.value >= HOUR;
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(6));
        let word = |at: usize| self.tokens[at].word.as_str();
        let same = (from..amount.tokens.start).rev().find(|at| SAME.contains(&word(*at)));
        let sent =
            |same: usize| (same..amount.tokens.start).any(|at| class_of_verb(word(at)) == Some(Class::Write));
        every && same.is_some_and(|same| !sent(same))
    }

    /// `every week 700,000 people use the service` says when they come, and not what they do.
    fn is_when_they_come(&self, amount: &Amount) -> bool {
        const COME: &[&str] = &["use", "visit", "come", "open", "log", "sign", "show"];
        let every = amount.measure == Measure::Duration && amount.every && amount.value >= DAY;
        let begins = amount.tokens.start == self.sentence.start;
        let people =
            self.subject_behind(amount).filter(|(by, _)| self.populations[*by].members == Members::People);
        let comes = people.is_some_and(|(_, behind)| {
            (behind..self.sentence.end.min(behind + 3))
                .any(|at| COME.iter().any(|stem| self.tokens[at].word.starts_with(stem)))
        });
        every && begins && comes
    }

    /// `every working day our branches enter 30 applications each`: when all of a sentence is done.
    pub(super) fn is_when_all(&self, amount: &Amount) -> bool {
        let counted = |other: &Amount| {
            other.sentence == amount.sentence
                && other.tokens.start > amount.tokens.end
                && other.measure == Measure::Count
                && other.period().is_none()
                && !other.head().is_empty()
        };
        amount.measure == Measure::Duration
            && amount.every
            && amount.value >= DAY
            && amount.tokens.start == self.sentence.start
            && self.amounts.iter().any(counted)
    }

    /// `every 15 minutes a meter reports one reading`, `once an hour each lock sends two messages`: the count behind an interval that
    /// begins the clause, which says how often so many are sent; by the place of the count.
    pub(super) fn paces(&self, amount: &Amount) -> Option<&Amount> {
        let interval =
            amount.measure == Measure::Duration && amount.every || amount.measure == Measure::Times;
        let word = |at: usize| self.tokens[at].word.as_str();
        let start = amount.tokens.start;
        let begins = start == self.sentence.start
            || !self.tokens[start - 1].is_word()
            || matches!(word(start - 1), "and" | "at" | "about" | "roughly");
        let count = self.amounts.iter().find(|other| {
            other.tokens.start >= amount.tokens.end
                && other.measure == Measure::Count
                && self.populations.iter().all(|known| known.span != other.span)
        })?;
        // Values are parts of what is sent.
        let sent = is_action(count.head()) || is_machine_made(count.head()) && count.head() != "value";
        let bare = sent && count.per.is_empty();
        // `every minute three messages of 200 bytes come from each of them`
        let passive =
            count.tokens.start == amount.tokens.end && is_sent_from(self.tokens, self.end_with_size(count));
        let active = || {
            let verb = count.tokens.start.checked_sub(1).filter(|at| *at >= amount.tokens.end);
            verb.is_some_and(|verb| {
                let plain = (amount.tokens.end..verb).all(|at| !matches!(word(at), ";" | "." | ":" | "and"));
                plain && class_of_verb(word(verb)).is_some()
            })
        };
        let object = bare && (passive || active());
        let whole = count.sentence == amount.sentence && count.value >= 1.0;
        (interval && begins && object && whole && !self.by_another(amount)).then_some(count)
    }
}
