//! The thing beside a frequency: counted, sized or named right before or behind it.

use super::Doings;
use super::told_behind::is_sent_from;
use crate::statement::amount::{Amount, Measure};
use crate::statement::noun;
use crate::statement::vocabulary::{Class, members};

impl Doings<'_> {
    /// The noun right before an interval: `the top list every 30 seconds`.
    pub(super) fn object_before(&self, amount: &Amount, verb: &str) -> Option<String> {
        let mut at = amount.tokens.start.checked_sub(1).filter(|at| *at > self.sentence.start)?;
        // `sends its position (90 bytes) every 30 seconds`
        if self.tokens[at].is(")") {
            let open = (self.sentence.start..at).rev().take(5).find(|at| self.tokens[*at].is("("))?;
            at = open.checked_sub(1).filter(|at| *at > self.sentence.start)?;
        }
        // `a block of 1.25 kB every five minutes`: the block, and not its unit.
        if let Some(size) =
            self.amounts.iter().find(|size| size.measure == Measure::Size && size.tokens.contains(&at))
        {
            let of = size.tokens.start.checked_sub(1).filter(|of| self.tokens[*of].is("of"));
            at = of.and_then(|of| of.checked_sub(1)).filter(|at| *at > self.sentence.start)?;
        }
        let at = self.head_of(at);
        let word = noun::singular(&self.tokens.get(at).filter(|token| token.is_word())?.word);
        let vague =
            ["average", "one", "interval", "approximately", "around", "some", "least", "most", "nearly"];
        let thing = word != verb && !noun::stops(&word) && !vague.contains(&word.as_str());
        (thing && members(&word).is_none()).then_some(word)
    }

    /// What is done so many times, by its verb: `swipe` of `swipe their card 1.5 times`.
    pub(super) fn object_of(&self, amount: &Amount) -> Option<String> {
        self.verb_before(amount).map(|(verb, _)| verb)
    }

    /// What comes in so many times a day, where the clause begins with one of it: `a batch with 200 records arrives 864 times an hour`.
    pub(super) fn one_that_comes(&self, amount: &Amount) -> Option<String> {
        let word = |at: usize| self.tokens[at].word.as_str();
        let start = amount.tokens.start;
        let clause = (self.sentence.start..start)
            .rev()
            .take_while(|at| !matches!(word(*at), ";" | ":" | "."))
            .last()?;
        let led = matches!(word(clause), "a" | "an" | "one" | "such");
        let noun = self
            .tokens
            .get(clause + 1)
            .filter(|token| led && token.is_word() && members(&token.word).is_none())?;
        let from = start.saturating_sub(3).max(clause);
        let comes = (from..start)
            .any(|at| matches!(word(at), "arrives" | "comes" | "occurs" | "happens" | "reaches"));
        comes.then(|| noun.word.clone())
    }

    /// Whether a count is said to be in something of which the sentence says how often it comes.
    pub(super) fn in_what_comes(&self, amount: &Amount) -> bool {
        let with = amount.tokens.start.checked_sub(1).is_some_and(|at| {
            self.sentence.contains(&at)
                && matches!(self.tokens[at].word.as_str(), "with" | "containing" | "of")
        });
        let comes = |other: &Amount| {
            other.sentence == amount.sentence
                && other.measure == Measure::Times
                && self.one_that_comes(other).is_some()
        };
        with && self.amounts.iter().any(comes)
    }

    /// What we get from each of those counted: `from 36,000 lorries we get a record every 30 seconds`. That comes in.
    pub(super) fn we_get(&self, amount: &Amount) -> Option<(String, Class)> {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let own = amount.tokens.clone();
        let got =
            |at: &usize| matches!(word(*at), "get" | "receive" | "collect" | "take" | "obtain" | "gather");
        let verb = own.clone().skip(1).find(|at| got(at) && word(at - 1) == "we")?;
        let article = (verb + 1..verb + 3).find(|at| matches!(word(*at), "a" | "an" | "one" | "the"))?;
        let last = (article + 1..own.end).take_while(|at| !noun::stops(word(*at))).last()?;
        Some((noun::singular(word(last)), Class::Write))
    }

    /// Whether a sentence says that we are sent something: `from every station we get`.
    pub(super) fn we_are_sent(&self, amount: &Amount) -> bool {
        let before = &self.tokens[self.sentence.start..amount.tokens.start];
        let says = |word: &str| before.iter().any(|token| token.word == word);
        says("from") && says("we")
    }

    /// A count right before an interval: `one message, every 10 seconds`.
    pub(super) fn counted_before(&self, amount: &Amount) -> (f64, Option<&str>) {
        // `two samples of 256 bytes are emitted by every one of them each second`
        let passive = |other: &Amount| {
            let end = self.end_with_size(other);
            is_sent_from(self.tokens, end)
                && (end..end + 12).contains(&amount.tokens.start)
                && (end..amount.tokens.start).all(|at| self.tokens[at].is_word())
        };
        let found = self.amounts.iter().rev().find(|other| {
            other.tokens.end <= amount.tokens.start
                && (other.tokens.end + 4 >= amount.tokens.start || passive(other))
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

    /// Where a count ends, with the size of one of it behind it: `two samples of 256 bytes`.
    pub(super) fn end_with_size(&self, count: &Amount) -> usize {
        let of = |size: &&Amount| {
            size.measure == Measure::Size
                && size.period().is_none()
                && size.tokens.start == count.tokens.end + 1
                && matches!(self.tokens[count.tokens.end].word.as_str(), "of" | "with" | "(" | ",")
        };
        let size = self.amounts.iter().find(of);
        let end = size.map_or(count.tokens.end, |size| size.tokens.end);
        end + usize::from(size.is_some() && self.tokens.get(end).is_some_and(|token| token.is(")")))
    }

    /// Whether a count is that of an interval behind it, which says how often: `three messages are emitted by each of them every minute`.
    pub(super) fn of_an_interval_behind(&self, amount: &Amount) -> bool {
        let end = self.end_with_size(amount);
        is_sent_from(self.tokens, end)
            && self.amounts.iter().any(|other| {
                other.every
                    && other.measure == Measure::Duration
                    && other.sentence == amount.sentence
                    && other.tokens.start >= end
                    && self.counted_before(other) == (amount.value, Some(amount.head()))
            })
    }

    /// A sized thing right before a frequency: `an 80-byte status update on average 40 times a day`.
    pub(super) fn sized_before(&self, amount: &Amount) -> Option<String> {
        let before = self.amounts.iter().rev().find(|other| {
            other.measure == Measure::Size
                && other.sentence == amount.sentence
                && other.tokens.end <= amount.tokens.start
                && other.tokens.end + 3 >= amount.tokens.start
        });
        before.map(Amount::head).filter(|head| !head.is_empty()).map(str::to_owned)
    }

    /// What each gets or does behind a frequency: `payslip` in `once a month each employee gets a payslip`.
    pub(super) fn object_behind(&self, amount: &Amount) -> Option<String> {
        self.each_next(amount)?;
        let to = self.sentence.end.min(amount.tokens.end + 8);
        let article = (amount.tokens.end + 2..to)
            .find(|at| matches!(self.tokens[*at].word.as_str(), "a" | "an" | "one" | "their" | "its"))?;
        let noun =
            self.tokens.get(article + 1).filter(|token| token.is_word() && !noun::stops(&token.word))?;
        Some(noun::singular(&noun.word))
    }

    /// A sized thing right behind an interval: `every half hour with a 1.2 kB status report`.
    pub(super) fn sized_behind(&self, amount: &Amount) -> Option<&str> {
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
    pub(super) fn sized_next(&self, amount: &Amount) -> Option<String> {
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
}
