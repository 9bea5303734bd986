//! What a figure would need and the model does not say: asked by name, never taken as 0.

/// A fact that is missing, and what it would tell.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unknown {
    /// Id path of the field to write, such as `services/orders/capacity/rps`.
    pub field: String,
    /// What could be worked out with it, such as `how much more `orders` carries`.
    pub tells: String,
    /// The component whose limit stays hidden without it: it may give way before everything that is known.
    pub hides_limit_of: Option<String>,
}

impl Unknown {
    /// A missing field and what it would tell.
    pub(crate) fn new(field: impl Into<String>, tells: impl Into<String>) -> Self {
        Self { field: field.into(), tells: tells.into(), hides_limit_of: None }
    }

    /// Without it nothing is known of what a component carries.
    pub(crate) fn hiding_limit_of(self, component: &str) -> Self {
        Self { hides_limit_of: Some(component.to_owned()), ..self }
    }
}
