//! What is said of all together, or of something else than those counted, although they are spoken of.

use super::Doings;
use crate::statement::amount::Amount;
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Members, class_of_verb, is_display, members};
use crate::statement::{cue, noun};

impl Doings<'_> {
    /// `twice a week the import stands still`: what begins the clause behind it is none of those counted.
    pub(super) fn of_another_in_front(&self, amount: &Amount) -> bool {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let (start, end) = (amount.tokens.start, amount.tokens.end);
        let begins = start == self.sentence.start || matches!(word(start - 1), "," | ";");
        let led = begins
            && matches!(word(end), "the" | "our")
            && amount.period().is_some_and(|period| period > DAY);
        let named = (end + 1..self.sentence.end.min(end + 8)).any(|at| {
            let one = noun::singular(word(at));
            members(&one).is_some() || self.populations.iter().any(|known| known.is_called(&one))
        });
        led && !named
    }

    /// `every five minutes a cron job writes a backup`: what something does that is none of those counted.
    pub(super) fn by_another(&self, amount: &Amount) -> bool {
        let named =
            self.doer_in_front(amount).is_some_and(|words| words.iter().all(|one| members(one).is_none()));
        named || self.somebody_else_acts(amount)
    }

    /// `every hour the caretaker walks round`: somebody who is not counted, and does nothing of ours.
    fn somebody_else_acts(&self, amount: &Amount) -> bool {
        let word = |at: usize| {
            self.tokens.get(at).filter(|_| at < self.sentence.end).map_or("", |token| token.word.as_str())
        };
        let end = amount.tokens.end;
        let begins =
            amount.tokens.start == self.sentence.start && matches!(word(end), "the" | "a" | "an" | "our");
        let (noun, verb) = (word(end + 1), word(end + 2));
        let known = self.populations.iter().any(|known| known.is_called(noun));
        let acts = verb.ends_with('s') && !noun::stops(verb) && class_of_verb(verb).is_none();
        let ours = is_display(noun)
            || members(noun) == Some(Members::Machines)
            || matches!(noun, "app" | "client" | "site");
        begins && acts && !known && !ours
    }

    /// `every hour the crawler fetches our feeds`, where nobody says how many crawlers there are.
    pub(super) fn by_a_machine(&self, amount: &Amount) -> bool {
        let machine = |one: &String| members(one) == Some(Members::Machines);
        self.doer_in_front(amount).is_some_and(|words| words.iter().any(machine))
    }

    /// The words of what does something behind an interval, where it is none of those counted, nor shown to them or done to them.
    fn doer_in_front(&self, amount: &Amount) -> Option<Vec<String>> {
        let word = |at: usize| self.tokens.get(at).map_or("", |token| token.word.as_str());
        let end = amount.tokens.end;
        let (_, _, verb) =
            self.verb_of_front(amount).filter(|_| matches!(word(end), "a" | "an" | "the" | "our"))?;
        let words: Vec<String> = (end + 1..verb).map(|at| noun::singular(word(at))).collect();
        // `the dashboard of our office shows` is one, and not what each of them has.
        let owned = words.iter().any(|one| one == "of");
        let other = words.iter().all(|one| {
            let known = self.populations.iter().any(|known| known.is_called(one));
            let shows = is_display(one) || matches!(one.as_str(), "app" | "client" | "site" | "portal");
            !known && (owned || !shows)
        });
        (other && self.object_at(verb).is_none()).then_some(words)
    }

    /// The population whose count stands right behind a verb.
    fn object_at(&self, verb: usize) -> Option<usize> {
        self.populations.iter().position(|known| (verb + 1..verb + 4).contains(&known.tokens.start))
    }

    /// `every minute our gateway polls 4,320 meters`: those that are asked, and answer.
    pub(super) fn polled(&self, amount: &Amount) -> Option<usize> {
        const ASK: &[&str] = &["poll", "read", "quer", "ask", "sampl", "interrogat", "fetch", "pull", "scan"];
        let (name, _, verb) = self.verb_of_front(amount)?;
        let by = self.object_at(verb).filter(|_| ASK.iter().any(|stem| name.starts_with(stem)))?;
        (self.populations[by].members == Members::Machines).then_some(by)
    }

    /// Whether it is said of all together: `60 lawyers add 20 contracts a day in all`.
    pub(super) fn in_total(&self, amount: &Amount) -> bool {
        let to = self.sentence.end.min(amount.tokens.end + 4);
        let all = [
            "in all",
            "in total",
            "altogether",
            "all told",
            "all together",
            "taken together",
            "between them",
        ];
        cue::find(self.tokens, amount.tokens.end..to, &all).is_some_and(|found| {
            (amount.tokens.end..found.start)
                .all(|at| self.tokens[at].is_word() && self.tokens[at].number().is_none())
        })
    }
}
