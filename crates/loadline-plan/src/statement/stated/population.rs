//! Who uses the system, as it was read.

use super::super::vocabulary::Members;
use loadline_base::Span;
use std::ops::Range;

/// On which basis a population is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Active on a day.
    Daily,
    /// Active within a week or month.
    Monthly,
    /// Registered, whether active or not.
    Registered,
    /// The statement gives a number only.
    Plain,
    /// Connected at the same time; how many come on a day is not said.
    AtOnce,
}

/// A group that uses the system.
#[derive(Debug, Clone, PartialEq)]
pub struct Population {
    /// One of them: `vehicle`.
    pub noun: String,
    /// What each of them has and is named by, too: `tracker` where `containers with a tracker each` are counted.
    pub also: Vec<String>,
    /// As written: `registered vehicles`.
    pub words: String,
    /// How many there are, in all of `each`.
    pub value: f64,
    /// When said per member of another population (`each warehouse has 150 scanners`): how many, and its index.
    pub each: Option<(f64, usize)>,
    /// What they are.
    pub members: Members,
    /// On which basis they are counted.
    pub basis: Basis,
    /// Seconds in which so many come, where that is said: `2 million people a week`.
    pub within: Option<f64>,
    /// Only where something is done, by people who are named and not counted: `citizens book at its 45 offices`.
    pub located: bool,
    /// Where the number stands.
    pub span: Span,
    /// Index of the sentence.
    pub(in crate::statement) sentence: usize,
    /// Tokens of the amount.
    pub(in crate::statement) tokens: Range<usize>,
}

impl Population {
    /// Whether a noun in the singular names one of them.
    pub(in crate::statement) fn is_called(&self, noun: &str) -> bool {
        self.noun == noun || self.also.iter().any(|other| other == noun)
    }
}
