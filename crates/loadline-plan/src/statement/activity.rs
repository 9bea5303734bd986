//! What is done with the system and how often: per member of a population, or in total.

mod all;
mod beside;
mod brisk;
mod by_elimination;
mod calls_out;
mod class;
mod comes_from;
mod doer;
mod handed_out;
mod house;
mod once;
mod one_by_one;
mod owned;
mod pace;
mod pronoun;
mod seldom;
mod sight;
mod single;
mod those;
mod together;
mod told_behind;
mod total;
mod unknown;
mod verb;
mod when;

pub(super) use all::{drop_twice_said, find};
pub(super) use brisk::{beside_a_known_load, restated};
pub(super) use by_elimination::find_by_elimination;
pub(super) use single::drop_single_beside;
pub(super) use told_behind::is_sent_from;
pub(super) use total::find_total;

use super::actor::is_others;
use super::amount::{Amount, Bound, Measure};
use super::each;
use super::noun;
use super::population::are_noted;
use super::reading::Reading;
use super::stated::{Activity, Base, Basis, Population};
use super::token::Token;
use super::unit::{DAY, HOUR, WEEK};
use super::vocabulary::{Class, Members, class_of_verb, is_action, members};
use std::ops::Range;

/// Tokens before an amount among which its verb is looked for.
const VERB_REACH: usize = 10;
/// Up to here a bare count of people's doings is per head: `users post 2 photos a day`.
const PER_HEAD: f64 = 20.0;
/// From here on so many times a day are those of all, as nobody does anything so often.
const MANY_TIMES: f64 = 10_000.0;
/// The same for machines.
const PER_MACHINE: f64 = 100.0;

/// What activities are read from: one sentence and the populations known so far.
pub(super) struct Doings<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) sentence: Range<usize>,
    pub(super) amounts: &'a [Amount],
    pub(super) populations: &'a [Population],
}

impl<'a> Doings<'a> {
    /// What is done in the sentence of an amount.
    pub(super) fn of(reading: &'a Reading<'_>, amount: &Amount) -> Self {
        Self {
            tokens: reading.tokens,
            sentence: reading.ranges[amount.sentence].clone(),
            amounts: &reading.amounts,
            populations: &reading.populations,
        }
    }
}

