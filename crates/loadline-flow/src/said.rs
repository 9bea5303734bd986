//! What the model says of a field that can be decided away: nothing, `none`, or a value.
//!
//! A tool's default counts as nothing, so no rule can be satisfied or broken by it.

use loadline_base::Span;
use loadline_model::kinds::Access;
use loadline_model::{Decided, Edge, Stated};

/// What the model says about something that may be `none`. A tool's default is as good as nothing said.
#[derive(Debug)]
pub enum Saying<'m, T> {
    /// Nothing: it is unknown.
    Nothing,
    /// `none`, written at this place.
    None(Span),
    /// A value, written at this place.
    Value(&'m T, Span),
}

impl<'m, T> Saying<'m, T> {
    /// Reads a field.
    #[must_use]
    pub fn of(field: &'m Option<Stated<Decided<T>>>) -> Self {
        match decided(field) {
            None => Self::Nothing,
            Some(stated) => match &stated.value {
                Decided::None => Self::None(stated.span),
                Decided::Some(value) => Self::Value(value, stated.span),
            },
        }
    }

    /// This saying, or the other one when nothing is said here.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        if matches!(self, Self::Nothing) { other } else { self }
    }

    /// The value, when there is one.
    #[must_use]
    pub fn value(self) -> Option<&'m T> {
        match self {
            Self::Value(value, _) => Some(value),
            Self::Nothing | Self::None(_) => None,
        }
    }
}

/// The value of a field, unless it is nobody's decision.
#[must_use]
pub fn decided<T>(field: &Option<Stated<T>>) -> Option<&Stated<T>> {
    field.as_ref().filter(|stated| stated.is_decided())
}

/// Whether an edge says that it changes what is there.
#[must_use]
pub fn writes(edge: &Edge<'_>) -> bool {
    let counted = decided(&edge.need.writes).is_some_and(|writes| writes.get() > 0.0);
    counted || decided(&edge.need.access).is_some_and(|access| access.value == Access::Write)
}
