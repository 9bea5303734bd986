//! A number of the statement with what it measures, what it counts and per what.

use super::noun::Noun;
use loadline_base::Span;
use std::ops::Range;

/// What a number measures; the value of an amount is in the unit named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Things, counted.
    Count,
    /// How often: `5 times a day`.
    Times,
    /// Bytes.
    Size,
    /// Bits, mostly per second.
    Bits,
    /// Seconds.
    Duration,
    /// A fraction of one.
    Share,
    /// A multiple: `20 times`, `1.5x`, `twice`.
    Factor,
    /// Money in a currency.
    Money(&'static str),
    /// A percentile, in percent: 99 for `p99`.
    Percentile,
    /// The first of two numbers over the second: 9 for `9:1`.
    Ratio,
    /// A day, as `yyyymmdd`; `00` where the statement names no day.
    Day,
}

/// What an amount is said per.
#[derive(Debug, Clone, PartialEq)]
pub enum Per {
    /// Seconds: `per second`, `a month`, `every 10 seconds`.
    Period(f64),
    /// One of something, in the singular: `per user`.
    Thing(String),
}

/// How exactly an amount is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// At most: `under`, `no more than`.
    AtMost,
    /// At least: `over`, `or more`.
    AtLeast,
}

/// A number with what it measures.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The value, in the unit of `measure`; the higher one of a range.
    pub value: f64,
    /// The lower value of a range such as `3-5`.
    pub low: Option<f64>,
    /// What it measures.
    pub measure: Measure,
    /// What is counted, or what has the size.
    pub noun: Option<Noun>,
    /// Per what.
    pub per: Vec<Per>,
    /// `every 10 seconds`: the time from one to the next.
    pub every: bool,
    /// At most or at least.
    pub bound: Option<Bound>,
    /// Where it stands.
    pub span: Span,
    /// Index of the sentence.
    pub(super) sentence: usize,
    /// Its tokens, noun and `per` included.
    pub(super) tokens: Range<usize>,
    /// Whether it is the bare word `one`.
    pub(super) article: bool,
}

impl Amount {
    /// Seconds it is said per.
    #[must_use]
    pub fn period(&self) -> Option<f64> {
        self.per.iter().find_map(|per| match per {
            Per::Period(seconds) => Some(*seconds),
            Per::Thing(_) => None,
        })
    }

    /// The thing it is said per.
    #[must_use]
    pub fn thing(&self) -> Option<&str> {
        self.per.iter().find_map(|per| match per {
            Per::Thing(thing) => Some(thing.as_str()),
            Per::Period(_) => None,
        })
    }

    /// The thing counted or measured, in the singular.
    #[must_use]
    pub fn head(&self) -> &str {
        self.noun.as_ref().map_or("", |noun| &noun.head)
    }

    /// Whether it counts things per time.
    #[must_use]
    pub fn is_rate(&self) -> bool {
        self.measure == Measure::Count && self.period().is_some()
    }

    /// A count per second, where it is a count per time.
    #[must_use]
    pub fn per_second(&self) -> Option<f64> {
        self.period().map(|seconds| self.value / seconds)
    }
}

/// The amounts of one sentence, as a range of their places.
pub(super) fn of_sentence(amounts: &[Amount], sentence: usize) -> Range<usize> {
    amounts.partition_point(|amount| amount.sentence < sentence)
        ..amounts.partition_point(|amount| amount.sentence <= sentence)
}

/// Every sentence that holds amounts: its tokens, and the places of its amounts.
pub(super) fn by_sentence<'a>(
    ranges: &'a [Range<usize>],
    amounts: &'a [Amount],
) -> impl Iterator<Item = (&'a Range<usize>, Range<usize>)> {
    let own = ranges.iter().enumerate().map(|(index, range)| (range, of_sentence(amounts, index)));
    own.filter(|(_, own)| !own.is_empty())
}
