//! Bundles for people and for machines.

pub(crate) mod document;
mod drawn;
mod evidence;
pub(crate) mod json;
mod mermaid;

/// What a bundle may be taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Every gate is passed.
    Final,
    /// A gate is not passed, and somebody wants to read it all the same.
    Draft,
    /// A gate is not passed: there is nothing to read but the reasons.
    Refused,
}

impl Standing {
    /// The word for machines.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Draft => "draft",
            Self::Refused => "refused",
        }
    }
}

/// The name of an exhibit, from its index.
fn exhibit(index: usize) -> String {
    format!("e{}", index + 1)
}
