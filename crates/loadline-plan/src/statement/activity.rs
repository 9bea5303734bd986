//! What is done with the system and how often: per member of a population, or in total.

mod doer;
mod once;

use super::amount::{Amount, Bound, Measure};
use super::cue;
use super::each;
use super::noun;
use super::population::{Basis, Population};
use super::token::Token;
use super::unit::{DAY, HOUR, MONTH, WEEK, YEAR};
use super::vocabulary::{
    Class, Members, class_of, class_of_verb, is_action, is_call, is_display, is_machine_made, members,
};
use loadline_base::Span;
use std::ops::Range;

/// Something done again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// What: `message`, `call`, or the verb where no noun is said.
    pub what: String,
    /// The verb, where `what` is what it is done to: `fetch` in `fetches the top list every 30 seconds`.
    pub verb: Option<String>,
    /// Whether it changes state.
    pub class: Class,
    /// Index of the population each member of which does it; none for a total.
    pub by: Option<usize>,
    /// How many within `period`.
    pub count: f64,
    /// Seconds.
    pub period: f64,
    /// The statement does not say per which time; a day is taken.
    pub day_assumed: bool,
    /// Said as the time from one to the next, as machines do it: `every 10 seconds`.
    pub paced: bool,
    /// Where it stands.
    pub span: Span,
    /// The activity it is said as a multiple of.
    pub of: Option<Base>,
    /// The part of a day in which it is done; all day where the statement says none.
    pub duty: Option<Duty>,
    /// The verb it was told by, whatever `what` is.
    pub(super) deed: Option<String>,
    /// Index of the sentence.
    pub(super) sentence: usize,
    pub(super) tokens: Range<usize>,
}

/// The part of a day in which something is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// Seconds.
    pub length: f64,
    /// Where it stands.
    pub span: Span,
    /// Said of something that lasts so long; that it is there once a day is taken for granted.
    pub once: bool,
}

/// What an activity is a multiple of.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Where the other one stands.
    pub span: Span,
    /// How many of the other one within the period.
    pub count: f64,
    /// How many for each of those.
    pub times: f64,
}

impl Activity {
    /// How often a second, per member where it is done by members.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.count / self.period
    }
}

/// Tokens before an amount among which its verb is looked for.
const VERB_REACH: usize = 10;
/// Up to here a bare count of people's doings is per head: `users post 2 photos a day`.
const PER_HEAD: f64 = 20.0;
/// The same for machines.
const PER_MACHINE: f64 = 100.0;

/// What activities are read from: one sentence and the populations known so far.
pub(super) struct Doings<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) sentence: Range<usize>,
    pub(super) amounts: &'a [Amount],
    pub(super) populations: &'a [Population],
}

