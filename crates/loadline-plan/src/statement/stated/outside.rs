//! A service of others that a statement speaks of, as it was read.

use loadline_base::Span;
use std::ops::Range;

/// A service of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Outside {
    /// Its name as written: `Stripe`, `payment provider`.
    pub name: String,
    /// What goes through it, where that is said: `cards`.
    pub what: Option<String>,
    /// Where it is first named.
    pub span: Span,
    /// Every place at which it is named.
    pub spans: Vec<Span>,
    /// The same as tokens.
    pub(in crate::statement) places: Vec<Range<usize>>,
}
