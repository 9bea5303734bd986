//! Whether what is done changes state.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::vocabulary::{Class, class_of, class_of_verb};

impl Doings<'_> {
    /// Whether it changes state, from the noun's adjectives, its verb and itself; and the verb.
    pub(super) fn class(&self, amount: &Amount, noun: Option<&str>) -> (Class, Option<String>) {
        let words = amount.noun.as_ref().map_or("", |noun| noun.words.as_str());
        let adjective = |stem: &str| words.split(' ').any(|word| word.starts_with(stem));
        if let Some(noun) = noun {
            // `14 page impressions` are looked at, `ad impressions` are counted.
            if adjective("page") && matches!(noun, "impression" | "hit" | "load") {
                return (Class::Read, None);
            }
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
            let behind = || {
                let front = || self.verb_of_front(amount).map(|(verb, class, _)| (verb, class));
                self.verb_behind(amount).or_else(front)
            };
            self.verb_before(amount).or_else(behind).or_else(|| self.verb_later(amount))
        };
        if let Some((verb, class)) = verb {
            // `1.9 million meters, read four times a day`: what is read off machines comes in.
            const ASKED: &[&str] = &[
                "read",
                "polled",
                "queried",
                "sampled",
                "interrogated",
                "fetched",
                "scanned",
                "asked",
                "pulled",
            ];
            if ASKED.contains(&verb.as_str()) && self.is_read_off(amount, &verb) {
                return (Class::Write, Some(verb));
            }
            // `opens 4 tickets an hour`: that opens what was not there.
            const OPENED: &[&str] =
                &["ticket", "case", "account", "claim", "issue", "incident", "dispute", "policy", "file"];
            if verb.starts_with("open") && noun.is_some_and(|noun| OPENED.contains(&noun)) {
                return (Class::Write, Some(verb));
            }
            // `makes 3 searches`: the noun says more than a verb that could be anything.
            let own = noun.and_then(class_of);
            // `libraries load 90,000 records a night`
            let records = noun
                .is_some_and(|noun| matches!(noun, "record" | "entry" | "row" | "transaction" | "dataset"));
            let vague =
                matches!(verb.as_str(), "get" | "got" | "receive" | "take") || verb == "load" && records;
            // `180,000 sign in a day, 7 pages per visit`: who comes in looks at them.
            let comes = verb.starts_with("sign") || verb.starts_with("log");
            // `looks at the rota or changes it ten times a week`: some of both.
            if noun.is_none() && class == Class::Write && self.looks_or_writes(amount, &verb) {
                return (Class::Mixed, None);
            }
            return match own {
                Some(own @ Class::Read) if comes => (own, Some(verb)),
                Some(own @ Class::Write) if vague => (own, Some(verb)),
                // `patients sign in every day, 7 pages per visit`
                Some(own) if verb.contains('-') => (own, Some(verb)),
                // `from every station we get one observation a minute`
                None if vague && self.we_are_sent(amount) => (Class::Write, Some(verb)),
                // `450 stations see 3.6 million passages`: what comes in is recorded, as many as nobody reads.
                None if matches!(verb.as_str(), "see" | "sees") && amount.value > 1e4 => {
                    (Class::Write, Some(verb))
                }
                // `64 clinics see 90 animals a day`: those come, and nobody reads them.
                None if matches!(verb.as_str(), "see" | "sees" | "saw") => (Class::Mixed, Some(verb)),
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
    /// Whether somebody is said to look at something or to do what is written.
    fn looks_or_writes(&self, amount: &Amount, verb: &str) -> bool {
        let word = |at: usize| self.tokens[at].word.as_str();
        let before = self.sentence.start..amount.tokens.start;
        let Some(written) = before.rev().find(|at| word(*at).starts_with(verb)) else { return false };
        let or = (self.sentence.start..written).rev().take(2).any(|at| word(at) == "or");
        or && (self.sentence.start..written)
            .any(|at| class_of_verb(word(at)) == Some(Class::Read) && !word(at).ends_with("ing"))
    }
}