impl Doings<'_> {
    /// The activity an amount says, when it says one.
    pub(super) fn activity(&self, amount: &Amount) -> Option<Activity> {
        match amount.measure {
            Measure::Count => self.counted(amount),
            Measure::Times => {
                let by = self.member(amount).or_else(|| self.each_next(amount)).or_else(|| self.only_one());
                if by.is_none() && self.of_nobody_known(amount) {
                    return None;
                }
                let period = amount.period()?;
                let noun = self
                    .sized_before(amount)
                    .or_else(|| self.object_behind(amount))
                    .or_else(|| self.sized_next(amount));
                let mut made = self.make(amount, noun.as_deref(), by, amount.value, period, false);
                made.paced = self.is_paced(by, period, &made.what);
                Some(self.as_sent(made))
            }
            Measure::Duration if amount.every => {
                let by = self.member(amount).or_else(|| self.each_next(amount)).or_else(|| self.only_one());
                if by.is_none() && self.of_nobody_known(amount) {
                    return None;
                }
                let (count, noun) = self.counted_before(amount);
                let noun = noun.or_else(|| self.sized_behind(amount));
                let mut made = self.make(amount, noun, by, count, amount.value, false);
                made.paced = true;
                Some(self.as_sent(made))
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
                if head.is_empty() && by.is_none() {
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
        if head.is_empty() || amount.value <= 0.0 || self.of_something_else(amount) {
            return None;
        }
        let marked = amount.thing().is_some_and(|thing| self.names_member(thing))
            || self.each_before(amount)
            || self.each_behind(amount)
            || self.each_at_the_end(amount);
        match amount.period() {
            Some(period) => {
                let by = self.member(amount).filter(|by| marked || self.is_per_head(amount, period, *by));
                // `at most 10 requests a minute for each user` is a limit, and nothing they do.
                let limit = marked && amount.bound == Some(Bound::AtMost) && period < HOUR;
                if limit || by.is_none() && self.of_nobody_known(amount) {
                    return None;
                }
                let mut made = self.make(amount, Some(head), by, amount.value, period, false);
                made.paced = self.is_paced(by, period, &made.what);
                Some(self.as_sent(made))
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
                let by = self.nearest_member(amount)?;
                let day = self.populations[by].basis == Basis::Daily;
                Some(self.make(amount, Some(head), Some(by), amount.value, DAY, !day))
            }
            // `twice a term each enters 90 grades`: nobody says how long a term is.
            None if marked && self.in_unknown_time() => None,
            None if marked
                && (is_action(head) || amount.thing().is_some() || self.verb_before(amount).is_some())
                && amount.value <= 1e4 =>
            {
                let by = self.member(amount)?;
                let period = self.period_around(amount);
                Some(self.make(
                    amount,
                    Some(head),
                    Some(by),
                    amount.value,
                    period.unwrap_or(DAY),
                    period.is_none(),
                ))
            }
            // `customers place 90,000 orders every day` is handled above; `every day we take 90,000 orders` here.
            None => {
                let period = self.period_around(amount).filter(|_| is_action(head))?;
                let by = self.member(amount).filter(|by| self.is_per_head(amount, period, *by));
                Some(self.make(amount, Some(head), by, amount.value, period, false))
            }
        }
    }

    /// How often somebody comes, said before what is done on each visit: `opens the app four times and loads 8 articles per visit`.
    fn visits_before(&self, amount: &Amount) -> Option<&Amount> {
        const COME: &[&str] = &[
            "open", "visit", "come", "log", "use", "sign", "look", "start", "call", "return", "check", "drop",
        ];
        self.amounts.iter().rev().find(|other| {
            let from = other.tokens.start.saturating_sub(6).max(self.sentence.start);
            other.sentence == amount.sentence
                && other.tokens.end <= amount.tokens.start
                && matches!(other.measure, Measure::Factor | Measure::Times)
                && (from..other.tokens.start)
                    .any(|at| COME.iter().any(|stem| self.tokens[at].word.starts_with(stem)))
        })
    }

    /// Whether the sentence speaks of a time whose length is not said.
    fn in_unknown_time(&self) -> bool {
        self.sentence.clone().any(|at| {
            let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
            matches!(word(at), "a" | "per" | "each" | "every")
                && matches!(
                    word(at + 1),
                    "term" | "semester" | "season" | "cycle" | "round" | "campaign" | "tour" | "voyage"
                )
        })
    }

    /// Whether members do something by the clock: machines do, and whatever sends what only machines send.
    fn is_paced(&self, by: Option<usize>, period: f64, what: &str) -> bool {
        let Some(by) = by.map(|by| &self.populations[by]).filter(|_| period <= DAY) else { return false };
        match by.members {
            Members::Machines => true,
            Members::Places => is_machine_made(what),
            // `every client posts one batch a minute`
            Members::People => period < HOUR && is_machine_made(what) && by.basis == Basis::AtOnce,
        }
    }

    /// What a population is said to do every so many seconds: `dispatchers refresh every 5 seconds`.
    pub(super) fn refrain(&self, amount: &Amount, by: Option<usize>, period: f64) -> Option<Activity> {
        by?;
        let verb = (amount.tokens.start..amount.tokens.end).find_map(|at| {
            class_of_verb(&self.tokens[at].word).map(|class| (noun::singular(&self.tokens[at].word), class))
        });
        let (what, class) = verb.unwrap_or(("request".to_owned(), Class::Mixed));
        let class = if class != Class::Read && self.displays(amount) { Class::Read } else { class };
        let mut made = self.make(amount, None, by, 1.0, period, false);
        (made.what, made.class, made.paced) = (what, class, true);
        Some(made)
    }

    /// What machines do by the clock and no word calls reading is sent: `a 100 byte status once per minute`.
    fn as_sent(&self, mut made: Activity) -> Activity {
        let machines = made.by.is_some_and(|by| self.populations[by].members == Members::Machines);
        if made.paced && machines && made.class == Class::Mixed && !is_call(&made.what) {
            made.class = Class::Write;
        }
        made
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
            deed,
            sentence: amount.sentence,
            tokens: amount.tokens.clone(),
        }
    }

    /// Whether it changes state, from the noun's adjectives, its verb and itself; and the verb.
    fn class(&self, amount: &Amount, noun: Option<&str>) -> (Class, Option<String>) {
        let words = amount.noun.as_ref().map_or("", |noun| noun.words.as_str());
        let adjective = |stem: &str| words.split(' ').any(|word| word.starts_with(stem));
        if let Some(noun) = noun {
            match (adjective("read") && !adjective("reading"), adjective("writ") || adjective("write")) {
                (true, false) => return (Class::Read, None),
                (false, true) => return (Class::Write, None),
                _ => {}
            }
            if class_of(noun) == Some(Class::Mixed) {
                // `look at charts, 6 requests each`
                let class = if self.looks(amount) { Class::Read } else { Class::Mixed };
                return (class, None);
            }
        }
        // `90,000 transfers are made per day`: the noun says it, and no verb of the clause before.
        let passive = (amount.tokens.start + 1..self.sentence.end.min(amount.tokens.end + 1))
            .any(|at| matches!(self.tokens[at].word.as_str(), "are" | "is"));
        let verb = if passive && noun.and_then(class_of) == Some(Class::Write) {
            self.verb_behind(amount)
        } else {
            self.verb_before(amount).or_else(|| self.verb_behind(amount))
        };
        if let Some((verb, class)) = verb {
            // `makes 3 searches`: the noun says more than a verb that could be anything.
            let own = noun.and_then(class_of);
            let vague = matches!(verb.as_str(), "get" | "got" | "receive" | "take");
            return match own {
                Some(own @ Class::Write) if vague => (own, Some(verb)),
                // `450 stations see 3.6 million passages`: what comes in is recorded, as many as nobody reads.
                None if matches!(verb.as_str(), "see" | "sees") && amount.value > 1e4 => {
                    (Class::Write, Some(verb))
                }
                Some(own)
                    if own != class
                        && noun.is_some_and(|noun| {
                            matches!(noun, "search" | "view" | "query" | "read" | "lookup" | "download")
                        }) =>
                {
                    (own, Some(verb))
                }
                _ => (class, Some(verb)),
            };
        }
        (noun.and_then(class_of).unwrap_or(Class::Mixed), None)
    }

    /// Whether somebody is said to look at something right before an amount.
    fn looks(&self, amount: &Amount) -> bool {
        const LOOK: &[&str] = &["look", "watch", "view", "see", "check", "open", "consult", "read"];
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let words = || (from..amount.tokens.start).map(|at| self.tokens[at].word.as_str());
        let clause =
            (from..amount.tokens.start).all(|at| !matches!(self.tokens[at].word.as_str(), ";" | "."));
        let verb = words().any(|word| LOOK.iter().any(|stem| word.starts_with(stem)));
        let other = words().any(|word| class_of_verb(word) == Some(Class::Write));
        clause && verb && !other && words().any(|word| is_display(&noun::singular(word)))
    }

    /// Whether what an amount says is done by something that people look at: `their screens reload every 20 seconds`.
    fn displays(&self, amount: &Amount) -> bool {
        const RENEWS: &[&str] =
            &["updat", "refresh", "reload", "redraw", "poll", "renew", "quer", "request", "ask", "chang"];
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let clause = (from..amount.tokens.end)
            .rev()
            .find(|at| *at < amount.tokens.start && matches!(self.tokens[*at].word.as_str(), ";" | "."))
            .map_or(from, |at| at + 1);
        let words = || (clause..amount.tokens.end).map(|at| self.tokens[at].word.as_str());
        let display = |word: &str| {
            let one = noun::singular(word);
            is_display(&one) && self.populations.iter().all(|population| population.noun != one)
        };
        words().any(display) && words().any(|word| RENEWS.iter().any(|stem| word.starts_with(stem)))
    }

    /// The verb before an amount, within a few words and not behind another amount.
    fn verb_before(&self, amount: &Amount) -> Option<(String, Class)> {
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let mut object = None;
        for at in (from..amount.tokens.start).rev() {
            let token = &self.tokens[at];
            // What another amount counts is no verb: `8 searches and 1 booking`.
            let counted = self.amounts.iter().any(|other| {
                other.measure == Measure::Count
                    && other.span != amount.span
                    && !other.article
                    && other.tokens.contains(&at)
            });
            if counted && noun::is_plural(&token.word) && members(&noun::singular(&token.word)).is_none() {
                return object;
            }
            if !token.is_word() {
                if matches!(token.word.as_str(), ";" | ".") {
                    return object;
                }
                continue;
            }
            if members(&noun::singular(&token.word)).is_some() {
                return object;
            }
            if let Some(class) = class_of_verb(&token.word) {
                let found = Some((noun::singular(&token.word), class));
                // `look at their payslips`: what is looked at is no verb, unless no other is found.
                let owned =
                    at > from && matches!(self.tokens[at - 1].word.as_str(), "their" | "its" | "his" | "her");
                if !owned {
                    return found;
                }
                object = object.or(found);
            }
        }
        object
    }

    /// The noun right before an interval: `the top list every 30 seconds`.
    fn object_before(&self, amount: &Amount, verb: &str) -> Option<String> {
        let at = amount.tokens.start.checked_sub(1).filter(|at| *at > self.sentence.start)?;
        let word = noun::singular(&self.tokens.get(at).filter(|token| token.is_word())?.word);
        let vague =
            ["average", "one", "interval", "approximately", "around", "some", "least", "most", "nearly"];
        let thing = word != verb && !noun::stops(&word) && !vague.contains(&word.as_str());
        (thing && members(&word).is_none()).then_some(word)
    }

    /// A verb right behind: `90,000 orders are placed`, `10,000 links created per second`.
    fn verb_behind(&self, amount: &Amount) -> Option<(String, Class)> {
        let to = self.sentence.end.min(amount.tokens.end + 3);
        let inside = amount.tokens.start + 1..amount.tokens.end;
        inside.chain(amount.tokens.end..to).find_map(|at| {
            let token = &self.tokens[at];
            let participle = token.word.ends_with("ed")
                || matches!(token.word.as_str(), "sent" | "written" | "read" | "bought" | "sold");
            let class = class_of_verb(&token.word).filter(|_| participle)?;
            Some((token.word.clone(), class))
        })
    }

    /// A count right before an interval: `one message, every 10 seconds`.
    fn counted_before(&self, amount: &Amount) -> (f64, Option<&str>) {
        let found = self.amounts.iter().rev().find(|other| {
            other.tokens.end <= amount.tokens.start
                && other.tokens.end + 4 >= amount.tokens.start
                && other.tokens.start >= self.sentence.start
                && other.measure == Measure::Count
                && other.period().is_none()
                && members(other.head()).is_none()
                && !self.populations.iter().any(|population| population.span == other.span)
        });
        match found {
            Some(other) if !other.head().is_empty() => (other.value, Some(other.head())),
            _ => (1.0, None),
        }
    }

    /// A sized thing right before a frequency: `an 80-byte status update on average 40 times a day`.
    fn sized_before(&self, amount: &Amount) -> Option<String> {
        let before = self.amounts.iter().rev().find(|other| {
            other.measure == Measure::Size
                && other.sentence == amount.sentence
                && other.tokens.end <= amount.tokens.start
                && other.tokens.end + 3 >= amount.tokens.start
        });
        before.map(Amount::head).filter(|head| !head.is_empty()).map(str::to_owned)
    }

    /// What each gets or does behind a frequency: `payslip` in `once a month each employee gets a payslip`.
    fn object_behind(&self, amount: &Amount) -> Option<String> {
        self.each_next(amount)?;
        let to = self.sentence.end.min(amount.tokens.end + 8);
        let article = (amount.tokens.end + 2..to)
            .find(|at| matches!(self.tokens[*at].word.as_str(), "a" | "an" | "one" | "their" | "its"))?;
        let noun =
            self.tokens.get(article + 1).filter(|token| token.is_word() && !noun::stops(&token.word))?;
        Some(noun::singular(&noun.word))
    }

    /// A sized thing right behind an interval: `every half hour with a 1.2 kB status report`.
    fn sized_behind(&self, amount: &Amount) -> Option<&str> {
        let verb = self.verb_before(amount).is_some();
        let behind = self.amounts.iter().find(|other| {
            other.measure == Measure::Size
                && other.sentence == amount.sentence
                && other.tokens.start >= amount.tokens.end
                && other.tokens.start <= amount.tokens.end + 3
        });
        behind.map(Amount::head).filter(|head| !verb && !head.is_empty())
    }

    /// A sized thing that follows a frequency: `18 times a day, a 2 kB session record`.
    fn sized_next(&self, amount: &Amount) -> Option<String> {
        let mut at = amount.tokens.end;
        while at < self.sentence.end
            && matches!(
                self.tokens[at].word.as_str(),
                "," | "a" | "an" | "one" | "with" | ":" | "it" | "sends"
            )
        {
            at += 1;
        }
        let next = self.amounts.iter().find(|other| {
            other.measure == Measure::Size && other.tokens.start == at && other.period().is_none()
        });
        next.map(Amount::head).filter(|head| !head.is_empty()).map(str::to_owned)
    }

    /// A period said elsewhere in the sentence: `on a normal day each makes 12 calls`, `every hour`.
    fn period_around(&self, amount: &Amount) -> Option<f64> {
        const DAYS: &[&str] = &[
            "daily",
            "a day",
            "per day",
            "each day",
            "every day",
            "normal day",
            "typical day",
            "average day",
            "given day",
            "working day",
            "weekday",
            "busy day",
            "dau",
            "that day",
        ];
        const SUCH: &[&str] = &[
            "usual day",
            "ordinary day",
            "regular day",
            "quiet day",
            "single day",
            "school day",
            "full day",
        ];
        if [DAYS, SUCH].iter().any(|days| cue::find(self.tokens, self.sentence.clone(), days).is_some()) {
            return Some(DAY);
        }
        // `on the 25th of each month`, where no other amount is said per that time.
        const LONGER: &[(&str, f64)] = &[
            ("each week", WEEK),
            ("every week", WEEK),
            ("each month", MONTH),
            ("every month", MONTH),
            ("each year", YEAR),
            ("every year", YEAR),
        ];
        let free = |at: usize| {
            let others = self.amounts.iter().filter(|other| other.sentence == amount.sentence);
            others.into_iter().all(|other| !other.tokens.contains(&at))
        };
        let longer = LONGER.iter().find(|(words, _)| {
            cue::find(self.tokens, self.sentence.clone(), &[words]).is_some_and(|found| free(found.start))
        });
        if let Some((_, seconds)) = longer {
            return Some(*seconds);
        }
        cue::find(
            self.tokens,
            self.sentence.clone(),
            &["hourly", "per hour", "every hour", "an hour", "each hour"],
        )
        .map(|_| HOUR)
    }
}
