//! Why a text is no expression, and why an expression has no answer.

use crate::Millis;

/// A text that is not evaluated: it is no PromQL, or it asks for something this crate does not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}{}", hint.as_ref().map(|hint| format!("; hint: {hint}")).unwrap_or_default())]
pub struct ParseError {
    /// What is wrong, a fragment in lower case.
    pub reason: String,
    /// The byte of the text where it is wrong; `None` where nobody can tell.
    pub at: Option<usize>,
    /// What to write instead.
    pub hint: Option<String>,
}

impl ParseError {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), at: None, hint: None }
    }

    pub(crate) fn at(mut self, at: impl Into<Option<usize>>) -> Self {
        self.at = at.into();
        self
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// An expression that has no answer on this history. Prometheus fails on the same, or would answer something that means
/// nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvalError {
    /// The times asked for make no sense.
    #[error(
        "no times to evaluate at: from {start} to {end} every {step} ms; hint: the step is positive and the end not before the start"
    )]
    Times {
        /// The first time.
        start: Millis,
        /// The last time.
        end: Millis,
        /// The time between two.
        step: Millis,
    },
    /// More than this crate holds in memory or computes at once.
    #[error("{what}: {count}, at most {limit}; hint: ask for a shorter time, a longer step or fewer series")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        count: u64,
        /// How much is allowed.
        limit: u64,
    },
    /// The expression gives something that is no vector and no number.
    #[error(
        "the expression gives a {kind}, not an instant vector or a scalar; hint: wrap it in a function such as `rate(…)` or `last_over_time(…)`"
    )]
    Kind {
        /// What it gives.
        kind: &'static str,
    },
    /// Two series would have the same labels.
    #[error(
        "vector cannot contain metrics with the same labelset: `{labels}`; hint: keep a label that tells them apart"
    )]
    SameLabels {
        /// The labels that both would have.
        labels: String,
    },
    /// Several series on the side where there may be one.
    #[error(
        "found duplicate series for the match group `{group}` on the {side} hand-side of the operation: `{first}` and `{second}`; many-to-many matching not allowed: matching labels must be unique on one side"
    )]
    ManyToMany {
        /// The labels by which both sides are matched.
        group: String,
        /// `left` or `right`.
        side: &'static str,
        /// One of the series.
        first: String,
        /// The other.
        second: String,
    },
    /// Several series match one, and the expression does not say that they may.
    #[error(
        "multiple matches for labels `{group}`: many-to-one matching must be explicit (group_left/group_right)"
    )]
    ManyToOne {
        /// The labels by which both sides are matched.
        group: String,
    },
    /// The labels taken over by `group_left` or `group_right` leave two series with the same labels.
    #[error(
        "multiple matches for labels: grouping labels must ensure unique matches, but two give `{labels}`"
    )]
    NotUnique {
        /// The labels that both would have.
        labels: String,
    },
    /// A number that should be a count is not one.
    #[error("scalar value {value} overflows a whole number, as `{function}` needs")]
    Count {
        /// The number.
        value: String,
        /// Who asks for it.
        function: &'static str,
    },
}
