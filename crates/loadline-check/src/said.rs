//! What somebody stands behind. A tool's default read by an importer is no statement, so rules treat it as unsaid.

use loadline_model::Stated;

/// The field, unless it is absent or only a tool's default.
pub(crate) fn said<T>(field: &Option<Stated<T>>) -> Option<&Stated<T>> {
    field.as_ref().filter(|stated| stated.is_decided())
}
