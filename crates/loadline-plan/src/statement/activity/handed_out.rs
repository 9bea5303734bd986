//! What is handed out to those who are there: `to every one of them we push four updates a second`, `each of them gets an update every
//! half second`. It is sent, and nothing is written.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::noun;
use crate::statement::stated::{Activity, Basis, Population};
use crate::statement::unit::HOUR;
use crate::statement::vocabulary::{Class, Members};

/// Stems of what a system does that hands something out.
const PUSH: &[&str] =
    &["push", "deliver", "send", "sent", "stream", "broadcast", "transmit", "distribut", "hand"];

impl Doings<'_> {
    /// To whom the system sends what an amount counts.
    pub(super) fn sent_to(&self, amount: &Amount) -> Option<usize> {
        let word = |at: usize| self.tokens[at].word.as_str();
        let ends = |at: &usize| matches!(word(*at), ";" | ".");
        let from = (self.sentence.start..amount.tokens.start)
            .rev()
            .find(ends)
            .map_or(self.sentence.start, |at| at + 1);
        let to = (amount.tokens.end..self.sentence.end).find(ends).unwrap_or(self.sentence.end);
        let pushes = (from..to)
            .any(|at| PUSH.iter().any(|stem| word(at).starts_with(stem)) && !self.by_members(from, at));
        // `the server sends every reader one update`
        let dative = (from..amount.tokens.start.saturating_sub(1)).find_map(|at| {
            let pushes = PUSH.iter().any(|stem| word(at).starts_with(stem)) && !self.by_members(from, at);
            if pushes { self.whom(at + 1, to) } else { None }
        });
        let behind = || {
            let mut places = (from..to.saturating_sub(1)).filter(|at| word(*at) == "to");
            places.find_map(|at| self.whom(at + 1, to))
        };
        let target = dative.or_else(behind);
        target.filter(|_| pushes)
    }

    /// Whether the verb at a place is what members do: `the sensors send`, `each measures and sends`.
    fn by_members(&self, from: usize, verb: usize) -> bool {
        const SYSTEM: &[&str] = &[
            "we", "server", "system", "service", "platform", "gateway", "backend", "hub", "broker", "relay",
        ];
        let word = |at: usize| self.tokens[at].word.as_str();
        // `frames are delivered to each of them`
        if verb > from && matches!(word(verb - 1), "is" | "are" | "be" | "get" | "gets") {
            return false;
        }
        for at in (from.max(verb.saturating_sub(8))..verb).rev() {
            let one = noun::singular(word(at));
            if SYSTEM.contains(&one.as_str()) {
                return false;
            }
            let member = |known: &Population| known.is_called(&one) || known.tokens.contains(&at);
            if matches!(word(at), "each" | "they" | "who" | "which") || self.populations.iter().any(member) {
                return true;
            }
        }
        false
    }

    /// The population that `each of them`, `all clients` or `everyone` from a place on means.
    fn whom(&self, at: usize, to: usize) -> Option<usize> {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        if !matches!(word(at), "each" | "every" | "all" | "them" | "everyone" | "everybody" | "those") {
            return None;
        }
        let named = (at..to.min(at + 6)).find_map(|at| {
            let one = noun::singular(word(at));
            self.populations.iter().position(|known| known.is_called(&one) || known.tokens.contains(&at))
        });
        let pronoun = (at..to.min(at + 4))
            .any(|at| matches!(word(at), "them" | "these" | "those" | "whom" | "everyone" | "everybody"));
        let last = || {
            let before = self.populations.iter().enumerate().filter(|(_, known)| known.tokens.end <= at);
            before.max_by_key(|(_, known)| known.tokens.start).map(|(by, _)| by)
        };
        named.or_else(|| last().filter(|_| pronoun))
    }

    /// What those connected get again and again is sent to them.
    pub(super) fn as_handed_out(&self, amount: &Amount, mut made: Activity) -> Activity {
        let Some(by) = made.by.map(|by| &self.populations[by]).filter(|_| made.period < HOUR) else {
            return made;
        };
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(4));
        let before =
            |stem: &str| (from..amount.tokens.start).any(|at| self.tokens[at].word.starts_with(stem));
        let does = |stem: &str| made.deed.as_ref().is_some_and(|verb| verb.starts_with(stem)) || before(stem);
        let gets = does("get") || does("receiv") || does("see");
        // `each battery receives one command every 5 minutes`
        let told = by.members == Members::Machines && does("receiv");
        if by.basis == Basis::AtOnce && gets || told {
            made.class = Class::Read;
        }
        made
    }
}
