//! Who does what an amount says: each member of a population, somebody the statement gives no number of, or all together.

use super::{Doings, MANY_TIMES, PER_HEAD, PER_MACHINE};
use crate::statement::amount::{Amount, Measure};
use crate::statement::stated::{Basis, Population};
use crate::statement::unit::{self, DAY, HOUR};
use crate::statement::vocabulary::{
    Members, class_of, class_of_verb, is_call, is_display, is_machine_made, members,
};
use crate::statement::{each, noun};

impl Doings<'_> {
    /// Whether a noun is what one of the populations consists of, or people in general.
    pub(super) fn names_member(&self, thing: &str) -> bool {
        self.populations.iter().any(|population| population.is_called(thing))
            || members(thing).is_some()
            || matches!(thing, "head" | "capita" | "seat")
    }

    /// The population of `each employee` right behind an amount: `once a month each employee gets a payslip`.
    pub(super) fn each_next(&self, amount: &Amount) -> Option<usize> {
        let at = (amount.tokens.end..self.sentence.end.min(amount.tokens.end + 3))
            .find(|at| matches!(self.tokens[*at].word.as_str(), "each" | "every"))?;
        let next = |by: usize| self.tokens.get(at + by).map_or("", |token| token.word.as_str());
        let noun = noun::singular(next(1));
        // `once a minute, each one posts a reading`
        let pronoun = next(1) == "one" || next(1) == "of" && matches!(next(2), "them" | "these" | "those");
        let last = || {
            let before = self.populations.iter().enumerate();
            let before = before.filter(|(_, known)| known.tokens.end <= amount.tokens.start);
            before
                .max_by_key(|(_, known)| known.tokens.start)
                .map(|(by, _)| self.inside(by))
                .filter(|_| pronoun)
        };
        self.populations.iter().position(|population| population.is_called(&noun)).or_else(last)
    }

    /// Whether it is said of each of some members of which the statement gives no number.
    pub(super) fn of_nobody_known(&self, amount: &Amount) -> bool {
        let clause = (self.sentence.start..amount.tokens.start)
            .rev()
            .find(|at| self.tokens[*at].is(";"))
            .map_or(self.sentence.start, |at| at + 1);
        let each = (clause..amount.tokens.start).any(|at| {
            matches!(self.tokens[at].word.as_str(), "each" | "every" | "everyone" | "everybody")
                && !each::ends_there(self.tokens, at, amount.tokens.start)
                // `we check each delivery twice, and there are 432,000 deliveries a day`
                && self.tokens.get(at + 1).is_none_or(|next| next.word != amount.head())
                && unit::period(self.tokens.get(at + 1).map_or("", |token| token.word.as_str())).is_none()
        });
        // `a member reads 30 posts a day`, `per machine there are 50 alarms`: nobody says how many of them there are.
        let each = each || self.one_unknown(amount, clause);
        // `couriers send their position every 5 seconds`: nobody says how many couriers there are.
        let daily = |amount: &Amount| amount.period().map_or(0.0, |period| amount.value * DAY / period);
        let few = amount.measure == Measure::Times && daily(amount) <= MANY_TIMES
            || amount.measure == Measure::Count
                && amount.value <= PER_HEAD
                && amount.period().is_some_and(|period| period >= DAY);
        let some = (amount.every || few && self.member(amount).is_none())
            && (clause..amount.tokens.start).any(|at| {
                let word = self.tokens[at].word.as_str();
                let member = members(&noun::singular(word));
                noun::is_plural(word) && matches!(member, Some(Members::Machines | Members::People))
            });
        // `a lock sends a heartbeat every 10 minutes`: nobody says how many locks there are.
        let one = (amount.every || amount.measure == Measure::Times)
            && (clause..amount.tokens.start).any(|at| {
                let next = self.tokens.get(at + 1).map_or("", |token| token.word.as_str());
                matches!(self.tokens[at].word.as_str(), "a" | "an")
                    && members(next) == Some(Members::Machines)
                    && self.populations.iter().all(|known| !known.is_called(next))
            });
        // `a logger wakes up every 15 minutes`, whoever has one.
        let whoever = amount.every
            && self.populations.is_empty()
            && amount.value < DAY
            && matches!(self.tokens[clause].word.as_str(), "a" | "an")
            && clause + 2 < amount.tokens.start;
        each || some
            || whoever
            || one
            || self.of_a_device(amount, clause)
            || amount.thing().is_some_and(|thing| self.names_member(thing))
            || amount.value <= PER_HEAD && self.each_before(amount)
    }

    /// Whether several are counted in the sentence before it that are no population, apart from so many that are done: whoever does
    /// it, there are many of them.
    pub(super) fn of_some_counted(&self, amount: &Amount, counted: f64) -> bool {
        self.amounts.iter().any(|other| {
            let plural = other
                .noun
                .as_ref()
                .is_some_and(|noun| noun.words.split(' ').next_back().is_some_and(noun::is_plural));
            other.sentence == amount.sentence
                && other.tokens.end + 1 < amount.tokens.start
                && other.measure == Measure::Count
                && other.value > 1.0
                && other.per.is_empty()
                && plural
                && counted != other.value
                && self.populations.iter().all(|known| known.span != other.span)
        })
    }

    /// Whether it is said of each of something that is no member: `5 photos per job`, `each match has 40 events`.
    pub(super) fn of_something_else(&self, amount: &Amount) -> bool {
        // A session of which nobody says how many there are is one a day of whoever comes.
        let one_a_day =
            |thing: &str| each::holds(thing) && self.amounts.iter().all(|other| other.head() != thing);
        let foreign = |thing: &str| !self.names_member(thing) && !one_a_day(thing);
        let shift = |thing: &str| thing == "shift" && (self.each_before(amount) || self.each_behind(amount));
        let held = each::held_by(self.tokens, self.amounts, amount).map(|whole| self.amounts[whole].span);
        held.is_some_and(|whole| self.populations.iter().all(|known| known.span != whole))
            || amount.thing().is_some_and(|thing| foreign(thing) && !shift(thing))
            || each::other_thing(self.tokens, self.sentence.start, amount.tokens.start)
                .is_some_and(|thing| foreign(&thing) && thing != amount.head())
    }

    /// Whether it is said of each of somebody, before or behind it or in its `per`.
    pub(in crate::statement) fn is_of_each(&self, amount: &Amount) -> bool {
        amount.thing().is_some_and(|thing| self.names_member(thing))
            || self.each_before(amount)
            || self.each_behind(amount)
    }

    /// Where the clause of an amount begins: behind a `;` somebody else is spoken of, where one is named: `pupils sign in, 6 views
    /// each; teachers enter 5 million grades a month`.
    fn clause(&self, amount: &Amount) -> usize {
        let semicolon = (self.sentence.start..amount.tokens.start).rev().find(|at| self.tokens[*at].is(";"));
        let Some(start) = semicolon.map(|at| at + 1) else { return self.sentence.start };
        let named = (start..amount.tokens.start).any(|at| {
            let word = self.tokens[at].word.as_str();
            noun::is_plural(word) && members(&noun::singular(word)).is_some()
        });
        if named { start } else { self.sentence.start }
    }

    /// Whether it is said of each member, in its sentence before the amount.
    pub(super) fn each_before(&self, amount: &Amount) -> bool {
        let one = || {
            (self.clause(amount)..amount.tokens.start).any(|at| {
                let noun = self.tokens.get(at + 1).map_or("", |token| token.word.as_str());
                matches!(self.tokens[at].word.as_str(), "a" | "an" | "one")
                    && !each::names_another(self.tokens, at + 2)
                    && self.populations.iter().any(|population| population.is_called(noun))
            })
        };
        let each = each::said_before(self.tokens, self.clause(amount), amount.tokens.start) || one();
        each && !self.of_all_who(amount)
    }

    /// `200 agents who handle 15,000 tickets per day`: all of them together, since nobody does so much.
    fn of_all_who(&self, amount: &Amount) -> bool {
        let Some(by) = self.nearest_member(amount).map(|by| &self.populations[by]) else { return false };
        let said = |words: &[&str]| {
            (by.tokens.end..amount.tokens.start).any(|at| words.contains(&self.tokens[at].word.as_str()))
        };
        let people = by.members == Members::People && by.sentence == amount.sentence;
        let most = if is_call(amount.head()) { 1_000.0 } else { 100.0 };
        let many = amount.period().is_some_and(|period| amount.value * DAY / period.max(DAY) > most);
        people && many && said(&["who"]) && !said(&["each", "every", "a", "an", "everyone", "everybody"])
    }

    /// Whether `each` ends the clause behind an amount: `borrow two books each`.
    pub(super) fn each_behind(&self, amount: &Amount) -> bool {
        let at = |offset: usize| {
            self.tokens
                .get(amount.tokens.end + offset)
                .filter(|_| amount.tokens.end + offset < self.sentence.end)
        };
        // `a dozen tickets each per quarter`
        let inside = amount.tokens.clone().skip(1).any(|at| {
            let last = self.tokens.get(at + 1).is_some_and(|next| {
                matches!(next.word.as_str(), "per" | "a" | "every" | "on" | "in" | "during")
            });
            self.tokens.get(at).is_some_and(|token| token.is("apiece") || token.is("each") && last)
        });
        inside
            || self.is_from_each(amount)
            || self.doer_behind(amount).is_some()
            || at(0).is_some_and(|token| token.is("each") || token.is("apiece"))
                && at(1).is_none_or(|token| {
                    // `each day`, `each client`, `each visit` begin something else.
                    let one = token.word.as_str();
                    let begins = unit::period(one).is_some()
                        || members(one).is_some()
                        || each::holds(one)
                        || self.populations.iter().any(|known| known.is_called(one));
                    !token.is_word() || noun::stops(one) || class_of(one).is_none() && !begins
                })
    }

    /// Whether a later amount of the sentence ends with `each`, which then goes for both: `read 30 threads and write 2 posts each`.
    pub(super) fn each_at_the_end(&self, amount: &Amount) -> bool {
        self.amounts.iter().any(|other| {
            other.sentence == amount.sentence
                && other.measure == Measure::Count
                && other.tokens.start > amount.tokens.start
                && self.each_behind(other)
                && !self.of_something_else(other)
        })
    }

    /// Whether a count without `each` is still meant per head.
    pub(super) fn is_per_head(&self, amount: &Amount, period: f64, by: usize) -> bool {
        if self.in_total(amount) {
            return false;
        }
        // `We have 800 users. They make 5 requests per hour.`: all of them together would do less than one each a day.
        let little = amount.value * DAY / period < self.populations[by].value && period < DAY;
        if little && is_call(amount.head()) && self.populations[by].basis != Basis::AtOnce {
            return true;
        }
        match self.populations[by].members {
            Members::Machines => amount.value <= PER_MACHINE,
            // `18,000 stations deliver 4 readings per minute`
            Members::Places if is_machine_made(amount.head()) => amount.value <= PER_MACHINE,
            // `800 operators, one refresh every 10 seconds`
            _ if period < HOUR => {
                amount.value == 1.0
                    && self.populations[by].sentence == amount.sentence
                    && class_of(amount.head()).is_some()
            }
            _ => amount.value <= PER_HEAD && period >= DAY,
        }
    }

    /// The only population there is, which is meant where none is named: `Refreshes once an hour.`
    pub(super) fn only_one(&self, amount: &Amount) -> Option<usize> {
        // `the pilots' consoles poll once per second` are others.
        let others = (self.sentence.start..amount.tokens.start).any(|at| {
            let word = self.tokens[at].word.as_str();
            let one = noun::singular(word);
            let somebody = members(&one).is_some() || is_display(&one);
            noun::is_plural(word) && somebody && self.populations.iter().all(|known| !known.is_called(&one))
        });
        // `the list is called up 51,840 times a day`: by all together.
        let many = amount.measure == Measure::Times
            && amount.period().is_some_and(|period| amount.value * DAY / period > 1_000.0)
            && self.populations.first().is_some_and(|only| only.members != Members::Machines);
        // `a map is refreshed every 10 seconds with 5,000 buses on it`
        let behind = self
            .populations
            .first()
            .is_some_and(|only| only.sentence == amount.sentence && only.tokens.start > amount.tokens.end);
        let lone = self.populations.len() == 1 && !others && !many && !behind;
        (lone && !self.of_nobody_now_and_then(amount) && !self.of_those_there(amount)).then_some(0)
    }

    /// The population whose members do what an amount says.
    pub(in crate::statement) fn member(&self, amount: &Amount) -> Option<usize> {
        if let Some(thing) = amount.thing() {
            let exact = self.populations.iter().position(|population| population.is_called(thing));
            return exact.or_else(|| {
                let kind = members(thing);
                // `16 requests per head`
                let kind = kind.or_else(|| matches!(thing, "head" | "capita").then_some(Members::People))?;
                self.populations.iter().position(|population| kind == population.members)
            });
        }
        // `for each vehicle the bridge equipment sends a single message`
        let begin = self.sentence.start;
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let led = word(begin) == "for" && matches!(word(begin + 1), "each" | "every");
        let told = self.populations.iter().position(|known| led && known.is_called(word(begin + 2)));
        told.or_else(|| self.nearest_member(amount))
    }

    /// Whether others than those that are counted do it: `teachers enter 20 grades a week`, where pupils are counted.
    pub(super) fn by_others(&self, amount: &Amount) -> bool {
        const ANYBODY: &[&str] = &[
            "user", "person", "customer", "member", "visitor", "client", "device", "machine", "unit",
            "guest", "shopper",
        ];
        const DO: &[&str] =
            &["make", "do", "run", "use", "have", "get", "take", "start", "perform", "execute"];
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(8));
        for at in (from..amount.tokens.start).rev() {
            let one = noun::singular(word(at));
            if self
                .populations
                .iter()
                .any(|population| population.tokens.contains(&at) || population.is_called(&one))
                || matches!(
                    word(at),
                    "each" | "every" | "they" | "who" | "it" | ":" | "per" | "their" | "its"
                )
            {
                return false;
            }
            let somebody = noun::is_plural(word(at))
                && matches!(members(&one), Some(Members::People | Members::Machines));
            // `45,000 members of staff make four entries`: what those who are counted are.
            let same = word(at.wrapping_sub(1)) == "of"
                && self.populations.iter().any(|population| population.tokens.end + 1 == at);
            let somebody = somebody && !same;
            // `2,000 clerks at the counters look up`: where they are.
            let place = matches!(word(at.wrapping_sub(1)), "the" | "our" | "their" | "its" | "these")
                && matches!(word(at.wrapping_sub(2)), "at" | "in" | "on" | "from" | "behind" | "of" | "with");
            let somebody = somebody && !place;
            let acts = class_of_verb(word(at + 1)).is_some() || DO.contains(&word(at + 1));
            // `800k DAU. Players start`: the users by another name.
            if somebody && acts && self.are_the_users(&one) {
                return false;
            }
            // `each shop's tills issue 1,100 receipts a day`: those of one of them.
            if somebody && acts && self.are_machines_of_one(at) {
                return false;
            }
            if somebody && acts && at + 1 < amount.tokens.start {
                return !ANYBODY.contains(&one.as_str())
                    && !matches!(word(at.wrapping_sub(1)), "their" | "its");
            }
        }
        false
    }

    /// `each shop's tills`: whether machines are those of each member of a population.
    fn are_machines_of_one(&self, at: usize) -> bool {
        let Some(owner) = at.checked_sub(1).map(|at| &self.tokens[at]) else { return false };
        let owned = owner.end - owner.start > owner.word.len();
        let one = noun::singular(&owner.word);
        let machines = members(&noun::singular(&self.tokens[at].word)) == Some(Members::Machines);
        owned && machines && self.populations.iter().any(|known| known.is_called(&one))
    }

    /// The population spoken of last before an amount, in its sentence or by a pronoun.
    pub(super) fn nearest_member(&self, amount: &Amount) -> Option<usize> {
        if self.of_those_there(amount) {
            let mut there =
                (0..self.populations.len()).filter(|by| self.populations[*by].basis == Basis::AtOnce);
            return there.next();
        }
        if let Some(by) = self.doer_behind(amount).or_else(|| self.each_of_them(amount)) {
            return Some(by);
        }
        if self.by_others(amount) {
            return None;
        }
        let here = |population: &&Population| population.sentence == amount.sentence;
        // The nearest one said before, in the same sentence.
        let before = self
            .populations
            .iter()
            .enumerate()
            .filter(|(_, population)| here(population) && population.tokens.start <= amount.tokens.start)
            .max_by_key(|(_, population)| population.tokens.start);
        let named = (self.sentence.start..amount.tokens.start).rev().find_map(|at| {
            let word = noun::singular(&self.tokens[at].word);
            // `car positions` are no cars.
            let plain =
                noun::is_plural(&self.tokens[at].word) || word.ends_with("man") || word.ends_with("person");
            let led = (self.sentence.start.max(at.saturating_sub(3))..at).any(|at| {
                matches!(
                    self.tokens[at].word.as_str(),
                    "a" | "an" | "each" | "every" | "per" | "the" | "one" | "this" | "that" | "any" | "all"
                )
            });
            // `refresh a device page`
            let next =
                self.tokens.get(at + 1).filter(|next| next.is_word()).map_or("", |next| next.word.as_str());
            let compound = is_display(next) || is_machine_made(next);
            if !plain && (!led || compound) && at > self.sentence.start || self.is_watched(at, amount) {
                return None;
            }
            self.populations
                .iter()
                .position(|population| population.is_called(&word))
                .map(|index| (at, index))
        });
        // `65,000 employees of 400 firms get a payslip`: the employees do.
        let nearest = before.map(|(index, _)| index);
        let before = before.map(|(index, population)| {
            let of = population.tokens.start.checked_sub(1).filter(|at| {
                matches!(self.tokens[*at].word.as_str(), "of" | "in" | "at" | "from" | "across")
            });
            let whole = of.and_then(|at| {
                self.populations.iter().enumerate().find(|(_, whole)| {
                    whole.tokens.end == at
                        && whole.members == Members::People
                        && population.members == Members::Places
                })
            });
            whole.unwrap_or((index, population))
        });
        let passed = before.map(|(index, _)| index) != nearest;
        let named = named.filter(|(_, index)| !(passed && Some(*index) == nearest));
        match (before, named) {
            (Some((_, population)), Some((at, index))) if at >= population.tokens.end => Some(index),
            (Some((index, _)), _) => Some(self.inside(index)),
            (None, Some((_, index))) => Some(index),
            (None, None) => self.pronoun(amount),
        }
    }
}
