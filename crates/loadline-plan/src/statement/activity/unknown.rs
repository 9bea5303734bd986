//! One of some members that are counted nowhere: `a member reads 30 posts a day`, of whom nobody says how many there are.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::unit::HOUR;
use crate::statement::vocabulary::{Members, class_of_verb, members};

impl Doings<'_> {
    /// Whether the clause from a token on is about one of some members that are counted nowhere.
    pub(super) fn one_unknown(&self, amount: &Amount, clause: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let begins = |at: usize| at == clause || matches!(word(at - 1), "," | "and" | "average");
        let said = (clause..amount.tokens.start).any(|at| {
            let noun = word(at + 1);
            let acts = word(at + 2).ends_with('s') && class_of_verb(word(at + 2)).is_some();
            let one = match word(at) {
                "a" | "an" | "one" => acts,
                "per" => true,
                _ => false,
            };
            one && begins(at)
                && matches!(members(noun), Some(Members::People | Members::Machines))
                && self.populations.iter().all(|known| !known.is_called(noun))
        });
        (said || self.of_one_counted(amount, clause)) && self.member(amount).is_none()
    }

    /// `a parcel takes 30 scans per hour`, where parcels are counted, and not how many are there at a time.
    pub(super) fn of_one_counted(&self, amount: &Amount, clause: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        (clause..amount.tokens.start).any(|at| {
            let noun = word(at + 1);
            let mut others =
                self.amounts.iter().filter(|other| other.span != amount.span && other.head() == noun);
            matches!(word(at), "a" | "an") && word(at + 2).ends_with('s') && others.next().is_some()
        })
    }

    /// `the phone stores one point per second`: nobody says how many phones there are.
    pub(super) fn of_a_device(&self, amount: &Amount, clause: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let few = amount.value <= 1.0 || amount.measure == Measure::Size;
        let brisk = amount.period().is_some_and(|period| period < HOUR);
        few && brisk
            && (clause..amount.tokens.start).any(|at| {
                let next = word(at + 1);
                let known = self.populations.iter().any(|known| known.is_called(next));
                let device =
                    members(next) == Some(Members::Machines) && !matches!(next, "server" | "machine");
                matches!(word(at), "the" | "their" | "its") && device && !known
            })
    }
}
