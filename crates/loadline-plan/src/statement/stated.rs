//! What was read of a statement: quantities with their roles, who uses it and what they do, what is said without numbers,
//! and what could not be used. Knows nothing of how it is read.

mod activity;
mod outside;
mod population;

pub use activity::{Activity, Base, Duty};
pub use outside::Outside;
pub use population::{Basis, Population};

use super::amount::Amount;
use super::mark::Mark;
use super::noun;
use super::role::Role;
use super::token::Token;
use super::tokens::tokens;
use super::vocabulary::{Class, class_of, members};
use loadline_base::Span;

/// A quantity with the role it plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Nouns around it in the singular, the nearest first: what a size is the size of.
    pub context: Vec<String>,
    /// What it is for.
    pub role: Role,
    /// The quantity.
    pub amount: Amount,
    /// How many of it at once: 2 for `two ledger rows of 512 bytes`.
    pub times: f64,
    /// Where that number stands.
    pub times_at: Option<Span>,
}

impl Fact {
    /// A count per second of all of them, where it is a count per time.
    #[must_use]
    pub fn per_second(&self) -> Option<f64> {
        self.amount.per_second().map(|rate| rate * self.times)
    }
}

/// Something that was read and could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Where it stands.
    pub span: Span,
    /// Why it could not be used.
    pub why: &'static str,
    /// Whether it is a quantity, and not a sentence.
    pub quantity: bool,
}

/// A quantity whose purpose is not clear, with what may be told of it nevertheless.
#[derive(Debug, Clone, PartialEq)]
pub struct Unread {
    /// The quantity.
    pub amount: Amount,
    /// What is done so often, if it says how often something is done.
    pub class: Class,
    /// Said of somebody else than those that are counted.
    pub by_others: bool,
}

/// A statement of need, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The text it was read from.
    pub text: String,
    /// The sentences.
    pub sentences: Vec<Span>,
    /// Quantities with their roles, in the order of the text.
    pub facts: Vec<Fact>,
    /// Who uses the system.
    pub populations: Vec<Population>,
    /// What is done with it, and how often.
    pub activities: Vec<Activity>,
    /// What is said without numbers.
    pub marks: Vec<(Mark, Span)>,
    /// Services of others that it speaks of.
    pub outsides: Vec<Outside>,
    /// Labels of the personal data it names, each with its place.
    pub personal: Vec<(&'static str, Span)>,
    /// Quantities whose purpose is not clear.
    pub unread: Vec<Unread>,
    /// What could not be used.
    pub unused: Vec<Unused>,
}

impl Statement {
    /// The facts of a role, in the order of the text.
    pub fn facts(&self, role: Role) -> impl Iterator<Item = &Fact> {
        self.facts.iter().filter(move |fact| fact.role == role)
    }

    /// The fact of a role that counts: the first one; of several budgets what running it may cost, of several dates the
    /// first launch, of several peaks one that is called so rather than one that is only a bound, of several availability
    /// targets the strictest.
    #[must_use]
    pub fn fact(&self, role: Role) -> Option<&Fact> {
        match role {
            Role::Budget => self
                .facts(role)
                .min_by_key(|fact| (fact.amount.period().is_none(), self.is_for_building(fact))),
            Role::Deadline => {
                let first = self.facts(role).next()?;
                let same = self.facts(role).filter(|fact| fact.amount.measure == first.amount.measure);
                same.min_by(|one, other| one.amount.value.total_cmp(&other.amount.value))
            }
            // Of several the highest, as on a busy day and in its busiest hour.
            Role::PeakFactor => {
                self.facts(role).reduce(
                    |highest, fact| {
                        if fact.amount.value > highest.amount.value { fact } else { highest }
                    },
                )
            }
            // Of an outage of up to three hours and one of an hour that is reckoned with, the latter.
            Role::PeakRate | Role::Outage => self.facts(role).min_by_key(|fact| fact.amount.bound.is_some()),
            // Of two the first.
            Role::Availability => self.facts(role).reduce(|strictest, fact| {
                if fact.amount.value > strictest.amount.value { fact } else { strictest }
            }),
            _ => self.facts(role).next(),
        }
    }

    /// Whether money is for building it, and not for running it.
    fn is_for_building(&self, fact: &Fact) -> bool {
        const BUILDING: &[&str] =
            &["build", "building", "development", "project", "migration", "implementation", "setup"];
        const RUNNING: &[&str] = &["hosting", "infrastructure", "running", "operation"];
        let nearest = fact
            .context
            .iter()
            .find(|word| [BUILDING, RUNNING].iter().any(|list| list.contains(&word.as_str())));
        nearest.is_some_and(|word| BUILDING.contains(&word.as_str()))
    }

    /// Where a mark is first said.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> Option<Span> {
        self.marks.iter().find(|(known, _)| *known == mark).map(|(_, span)| *span)
    }

    /// The text of a place.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// What stands at a place in lower case, and in one line: a line may end anywhere, as in `in the single` and below it `hour after 8`.
    #[must_use]
    pub fn said(&self, span: Span) -> String {
        self.quote(span).to_lowercase().replace(['\n', '\r', '\t'], " ")
    }

    /// Whether anything in it speaks of a use: a quantity, a demand, somebody who uses it or something that is done.
    #[must_use]
    pub fn speaks_of_use(&self) -> bool {
        let known = |token: &Token| {
            let word = noun::singular(&token.word);
            token.is_word() && (class_of(&word).is_some() || members(&word).is_some())
        };
        !self.facts.is_empty() || !self.marks.is_empty() || tokens(&self.text).iter().any(known)
    }

    /// The sentence a place is in.
    #[must_use]
    pub fn sentence(&self, span: Span) -> Span {
        self.sentences.iter().copied().find(|sentence| sentence.covers(span)).unwrap_or(span)
    }
}
