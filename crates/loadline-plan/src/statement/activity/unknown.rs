//! One of some members that are counted nowhere: `a member reads 30 posts a day`, of whom nobody says how many there are.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::like_people::is_like_people;
use crate::statement::noun;
use crate::statement::unit::{DAY, HOUR};
use crate::statement::vocabulary::{Members, class_of_verb, members};

/// What one of somebody does on a day at most.
const MOST: f64 = 500.0;

impl Doings<'_> {
    /// Whether the clause from a token on is about one of some members that are counted nowhere.
    pub(super) fn one_unknown(&self, amount: &Amount, clause: usize) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let begins = |at: usize| at == clause || matches!(word(at - 1), "," | "and" | "average");
        // `a grocer takes 5,000 orders a day`: all of them.
        let few = amount.period().is_none_or(|period| amount.value * DAY / period <= MOST);
        let said = (clause..amount.tokens.start).any(|at| {
            let typical =
                matches!(word(at + 1), "typical" | "average" | "normal" | "single" | "regular" | "usual");
            let place = at + 1 + usize::from(typical);
            let noun = word(place);
            let verb = word(place + 1 + usize::from(word(place + 1).ends_with("ly")));
            let acts = verb.ends_with('s') && !noun::stops(verb);
            let one = match word(at) {
                "a" | "an" | "one" => acts,
                "per" => true,
                _ => false,
            };
            let known = matches!(members(noun), Some(Members::People | Members::Machines));
            one && begins(at)
                && (known && class_of_verb(verb).is_some() || few && (known || is_like_people(noun)))
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
