//! What is done with the system, and how often, as it was read.

use super::super::vocabulary::Class;
use loadline_base::Span;
use std::ops::Range;

/// Something done again and again.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// What: `message`, `call`, or the verb where no noun is said.
    pub what: String,
    /// The verb, where `what` is what it is done to: `fetch` in `fetches the top list every 30 seconds`.
    pub verb: Option<String>,
    /// Whether it changes state.
    pub class: Class,
    /// Index of the population each member of which does it; none for a total.
    pub by: Option<usize>,
    /// How many within `period`.
    pub count: f64,
    /// Seconds.
    pub period: f64,
    /// The statement does not say per which time; a day is taken.
    pub day_assumed: bool,
    /// Said as the time from one to the next, as machines do it: `every 10 seconds`.
    pub paced: bool,
    /// Where it stands.
    pub span: Span,
    /// The activity it is said as a multiple of.
    pub of: Option<Base>,
    /// The part of a day in which it is done; all day where the statement says none.
    pub duty: Option<Duty>,
    /// Done by one of the calls that are counted elsewhere: a ride that causes 45 calls.
    pub part: bool,
    /// Said of those who are there at the peak, and of no other time.
    pub peak: bool,
    /// The verb it was told by, whatever `what` is.
    pub(in crate::statement) deed: Option<String>,
    /// Index of the sentence.
    pub(in crate::statement) sentence: usize,
    pub(in crate::statement) tokens: Range<usize>,
}

/// The part of a day in which something is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Duty {
    /// Seconds.
    pub length: f64,
    /// Where it stands.
    pub span: Span,
    /// Said of something that lasts so long; that it is there once a day is taken for granted.
    pub once: bool,
}

/// What an activity is a multiple of.
#[derive(Debug, Clone, PartialEq)]
pub struct Base {
    /// Where the other one stands.
    pub span: Span,
    /// How many of the other one within the period.
    pub count: f64,
    /// How many for each of those.
    pub times: f64,
}

impl Activity {
    /// How often a second, per member where it is done by members.
    #[must_use]
    pub fn per_second(&self) -> f64 {
        self.count / self.period
    }
}
