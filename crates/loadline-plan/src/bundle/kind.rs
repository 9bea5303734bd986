//! What a section is: a name, the gates it stands for, and how it is written.

use super::desk::Desk;

/// What a section is made by.
#[derive(Debug)]
pub(crate) struct SectionKind {
    /// The name in kebab case.
    pub(super) id: &'static str,
    /// The title.
    pub(super) title: &'static str,
    /// Ids of the gates whose reasons stand in it as open.
    pub(super) gates: &'static [&'static str],
    /// Writes it.
    pub(super) write: fn(&mut Desk<'_, '_>),
}
