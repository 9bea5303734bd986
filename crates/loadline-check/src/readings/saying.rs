//! What the model says about something that may be `none`: nothing, `none`, or a value.

use loadline_base::Span;
use loadline_model::{Decided, Stated};

/// What the model says about something that may be `none`. A tool's default is as good as nothing said.
#[derive(Debug)]
pub(crate) enum Saying<'m, T> {
    /// Nothing: it is unknown.
    Nothing,
    /// `none`, written at this place.
    None(Span),
    /// A value, written at this place.
    Value(&'m T, Span),
}

impl<'m, T> Saying<'m, T> {
    /// Reads a field.
    pub(crate) fn of(field: &'m Option<Stated<Decided<T>>>) -> Self {
        match said(field) {
            None => Self::Nothing,
            Some(stated) => match &stated.value {
                Decided::None => Self::None(stated.span),
                Decided::Some(value) => Self::Value(value, stated.span),
            },
        }
    }

    /// This saying, or the other one when nothing is said here.
    pub(crate) fn or(self, other: Self) -> Self {
        if matches!(self, Self::Nothing) { other } else { self }
    }

    /// The value, when there is one.
    pub(crate) fn value(self) -> Option<&'m T> {
        match self {
            Self::Value(value, _) => Some(value),
            Self::Nothing | Self::None(_) => None,
        }
    }
}

/// The field, when somebody stands behind its value.
pub(crate) fn said<T>(field: &Option<Stated<T>>) -> Option<&Stated<T>> {
    field.as_ref().filter(|stated| stated.is_decided())
}
