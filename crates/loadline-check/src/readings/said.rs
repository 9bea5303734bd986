//! What the model says of a field that can be decided away: nothing, `none`, or a value.
//!
//! A tool's default counts as nothing, so no rule can be satisfied or broken by it.

use loadline_base::Span;
use loadline_model::kinds::Access;
use loadline_model::{Decided, Edge, Stated};

/// What the model says of a field.
pub(crate) enum Said<'m, T> {
    /// Nobody said anything.
    Nothing,
    /// `none`, by decision, and where it stands.
    No(Span),
    /// A value.
    Value(&'m T),
}

/// Reads a field that can be decided away.
pub(crate) fn said<T>(field: &Option<Stated<Decided<T>>>) -> Said<'_, T> {
    match field.as_ref().filter(|stated| stated.is_decided()) {
        None => Said::Nothing,
        Some(stated) => match &stated.value {
            Decided::None => Said::No(stated.span),
            Decided::Some(value) => Said::Value(value),
        },
    }
}

/// The value of a field, unless it is nobody's decision.
pub(crate) fn decided<T>(field: &Option<Stated<T>>) -> Option<&Stated<T>> {
    field.as_ref().filter(|stated| stated.is_decided())
}

/// Whether an edge says that it changes what is there.
pub(crate) fn writes(edge: &Edge<'_>) -> bool {
    let counted = decided(&edge.need.writes).is_some_and(|writes| writes.get() > 0.0);
    counted || decided(&edge.need.access).is_some_and(|access| access.value == Access::Write)
}
