//! Who is meant by `each of them`, `each`, `they` or `a user`: those counted before, or those of that kind.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::population::stands_in;
use crate::statement::stated::Population;
use crate::statement::vocabulary::{Members, class_of_verb, is_display, is_machine_made, members};
use crate::statement::{cue, each, noun};

impl Doings<'_> {
    /// `60 technicians; each of them looks up a lift 40 times a day`: those counted before it, and not what they do something to.
    pub(super) fn each_of_them(&self, amount: &Amount) -> Option<usize> {
        let word = |at: usize| self.tokens[at].word.as_str();
        let subject = (self.sentence.start..amount.tokens.start.saturating_sub(2)).rev().find(|at| {
            let one = usize::from(word(at + 1) == "one");
            matches!(word(*at), "each" | "every")
                && word(at + 1 + one) == "of"
                && matches!(word(at + 2 + one), "them" | "these" | "those" | "whom")
        })?;
        // `in each of them 45 fridges report`
        let place = subject
            .checked_sub(1)
            .is_some_and(|at| matches!(word(at), "in" | "at" | "on" | "for" | "to" | "from"));
        let others = self.amounts.iter().any(|other| {
            other.measure == Measure::Count
                && other.period().is_none()
                && (subject..amount.tokens.start).contains(&other.tokens.start)
                && !other.article
        });
        let ends = (subject..amount.tokens.start).any(|at| word(at) == ";");
        if place || others || ends {
            return None;
        }
        // `a fifth of the students sign in, and each of them`
        let named = (self.sentence.start..subject).rev().find_map(|at| {
            let one = noun::singular(word(at));
            self.populations.iter().position(|known| noun::is_plural(word(at)) && known.is_called(&one))
        });
        // `250 engineers watch the turbines; each of them loads 120 kB`
        let counted =
            self.populations.iter().enumerate().filter(|(_, known)| {
                self.sentence.contains(&known.tokens.start) && known.tokens.end <= subject
            });
        let counted = counted.max_by_key(|(_, known)| known.tokens.start).map(|(by, _)| self.inside(by));
        let before = self.populations.iter().enumerate().filter(|(_, known)| known.tokens.end <= subject);
        let last = || before.max_by_key(|(_, known)| known.tokens.start).map(|(by, _)| self.inside(by));
        counted.or(named).or_else(last)
    }

    /// `320 supermarkets; every store has a tablet`: by another name of the only ones of their kind.
    pub(super) fn one_of_a_kind(&self, amount: &Amount) -> Option<usize> {
        let named = (self.sentence.start..amount.tokens.start.saturating_sub(1)).rev().find_map(|at| {
            let one = matches!(self.tokens[at].word.as_str(), "each" | "every");
            members(&self.tokens[at + 1].word).filter(|_| one)
        })?;
        let mut same = (0..self.populations.len()).filter(|by| self.populations[*by].members == named);
        same.next().filter(|_| same.next().is_none())
    }

    /// `6 million MAU; a learner does 4 lessons a day`: where only users are counted, whoever is spoken of one by one is a user.
    fn one_of_them(&self, amount: &Amount) -> Option<usize> {
        const ANYBODY: &[&str] =
            &["user", "person", "customer", "member", "subscriber", "account", "visitor", "client"];
        let mut people =
            (0..self.populations.len()).filter(|by| self.populations[*by].members == Members::People);
        let only = people.next().filter(|_| people.next().is_none())?;
        let anybody = ANYBODY.contains(&self.populations[only].noun.as_str());
        let one = (self.sentence.start..amount.tokens.start).any(|at| {
            let word = |at: usize| self.tokens[at].word.as_str();
            let next = self.tokens.get(at + 1).map_or("", |token| token.word.as_str());
            matches!(word(at), "a" | "an" | "each" | "every" | "one")
                && members(next) == Some(Members::People)
                || noun::is_plural(word(at)) && self.are_the_users(&noun::singular(word(at)))
        });
        (anybody && one).then_some(only)
    }

    /// Whether an amount is said of each member of a population.
    pub(super) fn is_said_of_each(&self, amount: &Amount) -> bool {
        amount.thing().is_some_and(|thing| self.names_member(thing))
            || self.each_before(amount)
            || self.each_behind(amount)
            || self.each_at_the_end(amount)
            || self.goes_on_of_one(amount).is_some()
    }

    /// `each lift sends a heartbeat every 30 seconds. On top of that it reports 200 trips a day`, `divers wear a beacon each. It sends`: one
    /// of those of whom the sentence before speaks one by one.
    pub(super) fn goes_on_of_one(&self, amount: &Amount) -> Option<usize> {
        /// Tokens of the sentence before that are looked at.
        const REACH: usize = 40;
        const BESIDES: &[&str] =
            &["on top", "in addition", "also", "additionally", "besides", "moreover", "furthermore", "too"];
        let word = |at: usize| self.tokens[at].word.as_str();
        let near = self.sentence.start.max(amount.tokens.start.saturating_sub(5))..amount.tokens.start;
        let does = |at: &usize| {
            let also = usize::from(matches!(word(*at + 1), "also" | "then" | "additionally"));
            let verb = word(*at + 1 + also);
            matches!(word(*at), "it" | "she" | "he") && verb.ends_with('s') && class_of_verb(verb).is_some()
        };
        let pronoun = near.into_iter().find(does)?;
        // Of people nobody says `it`, which else may be the system as well.
        let person = word(pronoun) != "it";
        // `it records its starts`
        let besides = person
            || self.tokens.get(pronoun + 2).is_some_and(|owner| owner.is("its"))
            || cue::find(self.tokens, self.sentence.clone(), BESIDES).is_some();
        let one = |at: usize| {
            let called = |known: &Population| {
                (known.members == Members::People) == person && known.is_called(word(at + 1))
            };
            let led = matches!(word(at), "each" | "every" | "a" | "an") && besides;
            let worn = matches!(word(at), "each" | "apiece") && !self.tokens[at + 1].is_word();
            let wears = || self.populations.iter().rposition(|known| known.tokens.end <= at);
            let spoken = led.then(|| self.populations.iter().position(called)).flatten();
            spoken.or_else(|| wears().filter(|_| worn && is_machine_made(amount.head())))
        };
        let end = self.sentence.start.saturating_sub(1);
        let before = (0..end).rev().take_while(|at| !self.tokens[*at].is(".")).take(REACH);
        before.into_iter().find_map(one)
    }

    /// `each`, `they`, `a user`: the population spoken of last, or the first one.
    pub(super) fn pronoun(&self, amount: &Amount) -> Option<usize> {
        let range = self.sentence.start..amount.tokens.start.max(self.sentence.start);
        let person = cue::find(
            self.tokens,
            range.clone(),
            &["user", "person", "customer", "everyone", "everybody", "users", "people", "customers"],
        );
        let pronoun =
            cue::find(self.tokens, range, &["each", "they", "every", "it", "who", "whoever", "them"]);
        if person.is_some() {
            return self.populations.iter().position(|population| population.members == Members::People);
        }
        if let Some(by) = self.one_of_them(amount).or_else(|| self.one_of_a_kind(amount)) {
            return Some(by);
        }
        // `a status of 220 B every 5 s from each of them`, `a message of 200 bytes is sent by each of them every 20 seconds`
        let behind = amount.tokens.start..self.sentence.end.min(amount.tokens.end + 4);
        let turned = || {
            cue::find(
                self.tokens,
                behind,
                &[
                    "from each",
                    "by each",
                    "of each",
                    "for each",
                    "from every one",
                    "by every one",
                    "for every one",
                ],
            )
        };
        pronoun.or_else(turned)?;
        let last = self
            .populations
            .iter()
            .enumerate()
            .filter(|(_, population)| population.tokens.start < amount.tokens.start);
        last.max_by_key(|(_, population)| population.tokens.start).map(|(index, _)| self.inside(index))
    }

    /// `400 operators. Their screens reload every 20 seconds`, `their phones pull the map`: those counted last.
    pub(super) fn whose_screens(&self, amount: &Amount) -> Option<usize> {
        let word = |at: usize| self.tokens[at].word.as_str();
        // `240 agents with a map open all day. The map refreshes every 4 seconds`
        let start = self.sentence.start;
        let shown = matches!(word(start), "the" | "this" | "that" | "a" | "each" | "every")
            && is_display(word(start + 1));
        let opened = |known: &Population| {
            (known.members == Members::People || is_display(&known.noun))
                && (known.tokens.end..start.min(known.tokens.end + 5)).any(|at| {
                    matches!(word(at), "with" | "have" | "has" | "at" | "using" | "show" | "display")
                        && (at + 1..start).any(|one| noun::singular(word(one)) == word(start + 1))
                })
        };
        if shown && let Some(by) = self.populations.iter().position(opened) {
            return Some(by);
        }
        let their = (self.sentence.start..amount.tokens.start.saturating_sub(1)).rev().find(|at| {
            matches!(word(*at), "their" | "whose")
                && (at + 1..at + 4).any(|at| {
                    let one = noun::singular(word(at));
                    is_display(&one) || each::is_device(&one)
                })
        })?;
        let before = self.populations.iter().enumerate().filter(|(_, known)| known.tokens.end <= their);
        let people = before.filter(|(_, known)| known.members == Members::People);
        people.max_by_key(|(_, known)| known.tokens.start).map(|(by, _)| by)
    }

    /// Those who are counted for each of some places, or stand in them, where the places were named last: `250 machines at each of 40
    /// sites, and they send`, `100,000 sensors in the 25 plants, and each of them sends`.
    pub(super) fn inside(&self, by: usize) -> usize {
        let place = &self.populations[by];
        let inside = self.populations.iter().position(|known| {
            known.each.is_some_and(|(_, whole)| whole == by) && known.sentence == place.sentence
        });
        let stand = || self.populations.iter().position(|known| stands_in(known, place, self.tokens));
        // `12,000 freezers in 300 supermarkets and 2 warehouses`, whatever the supermarkets were read as.
        let joined = || {
            let and = place.tokens.start.checked_sub(1).filter(|at| self.tokens[*at].is("and"))?;
            let inside = |known: &Population| {
                let from = known.tokens.end;
                let led = from < and
                    && and - from <= 5
                    && self.tokens[from + 1..and].iter().all(|token| token.is_word() || token.is_number());
                led && known.sentence == place.sentence
                    && matches!(self.tokens[from].word.as_str(), "in" | "at" | "on" | "across")
            };
            self.populations.iter().position(inside).filter(|_| place.members == Members::Places)
        };
        let stand = || stand().or_else(joined);
        inside.filter(|_| place.members == Members::Places).or_else(stand).unwrap_or(by)
    }
}
