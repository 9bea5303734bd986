//! How often: by the clock, on each visit, in a time said elsewhere in the sentence.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::noun;
use crate::statement::stated::{Activity, Basis};
use crate::statement::unit::{self, DAY, HOUR, MINUTE, MONTH, WEEK, YEAR};
use crate::statement::vocabulary::{Class, Members, class_of_verb, is_call, is_display, is_machine_made};

impl Doings<'_> {
    /// How often somebody comes, said before what is done on each visit: `opens the app four times and loads 8 articles per visit`.
    pub(super) fn visits_before(&self, amount: &Amount) -> Option<&Amount> {
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

    /// Who does something so many times, and in which time: `8 % of them shop on a day and swipe their card 1.5 times`.
    pub(super) fn how_often(&self, amount: &Amount) -> Option<(usize, f64)> {
        let next = self.tokens.get(amount.tokens.end).filter(|_| amount.tokens.end < self.sentence.end);
        let ends = next.is_none_or(|next| {
            !next.is_word() || matches!(next.word.as_str(), "and" | "each" | "on" | "apiece")
        });
        let verb = self.verb_before(amount).map(|(verb, _)| verb);
        let verb = verb.or_else(|| self.told_one_by_one(amount))?;
        // `visitors use the app daily, refreshing it 25 times`
        let doing = (amount.tokens.start.saturating_sub(5).max(self.sentence.start)..amount.tokens.start)
            .any(|at| {
                self.tokens[at].word.ends_with("ing") && class_of_verb(&self.tokens[at].word).is_some()
            });
        let spoken = self.each_before(amount)
            || doing
            || (self.sentence.start..amount.tokens.start).any(|at| {
                let word = |at: usize| self.tokens[at].word.as_str();
                matches!(word(at), "they")
                    || word(at) == "of" && matches!(word(at + 1), "them" | "whom" | "these" | "those")
            });
        let compares = ["peak", "load", "rise", "grow", "mult"].iter().any(|stem| verb.starts_with(stem));
        // `opens the app four times and loads 8 articles per visit`
        let visits = self.amounts.iter().any(|other| {
            other.sentence == amount.sentence && other.thing().is_some_and(crate::statement::each::holds)
        });
        // `every round fetches the leaderboard twice` is said of rounds.
        let of_thing =
            crate::statement::each::other_thing(self.tokens, self.sentence.start, amount.tokens.start)
                .is_some();
        if visits || of_thing || !ends || !spoken || compares || amount.value <= 1.0 || amount.value > 1_000.0
        {
            return None;
        }
        let by = self.member(amount)?;
        let daily = self.populations[by].basis == Basis::Daily;
        let period = self.period_around(amount).or_else(|| daily.then_some(DAY))?;
        Some((by, period))
    }

    /// `every quarter of an hour 1.6 million meters send a reading`: the interval first, and behind it who does what.
    pub(super) fn fronted(&self, amount: &Amount, interval: f64) -> Option<Activity> {
        let (by, start) = self.subject_behind(amount)?;
        // `every second, each of the 6,000 turbines under our management produces a record`
        let verb = (start..self.sentence.end.min(start + 6))
            .take_while(|at| self.tokens[*at].is_word())
            .find(|at| class_of_verb(&self.tokens[*at].word).is_some())?;
        let class = class_of_verb(&self.tokens[verb].word)?;
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let article = matches!(word(verb + 1), "a" | "an" | "one" | "their" | "its" | "the");
        let noun = Some(word(verb + 2)).filter(|noun| article && !noun.is_empty() && !noun::stops(noun));
        let start = amount.tokens.start;
        let begins = start == self.sentence.start
            || matches!(
                self.tokens[start - 1].word.as_str(),
                "once" | "regularly" | "roughly" | "about" | ":" | ";" | "and"
            );
        let mut made = self.make(amount, noun, Some(by), 1.0, interval, false);
        (made.class, made.deed, made.paced) = (class, Some(word(verb).to_owned()), true);
        if noun.is_none() {
            made.what = word(verb).to_owned();
        }
        begins.then(|| self.as_sent(made))
    }

    /// Who does what is said behind an interval, and the place behind that: `every 20 seconds 500 meters`, `…, a meter`, `… each of our
    /// 500 meters`, `… one of them is`; the number may stand elsewhere.
    pub(super) fn subject_behind(&self, amount: &Amount) -> Option<(usize, usize)> {
        const LEADS: &[&str] = &[
            ",",
            "a",
            "an",
            "one",
            "each",
            "every",
            "any",
            "all",
            "the",
            "our",
            "their",
            "these",
            "those",
            "of",
            "single",
            "such",
            "individual",
            "day",
            "night",
            "and",
            "around",
            "clock",
            "long",
        ];
        let end = amount.tokens.end;
        let counted = |at: usize| {
            self.populations.iter().position(|known| known.tokens.start == at && known.span != amount.span)
        };
        // `six times a minute, day and night, every one of our 180,000 scooters reports`
        for at in end..self.sentence.end.min(end + 12) {
            if let Some(by) = counted(at) {
                return Some((by, self.populations[by].tokens.end));
            }
            let word = self.tokens[at].word.as_str();
            // `the screens of 900 planners`
            let shows = is_display(&noun::singular(word))
                && self.tokens.get(at + 1).is_some_and(|next| next.is("of"));
            if LEADS.contains(&word) || shows {
                continue;
            }
            let one = noun::singular(word);
            let by = self.populations.iter().position(|known| known.is_called(&one))?;
            return Some((by, at + 1));
        }
        None
    }

    /// Whether the sentence speaks of a time whose length is not said.
    pub(super) fn in_unknown_time(&self) -> bool {
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
    pub(super) fn is_paced(&self, by: Option<usize>, period: f64, what: &str) -> bool {
        let Some(by) = by.map(|by| &self.populations[by]).filter(|_| period <= DAY) else { return false };
        match by.members {
            Members::Machines => true,
            // `18,000 lockers report their state once a minute`
            Members::Places => is_machine_made(what) || period <= MINUTE,
            // `every client posts one batch a minute`
            Members::People => {
                period < HOUR
                    && is_machine_made(what)
                    && (by.basis == Basis::AtOnce || self.by_what_is_worn())
            }
        }
    }

    /// `patients wear a patch that sends one packet every second`: what people have on them does it, awake or asleep.
    fn by_what_is_worn(&self) -> bool {
        /// Tokens before a sentence that goes on of what is worn.
        const REACH: usize = 12;
        const WORN: &[&str] =
            &["wear", "wears", "wearing", "carry", "carries", "carrying", "implanted", "fitted", "equipped"];
        let word = |at: usize| self.tokens[at].word.as_str();
        let sends = |at: usize| {
            let verb = self.tokens.get(at + 1).map_or("", |next| next.word.as_str());
            matches!(word(at), "that" | "which") && class_of_verb(verb) == Some(Class::Write)
        };
        // `divers wear a beacon each. It sends`
        let start = self.sentence.start;
        let goes_on = word(start) == "it";
        let from = if goes_on { start.saturating_sub(REACH) } else { start };
        let worn = (from..self.sentence.end).find(|at| WORN.contains(&word(*at)));
        worn.is_some_and(|worn| {
            goes_on && worn < start || (worn + 1..self.sentence.end.min(worn + 9)).any(sends)
        })
    }

    /// The time a sentence begins with, of which all of it is said.
    fn leading_time(&self) -> Option<f64> {
        let start = self.sentence.start;
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let counted = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_number());
        let begins = counted(start + 1) || word(start + 1) == "," || counted(start + 2);
        let sees = matches!(word(start), "a" | "one" | "each" | "every")
            && word(start + 2).ends_with('s')
            && !noun::stops(word(start + 2));
        let over = matches!(word(start), "over" | "in" | "during" | "within")
            && matches!(word(start + 1), "a" | "the" | "one" | "any" | "each" | "every");
        if over {
            // `in the course of a month`
            let course = word(start + 2) == "course" && word(start + 3) == "of";
            let time = start + if course { 5 } else { 2 };
            return unit::duration(word(time), false).filter(|seconds| (WEEK..=YEAR).contains(seconds));
        }
        // `per month a member of staff makes 30 calls`
        if word(start) == "per" {
            return unit::duration(word(start + 1), false).filter(|seconds| (WEEK..=YEAR).contains(seconds));
        }
        let seconds = if sees { unit::duration(word(start + 1), false) } else { unit::adverb(word(start)) };
        seconds.filter(|seconds| (WEEK..=YEAR).contains(seconds) && (sees || begins))
    }

    /// What machines do by the clock and no word calls reading is sent: `a 100 byte status once per minute`.
    pub(super) fn as_sent(&self, mut made: Activity) -> Activity {
        let machines = made.by.is_some_and(|by| self.populations[by].members != Members::People);
        // What is opened or used at a machine is told by it: `the lid is opened, which happens 11 times a day`.
        const TOLD: &[&str] = &["open", "use", "visit", "watch", "see", "stream", "follow", "play", "click"];
        let by_machines = made.by.is_some_and(|by| self.populations[by].members == Members::Machines);
        let told = [&made.deed, &made.verb]
            .into_iter()
            .flatten()
            .any(|verb| TOLD.iter().any(|stem| verb.starts_with(stem)));
        // `sensors listen for leaks, and 12 times an hour each of them sends a message`
        const ASKS: &[&str] = &[
            "read", "poll", "fetch", "pull", "get", "receiv", "download", "load", "ask", "quer", "check",
            "request",
        ];
        let asks = |verb: &String| ASKS.iter().any(|stem| verb.starts_with(stem));
        let made_there = is_machine_made(&made.what) && made.deed.as_ref().is_some_and(|verb| !asks(verb));
        if made.paced && by_machines && made.class == Class::Read && (told || made_there) {
            made.class = Class::Write;
        }
        let unnamed = made.what == "request"
            && made.deed.is_none()
            && machines
            && !self.tokens[self.sentence.clone()].iter().any(|token| token.word.starts_with("request"));
        if unnamed && made.paced {
            made.what = "message".to_owned();
        }
        if made.paced && machines && made.class == Class::Mixed && !is_call(&made.what) {
            made.class = Class::Write;
        }
        made
    }

    /// Whether the sentence of an amount says how often something is done, by another amount.
    pub(super) fn beside_a_pace(&self, amount: &Amount) -> bool {
        self.amounts.iter().any(|other| {
            let often = other.measure == Measure::Times && other.period().is_some();
            let paced = often || other.measure == Measure::Duration && other.every;
            other.sentence == amount.sentence && paced && !self.is_when(other)
        })
    }

    /// Whether what is done by the clock only measures what is sent at times of its own: `takes a value every minute and sends 15 values
    /// every quarter of an hour`.
    pub(super) fn is_measured(&self, amount: &Amount) -> bool {
        const MEASURE: &[&str] = &["take", "measur", "sampl", "read", "record", "log"];
        const SEND: &[&str] = &["send", "transmit", "upload", "deliver", "report", "post", "submit"];
        let word = |at: usize| self.tokens[at].word.as_str();
        let starts = |at: usize, stems: &[&str]| stems.iter().any(|stem| word(at).starts_with(stem));
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(6));
        let verb = (from..amount.tokens.start).rev().find(|at| starts(*at, MEASURE) || starts(*at, SEND));
        let later = self.amounts.iter().find(|other| {
            let paced = other.every && other.measure == Measure::Duration
                || other.period().is_some_and(|period| period < DAY);
            other.sentence == amount.sentence && other.tokens.start > amount.tokens.end && paced
        });
        // `measure ten times a second but send one summary a minute`
        let brisk = amount.measure == Measure::Times && amount.period().is_some_and(|period| period < DAY);
        if !amount.every && !brisk {
            return false;
        }
        let sends =
            later.is_some_and(|later| (amount.tokens.end..later.tokens.end).any(|at| starts(at, SEND)));
        sends && verb.is_some_and(|at| starts(at, MEASURE) && !starts(at, SEND))
    }

    /// Whether so many values are sent at once, in one message.
    pub(super) fn is_together(&self, amount: &Amount, count: f64) -> bool {
        const VALUES: &[&str] =
            &["value", "reading", "sample", "measurement", "figure", "point", "datapoint"];
        let to = self.sentence.end.min(amount.tokens.end + 6);
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(5));
        let once = [
            "together",
            "in one message",
            "in one packet",
            "in a batch",
            "in one batch",
            "all in one",
            "in a single message",
            "at once",
        ];
        let values = (from..amount.tokens.end)
            .any(|at| VALUES.contains(&noun::singular(&self.tokens[at].word).as_str()));
        count > 1.0 && values && cue::find(self.tokens, from..to, &once).is_some()
    }

    /// How often a count is sent that stands behind an interval.
    pub(super) fn pace_of(&self, amount: &Amount) -> Option<f64> {
        let own = |other: &&Amount| {
            other.sentence == amount.sentence
                && self.paces(other).is_some_and(|count| count.span == amount.span)
        };
        let interval = self.amounts.iter().find(own)?;
        match interval.measure {
            Measure::Duration => Some(interval.value),
            _ => interval.period().map(|period| period / interval.value),
        }
    }

    /// A period said elsewhere in the sentence: `on a normal day each makes 12 calls`, `every hour`.
    pub(super) fn period_around(&self, amount: &Amount) -> Option<f64> {
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
        let when =
            self.amounts.iter().find(|other| other.sentence == amount.sentence && self.is_when_all(other));
        if let Some(when) = when {
            return Some(when.value);
        }
        if [DAYS, SUCH].iter().any(|days| cue::find(self.tokens, self.sentence.clone(), days).is_some()) {
            return Some(DAY);
        }
        // `weekly 420,000 customers make 30 requests each`, `a month sees 1.8 million visitors`
        if let Some(seconds) = self.leading_time() {
            return Some(seconds);
        }
        // `on the 25th of each month`, where no other amount is said per that time.
        const LONGER: &[(&str, f64)] = &[
            // `per customer and week we count 14 requests`
            ("in the month", MONTH),
            ("in that month", MONTH),
            ("in the week", WEEK),
            ("in that week", WEEK),
            ("and week", WEEK),
            ("and month", MONTH),
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
