//! One of some members that are counted nowhere: `a member reads 30 posts a day`, of whom nobody says how many there are.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::noun;
use crate::statement::population::is_like_people;
use crate::statement::unit::DAY;
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
        said && self.member(amount).is_none()
    }
}
