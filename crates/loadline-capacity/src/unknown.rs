//! What a figure would need and the model does not say: asked by name, never taken as 0.

/// A fact that is missing, and what it would tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// Id path of the field to write, such as `services/orders/capacity/rps`.
    pub field: String,
    /// What could be worked out with it, such as `how much more `orders` carries`.
    pub tells: String,
}

impl Unknown {
    /// A missing field and what it would tell.
    pub(crate) fn new(field: impl Into<String>, tells: impl Into<String>) -> Self {
        Self { field: field.into(), tells: tells.into() }
    }
}
