//! The verb that tells what is done: before an amount, or right behind it.

use super::{Doings, VERB_REACH};
use crate::statement::amount::{Amount, Measure};
use crate::statement::each;
use crate::statement::noun;
use crate::statement::token::Token;
use crate::statement::vocabulary::{Class, Members, class_of_verb, members};

impl Doings<'_> {
    /// The verb before an amount, within a few words and not behind another amount.
    pub(super) fn verb_before(&self, amount: &Amount) -> Option<(String, Class)> {
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
            if members(&noun::singular(&token.word)).is_some() && !self.is_looked_up(from, at) {
                // `prices are fetched by every station once a minute`
                let by = (from..at).rev().take(3).find(|at| self.tokens[*at].is("by"));
                let passive = by.and_then(|by| by.checked_sub(1)).map(|at| self.tokens[at].word.as_str());
                let done =
                    passive.filter(|verb| verb.ends_with("ed") || matches!(*verb, "read" | "sent" | "seen"));
                return done.and_then(|verb| Some((noun::singular(verb), class_of_verb(verb)?))).or(object);
            }
            // `a member checks in 1.4 times a week`
            let next = self.tokens.get(at + 1).map_or("", |next| next.word.as_str());
            if matches!(
                token.word.as_str(),
                "check" | "checks" | "clock" | "clocks" | "book" | "books" | "sign" | "signs"
            ) && matches!(next, "in" | "out" | "up")
                && self
                    .tokens
                    .get(at + 2)
                    .is_none_or(|token| !matches!(token.word.as_str(), "the" | "a" | "an" | "with"))
            {
                return Some((format!("{}-{next}", token.word.trim_end_matches('s')), Class::Write));
            }
            // `call up the chart`, `brings up a map`
            let shown = next == "up"
                && matches!(token.word.as_str(), "call" | "calls" | "bring" | "brings" | "pull" | "pulls");
            if shown && at > from {
                return Some((noun::singular(&token.word), Class::Read));
            }
            // `visitors request 2.6 million images`: what is asked for is read.
            let asked = at + 1 == amount.tokens.start
                && matches!(token.word.as_str(), "request" | "requests" | "requested");
            if asked && at > from && amount.head() != "request" {
                return Some(("request".to_owned(), Class::Read));
            }
            if let Some(class) = class_of_verb(&token.word) {
                let found = Some((noun::singular(&token.word), class));
                // `look at their payslips`: what is looked at is no verb, unless no other is found.
                if self.names_a_system(at) {
                    continue;
                }
                if !self.is_object(from, at) {
                    return self.verb_of_machines(amount, at).or(found);
                }
                object = object.or(found);
            }
        }
        object
    }

    /// `each of them looks up a lift`: whether a noun behind an article is what somebody does something to.
    fn is_looked_up(&self, from: usize, at: usize) -> bool {
        let before = |by: usize| {
            at.checked_sub(by).filter(|at| *at >= from).map_or("", |at| self.tokens[at].word.as_str())
        };
        let article = matches!(before(1), "a" | "an" | "the" | "one" | "their" | "its");
        let particle = matches!(before(2), "up" | "at" | "for" | "after" | "on");
        // `call up the chart of a patient`
        let owner = before(2) == "of" && !each::holds(before(3)) && !noun::stops(before(3));
        article
            && (class_of_verb(before(2)).is_some() || particle && class_of_verb(before(3)).is_some() || owner)
    }

    /// Whether a word that could be a verb only names a part of a system: `the click collector`, `our order service`.
    fn names_a_system(&self, at: usize) -> bool {
        const SYSTEMS: &[&str] = &[
            "collector",
            "service",
            "store",
            "pipeline",
            "system",
            "tool",
            "platform",
            "server",
            "api",
            "engine",
            "backend",
            "database",
            "archive",
            "queue",
            "cluster",
            "gateway",
            "software",
            "application",
            "module",
            "component",
            "portal",
            "app",
            "site",
            "website",
            "webshop",
            "shop",
            "desk",
            "form",
        ];
        self.tokens.get(at + 1).is_some_and(|next| SYSTEMS.contains(&noun::singular(&next.word).as_str()))
    }

    /// Whether a word that could be a verb is what something is done to: `their payslips`, `the next video segment`.
    fn is_object(&self, from: usize, at: usize) -> bool {
        const OWN: &[&str] = &["their", "its", "his", "her", "our"];
        const COLLECTIVE: &[&str] =
            &["staff", "crew", "police", "public", "press", "personnel", "audience", "rest", "others"];
        const WHICH: &[&str] =
            &["next", "latest", "newest", "last", "current", "new", "first", "whole", "same"];
        let word = |at: usize| self.tokens[at].word.as_str();
        // `for the auction stream`: a noun behind its article; `the drivers post` is a verb.
        let plain = !["s", "ed", "ing"].iter().any(|ending| word(at).ends_with(ending));
        let behind_article = || {
            let mut start = at;
            while start > from && at - start < 3 {
                start -= 1;
                let before = &self.tokens[start];
                if matches!(before.word.as_str(), "the" | "a" | "an") {
                    // `open a record`, `view the record of a patient`: what is done to it says more than its name, but for
                    // `get a payslip`.
                    let verb = start.checked_sub(1).filter(|at| *at >= from).map_or("", word);
                    let done = class_of_verb(verb).is_some()
                        && !verb.starts_with("get")
                        && !verb.starts_with("receiv");
                    return start + 1 < at || done;
                }
                let some = before.is_word() && !noun::stops(&before.word) && !noun::is_plural(&before.word);
                if !some || members(&before.word).is_some() || COLLECTIVE.contains(&before.word.as_str()) {
                    return false;
                }
            }
            false
        };
        if plain && behind_article() {
            return true;
        }
        let all =
            || word(at - 1) == "all" && at > from + 1 && word(at - 2) == "of" && noun::is_plural(word(at));
        let before = at > from && (OWN.contains(&word(at - 1)) || all());
        let which = at > from + 1 && WHICH.contains(&word(at - 1));
        before || which && (OWN.contains(&word(at - 2)) || matches!(word(at - 2), "the" | "a" | "an"))
    }

    /// The verb right behind the machines that do it: `trucks report position and load twice a minute`, where `load` is no verb.
    fn verb_of_machines(&self, amount: &Amount, found: usize) -> Option<(String, Class)> {
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let machines = |at: &usize| {
            self.populations
                .iter()
                .any(|population| population.members == Members::Machines && population.tokens.end == *at)
        };
        let verb = (from..found).find(machines)?;
        let word = self.tokens[verb].word.as_str();
        let plain = self.tokens[verb + 1..found].iter().all(Token::is_word);
        class_of_verb(word).filter(|_| plain).map(|class| (noun::singular(word), class))
    }

    /// What is done along with it, said later: `wakes up every 15 minutes, measures the temperature and sends it`.
    pub(super) fn verb_later(&self, amount: &Amount) -> Option<(String, Class)> {
        let to = self.sentence.end.min(amount.tokens.end + 14);
        let verb = |at: &usize| {
            let word = self.tokens[*at].word.as_str();
            let joined = matches!(self.tokens[at - 1].word.as_str(), "," | "and" | "then");
            joined && word.ends_with('s') && !noun::stops(word) && class_of_verb(word).is_some()
        };
        let clause = amount.tokens.end..to;
        let mut found =
            clause.take_while(|at| !matches!(self.tokens[*at].word.as_str(), ";" | ".")).filter(verb);
        let at = found.next().filter(|_| amount.every)?;
        Some((noun::singular(&self.tokens[at].word), class_of_verb(&self.tokens[at].word)?))
    }

    /// The verb of the clause that an interval begins: `once every ten minutes a scale sends its weight`.
    ///
    /// And its place.
    pub(super) fn verb_of_front(&self, amount: &Amount) -> Option<(String, Class, usize)> {
        let word = |at: usize| self.tokens[at].word.as_str();
        let start = amount.tokens.start;
        // `sensors listen for leaks, and 12 times an hour each of them sends`
        let joined = start >= self.sentence.start + 2
            && matches!(word(start - 1), "and" | "while" | "where")
            && word(start - 2) == ",";
        let begins = start == self.sentence.start || !self.tokens[start - 1].is_word() || joined;
        let led = matches!(amount.measure, Measure::Times | Measure::Duration) && begins;
        let behind = (amount.tokens.end..self.sentence.end.min(amount.tokens.end + 6))
            .take_while(|at| self.tokens[*at].is_word());
        let verb = behind
            .into_iter()
            .skip(1)
            .find(|at| led && word(*at).ends_with('s') && class_of_verb(word(*at)).is_some())?;
        let subject =
            matches!(word(amount.tokens.end), "a" | "an" | "each" | "every" | "one" | "the" | "our");
        let found = class_of_verb(word(verb)).map(|class| (noun::singular(word(verb)), class, verb));
        found.filter(|_| subject)
    }

    /// A verb right behind: `90,000 orders are placed`, `10,000 links created per second`.
    pub(super) fn verb_behind(&self, amount: &Amount) -> Option<(String, Class)> {
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
}