impl Doings<'_> {
    /// The activity an amount says, when it says one.
    pub(super) fn activity(&self, amount: &Amount) -> Option<Activity> {
        match amount.measure {
            Measure::Count => self.counted(amount),
            Measure::Times => {
                // `once every 20 seconds, a meter sends a reading`
                let fronted = amount.period().filter(|period| *period <= DAY);
                if let Some(made) = fronted.and_then(|period| self.fronted(amount, period / amount.value)) {
                    return Some(made);
                }
                let by = self.comes_from(amount).or_else(|| self.member(amount));
                let by = by.or_else(|| self.each_next(amount)).or_else(|| self.only_one(amount));
                let total = self.in_total(amount);
                let by = by.filter(|_| !total);
                let coming = self.one_that_comes(amount).filter(|_| by.is_none());
                let unknown =
                    by.is_none() && !total && self.of_nobody_known(amount) || self.of_those_counted(amount);
                if unknown && coming.is_none() {
                    return None;
                }
                let period = amount.period()?;
                let noun = self
                    .sized_before(amount)
                    .or_else(|| self.object_behind(amount))
                    .or_else(|| self.sized_next(amount))
                    .or_else(|| self.told_one_by_one(amount));
                let arrives = coming.is_some();
                let noun = coming.or(noun);
                let mut made = self.make(amount, noun.as_deref(), by, amount.value, period, false);
                if arrives && made.class == Class::Mixed {
                    made.class = Class::Write;
                }
                // `twice a year the head-end of our meters is taken down` says of nothing that the meters send it.
                if noun.is_none() && made.deed.is_none() && period > WEEK {
                    return None;
                }
                made.paced = self.is_paced(by, period, &made.what);
                Some(self.as_sent(made))
            }
            Measure::Factor => {
                let (by, period) = self.how_often(amount)?;
                let noun = self.object_of(amount).or_else(|| self.told_one_by_one(amount));
                let mut made = self.make(amount, noun.as_deref(), Some(by), amount.value, period, false);
                made.paced = self.is_paced(Some(by), period, &made.what);
                Some(self.as_sent(made))
            }
            Measure::Duration if amount.every => {
                if let Some(to) = self.sent_to(amount) {
                    let (count, noun) = self.counted_before(amount);
                    let noun = noun.or_else(|| self.sized_behind(amount));
                    let made = self.make(amount, noun, Some(to), count, amount.value, false);
                    return Some(Activity { class: Class::Read, paced: true, ..made });
                }
                // `assume every day is a tournament day`: nothing is done.
                let named = matches!(
                    self.tokens.get(amount.tokens.end).map(|token| token.word.as_str()),
                    Some("is" | "was" | "counts" | "will")
                );
                if named && amount.value >= DAY {
                    return None;
                }
                if let Some(made) = self.fronted(amount, amount.value) {
                    return Some(made);
                }
                let by = self.comes_from(amount).or_else(|| self.member(amount));
                let by = by.or_else(|| self.each_next(amount)).or_else(|| self.whose_screens(amount));
                let by = by.or_else(|| self.only_one(amount));
                let by = by.filter(|_| !self.by_another(amount));
                if self.by_a_machine(amount) {
                    return None;
                }
                if let Some(by) = self.polled(amount) {
                    let made = self.make(amount, Some("answer"), Some(by), 1.0, amount.value, false);
                    return Some(Activity { class: Class::Write, paced: true, ..made });
                }
                let (count, noun) = self.counted_before(amount);
                let unknown = || self.of_nobody_known(amount) || self.of_some_counted(amount, count);
                if by.is_none() && unknown() {
                    return None;
                }
                // `sends 15 values together every 15 minutes`: one message of them.
                let count = if self.is_together(amount, count) { 1.0 } else { count };
                let noun = noun.or_else(|| self.sized_behind(amount));
                let mut made = self.make(amount, noun, by, count, amount.value, false);
                // `on every day of the year` says when, `of every 30 days` within which time, and of nothing that it is done.
                let when = by.is_none() || amount.value > DAY;
                if when && noun.is_none() && made.deed.is_none() {
                    return None;
                }
                made.paced = true;
                Some(self.as_handed_out(amount, self.as_sent(made)))
            }
            Measure::Size => {
                let period = amount.period()?;
                let head = amount.head();
                if matches!(head, "data" | "log" | "storage" | "traffic")
                    || (head.is_empty() && period >= DAY)
                {
                    return None;
                }
                let by = self.member(amount);
                // `ping us with 90 bytes each ten seconds` names no noun; what is said of nobody is a flow of bytes.
                let unknown = || self.of_some_counted(amount, 0.0) || self.of_nobody_known(amount);
                if by.is_none() && (head.is_empty() || period < DAY && unknown()) {
                    return None;
                }
                // `status of 220 B every 5 s`
                let of = amount.tokens.start.checked_sub(2).filter(|at| self.tokens[at + 1].is("of"));
                let thing = of.filter(|at| self.sentence.contains(at) && self.tokens[*at].is_word());
                let thing =
                    thing.map(|at| noun::singular(&self.tokens[at].word)).filter(|word| !noun::stops(word));
                let noun = Some(head).filter(|head| !head.is_empty()).or(thing.as_deref());
                let mut made = self.make(amount, noun, by, 1.0, period, false);
                made.paced = period < DAY;
                Some(self.as_sent(made))
            }
            _ => None,
        }
    }

    /// A count of things done: per member, per time, or both.
    fn counted(&self, amount: &Amount) -> Option<Activity> {
        let head = amount.head();
        // `records are sent once an hour in one file per machine`: how they are sent.
        let before = amount.tokens.start.checked_sub(1).map_or("", |at| self.tokens[at].word.as_str());
        let manner = amount.article && matches!(before, "in" | "as") && amount.period().is_none()
            // `in three shifts around the clock`
            || head == "shift" && matches!(before, "in" | "over" | "across")
            // `900 items per shift; one shift each per day`
            || head == "shift" && self.amounts.iter().any(|other| other.thing() == Some(head));
        // `every booking depends on one external provider`, `…, which is 50 requests per second`
        let provider = amount.article && is_others(head) || self.is_restated(amount);
        if manner || provider || head.is_empty() || amount.value <= 0.0 || self.of_something_else(amount) {
            return None;
        }
        let marked = self.is_said_of_each(amount);
        let pace = self.pace_of(amount);
        if let Some((to, period)) = self.sent_to(amount).zip(amount.period().or(pace)) {
            let made = self.make(amount, Some(head), Some(to), amount.value, period, false);
            return Some(Activity { class: Class::Read, paced: period < HOUR, ..made });
        }
        match amount.period() {
            Some(period) => {
                let each =
                    |by: &usize| marked && !self.in_total(amount) || self.is_per_head(amount, period, *by);
                // `the workers, taken together, finish 8,000 messages a second`: nobody of theirs does so much.
                let by = self.member(amount).or_else(|| self.goes_on_of_one(amount));
                let by = by.filter(each).filter(|_| !self.of_all_workers(amount, period));
                // `at most 10 requests a minute for each user` is a limit, and nothing they do.
                let limit = marked && amount.bound == Some(Bound::AtMost) && period < HOUR;
                if limit || by.is_none() && self.of_nobody_known(amount) {
                    return None;
                }
                let count = if self.is_together(amount, amount.value) { 1.0 } else { amount.value };
                let mut made = self.make(amount, Some(head), by, count, period, false);
                made.paced = self.is_paced(by, period, &made.what);
                Some(self.as_handed_out(amount, self.as_sent(made)))
            }
            None if amount.thing().is_some_and(each::holds) && self.visits_before(amount).is_some() => {
                let (by, visits) = (self.nearest_member(amount)?, self.visits_before(amount)?);
                let day = self.populations[by].basis == Basis::Daily || visits.period().is_some();
                let count = amount.value * visits.value;
                let mut made =
                    self.make(amount, Some(head), Some(by), count, visits.period().unwrap_or(DAY), !day);
                made.of = Some(Base { span: visits.span, count: visits.value, times: amount.value });
                Some(made)
            }
            // `on an average day 5.4 million passages are reported, each as one message`
            None if are_noted(&self.sentence, self.tokens, (amount, self.amounts)) => {
                let period = self.period_around(amount)?;
                Some(self.make(amount, Some(head), None, amount.value, period, false))
            }
            // `1,200 scans per shift`: a shift is a working day.
            None if (self.each_before(amount) || self.each_behind(amount))
                && amount.thing().is_some_and(|thing| !self.names_member(thing)) =>
            {
                let by = self.nearest_member(amount)?;
                let day = amount.thing().is_some_and(|thing| thing == "shift");
                Some(self.make(amount, Some(head), Some(by), amount.value, DAY, !day))
            }
            // `customers look in, 4 page views per visit`: a visit of those who come.
            None if amount.thing().is_some_and(each::holds) && !marked => {
                // `calls per visit: 10`
                let by = self.nearest_member(amount).or_else(|| self.only_one(amount))?;
                let day = self.populations[by].basis == Basis::Daily;
                Some(self.make(amount, Some(head), Some(by), amount.value, DAY, !day))
            }
            // `twice a term each enters 90 grades`: nobody says how long a term is.
            None if marked && (self.in_unknown_time() || self.of_an_interval_behind(amount)) => None,
            // `twice a minute a pump reports three values`: parts of what is done so often.
            None if marked && pace.is_none() && !is_action(head) && self.beside_a_pace(amount) => None,
            None if (marked || pace.is_some())
                && members(head).is_none()
                && (is_action(head) || amount.thing().is_some() || self.verb_before(amount).is_some())
                && amount.value <= 1e4 =>
            {
                let by = self.member(amount).or_else(|| self.only_one(amount).filter(|_| pace.is_some()))?;
                let period = pace.or_else(|| self.period_around(amount));
                let length = period.unwrap_or(DAY);
                let mut made =
                    self.make(amount, Some(head), Some(by), amount.value, length, period.is_none());
                // `in the course of a day, 288 messages are sent by each box`
                let hourly = period == Some(DAY) && amount.value >= 24.0 && self.is_paced(made.by, DAY, head);
                made.paced = pace.is_some_and(|pace| pace < DAY) || hourly;
                Some(self.as_sent(made))
            }
            // `customers place 90,000 orders every day` is handled above; `every day we take 90,000 orders` here.
            None => {
                let period = self.period_around(amount).filter(|_| is_action(head))?;
                // `a batch with 200 records arrives 864 times an hour`: so many in each.
                if self.in_what_comes(amount) {
                    return None;
                }
                let by = self.member(amount).filter(|by| self.is_per_head(amount, period, *by));
                Some(self.make(amount, Some(head), by, amount.value, period, false))
            }
        }
    }

    /// What a population is said to do every so many seconds: `dispatchers refresh every 5 seconds`.
    pub(super) fn refrain(&self, amount: &Amount, by: Option<usize>, period: f64) -> Option<Activity> {
        let verb = (amount.tokens.start..amount.tokens.end).find_map(|at| {
            class_of_verb(&self.tokens[at].word).map(|class| (noun::singular(&self.tokens[at].word), class))
        });
        // Whatever machines do by the clock, they send.
        let machines = self.populations[by?].members == Members::Machines;
        let unnamed = if machines {
            ("message".to_owned(), Class::Write)
        } else {
            ("request".to_owned(), Class::Mixed)
        };
        let (what, class) = self.we_get(amount).or(verb).unwrap_or(unnamed);
        let class = if class != Class::Read && self.displays(amount) { Class::Read } else { class };
        let mut made = self.make(amount, None, by, 1.0, period, false);
        (made.what, made.class, made.paced) = (what, class, true);
        Some(self.as_sent(made))
    }

    /// What an amount that says no activity may be about: its class, and whether others than those counted do it.
    pub(super) fn guess(&self, amount: &Amount) -> (Class, bool) {
        let noun = Some(amount.head()).filter(|head| !head.is_empty());
        let counted = self.of_one_counted(amount, self.sentence.start);
        let others = !counted && (self.by_others(amount) || self.of_nobody_known(amount));
        (self.class(amount, noun).0, others)
    }

    /// What a share of a population does once in some time.
    pub(super) fn part_of(&self, amount: &Amount, by: usize, verb: &str, period: f64) -> Activity {
        let what = noun::singular(verb);
        let mut made = self.make(amount, Some(&what), Some(by), amount.value, period, false);
        (made.class, made.deed) = (Class::Write, Some(what));
        made
    }

    fn make(
        &self,
        amount: &Amount,
        noun: Option<&str>,
        by: Option<usize>,
        count: f64,
        period: f64,
        day_assumed: bool,
    ) -> Activity {
        let (class, verb) = self.class(amount, noun);
        let deed = verb.clone();
        let what = noun.map_or_else(|| verb.unwrap_or_else(|| "request".to_owned()), str::to_owned);
        // `a dashboard that updates every 10 s` writes nothing.
        let shown = class != Class::Read && period < HOUR && self.displays(amount);
        let class = if shown { Class::Read } else { class };
        let object = noun.is_none().then(|| self.object_before(amount, &what)).flatten();
        // `send their position every 20 seconds` is about positions; the verb is kept as its other name.
        let (what, object) = match object {
            Some(object) => (object, Some(what)),
            None => (what, None),
        };
        Activity {
            what,
            verb: object,
            class,
            by,
            count,
            period,
            day_assumed,
            paced: false,
            span: amount.span,
            of: None,
            duty: None,
            part: false,
            peak: false,
            deed,
            sentence: amount.sentence,
            tokens: amount.tokens.clone(),
        }
    }
}
