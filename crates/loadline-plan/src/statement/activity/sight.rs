//! What people look at: what a display does writes nothing, and neither does who looks at it.

use super::{Doings, VERB_REACH};
use crate::statement::amount::Amount;
use crate::statement::noun;
use crate::statement::stated::Population;
use crate::statement::vocabulary::{Class, Members, class_of_verb, is_display};

impl Doings<'_> {
    /// Whether somebody is said to look at something right before an amount.
    pub(super) fn looks(&self, amount: &Amount) -> bool {
        const LOOK: &[&str] = &["look", "watch", "view", "see", "check", "open", "consult", "read"];
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let words = || (from..amount.tokens.start).map(|at| self.tokens[at].word.as_str());
        let clause =
            (from..amount.tokens.start).all(|at| !matches!(self.tokens[at].word.as_str(), ";" | "."));
        let verb = words().any(|word| LOOK.iter().any(|stem| word.starts_with(stem)));
        let other = words().any(|word| class_of_verb(word) == Some(Class::Write));
        // `look at their consumption, five requests each`, but not `look around and make 30 requests`
        let only = || {
            let look = (from..amount.tokens.start).rev().find(|at| {
                ["look", "view", "watch", "consult", "brows", "read"]
                    .iter()
                    .any(|stem| self.tokens[*at].word.starts_with(stem))
            });
            look.is_some_and(|look| !(look..amount.tokens.start).any(|at| self.tokens[at].is("and")))
        };
        clause && verb && !other && (words().any(|word| is_display(&noun::singular(word))) || only())
    }

    /// Whether what is named at a place is only watched by those counted before, on what is renewed: `400 engineers follow the turbines
    /// on screens, for which 64 KiB are fetched every 10 seconds`.
    pub(super) fn is_watched(&self, at: usize, amount: &Amount) -> bool {
        const WATCH: &[&str] = &[
            "follow", "watch", "monitor", "supervis", "track", "observ", "overse", "view", "see", "look",
            "survey", "control", "check", "keep",
        ];
        let from = self.sentence.start;
        let word = |at: usize| self.tokens[at].word.as_str();
        if self.is_shown_state(at) {
            return true;
        }
        let watches = |at: usize| WATCH.iter().any(|stem| word(at).starts_with(stem));
        let Some(verb) = (from.max(at.saturating_sub(5))..at).rev().find(|at| watches(*at)) else {
            return false;
        };
        let people = |known: &Population| {
            known.members == Members::People && (from..verb).contains(&known.tokens.start)
        };
        let display = (at + 1..amount.tokens.end).any(|at| is_display(&noun::singular(word(at))));
        let sends = (at + 1..amount.tokens.start).any(|at| class_of_verb(word(at)) == Some(Class::Write));
        display && !sends && self.populations.iter().any(people)
    }

    /// Whether what is named at a place only says of what something shown is: `an overview of the turbines`, `the turbines' state`.
    fn is_shown_state(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let people = self
            .populations
            .iter()
            .any(|known| known.members == Members::People && self.sentence.contains(&known.tokens.start));
        let shown = |word: &str| {
            is_display(&noun::singular(word)) || matches!(word, "state" | "status" | "picture" | "positions")
        };
        let skip = usize::from(matches!(word(at.wrapping_sub(1)), "the" | "all" | "our" | "these"));
        let of = at.checked_sub(2 + skip).is_some_and(|display| {
            display >= self.sentence.start && word(display + 1) == "of" && shown(word(display))
        });
        let sign = usize::from(matches!(word(at + 1), "'" | "’"));
        let owns = (sign > 0 || token.end - token.start > token.word.len()) && shown(word(at + 1 + sign));
        people && (of || owns)
    }

    /// Whether machines are read from afar: `meters, read remotely four times a day`, `meters are read every hour`.
    pub(super) fn is_read_off(&self, amount: &Amount, verb: &str) -> bool {
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let Some(read) = (from..amount.tokens.start).rev().find(|at| self.tokens[*at].is(verb)) else {
            return false;
        };
        let before = read.checked_sub(1).map_or("", |at| self.tokens[at].word.as_str());
        let passive = matches!(
            before,
            "," | "are" | "is" | "be" | "get" | "being" | "and" | "automatically" | "remotely"
        );
        let by = self.member(amount).or_else(|| self.only_one(amount));
        passive && by.is_some_and(|by| self.populations[by].members == Members::Machines)
    }

    /// Whether what an amount says is done by something that people look at: `their screens reload every 20 seconds`.
    pub(super) fn displays(&self, amount: &Amount) -> bool {
        const RENEWS: &[&str] =
            &["updat", "refresh", "reload", "redraw", "poll", "renew", "quer", "request", "ask", "chang"];
        let from = self.sentence.start.max(amount.tokens.start.saturating_sub(VERB_REACH));
        let clause = (from..amount.tokens.end)
            .rev()
            .find(|at| *at < amount.tokens.start && matches!(self.tokens[*at].word.as_str(), ";" | "."))
            // `watch a board; it updates every five seconds`
            .filter(|at| !matches!(self.tokens[*at + 1].word.as_str(), "it" | "this" | "they"))
            .map_or(from, |at| at + 1);
        let words = || (clause..amount.tokens.end).map(|at| self.tokens[at].word.as_str());
        let display = |word: &str| {
            let one = noun::singular(word);
            is_display(&one) && self.populations.iter().all(|population| population.noun != one)
        };
        // `drivers have the app open; it updates every 20 seconds and downloads 4 KiB`
        const LOADS: &[&str] = &["download", "load", "fetch", "pull", "transfer", "return", "get", "receiv"];
        let behind = amount.tokens.end..self.sentence.end.min(amount.tokens.end + 6);
        let loads = || {
            let mut behind = behind.clone().map(|at| self.tokens[at].word.as_str());
            behind.any(|word| LOADS.iter().any(|stem| word.starts_with(stem)))
        };
        // `technicians with the app open, which updates every 30 seconds`
        let open = || {
            let mut before = self.tokens[self.sentence.start..amount.tokens.start].windows(2);
            before.any(|pair| pair[0].is("app") && pair[1].is("open"))
        };
        let renews = words().any(|word| RENEWS.iter().any(|stem| word.starts_with(stem)));
        renews
            && (words().any(display)
                || words().any(|word| matches!(word, "it" | "app" | "which")) && (loads() || open()))
    }
}
