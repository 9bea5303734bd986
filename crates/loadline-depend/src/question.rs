//! The questions that gates answer: has this been down for longer than that?

use crate::age::Age;
use loadline_model::ComponentId;

/// A component as one visit finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Station<'m> {
    pub(crate) component: ComponentId,
    /// The interface or topic that is called, when known.
    pub(crate) part: Option<&'m str>,
    /// Whether the visit begins with a message.
    pub(crate) delivered: bool,
    /// The journey, where it decides which edges apply.
    pub(crate) journey: Option<&'m str>,
}

/// A question that a gate answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Question<'m> {
    /// Has a visit of this station failed for longer than this?
    Failed(Station<'m>, Age),
    /// Is a visit of it failed or anything it uses lost?
    Degraded(Station<'m>),
    /// Is the component itself down for longer than this, whatever it needs?
    Itself(ComponentId, Age),
    /// Is this place down for longer than this?
    Place(&'m str, Age),
}

impl<'m> Question<'m> {
    /// How long the trouble must have lasted; `None` when that does not matter.
    pub(crate) fn age(self) -> Option<Age> {
        match self {
            Self::Failed(_, age) | Self::Itself(_, age) | Self::Place(_, age) => Some(age),
            Self::Degraded(_) => None,
        }
    }

    /// The same question at another age.
    pub(crate) fn at(self, age: Age) -> Self {
        match self {
            Self::Failed(station, _) => Self::Failed(station, age),
            Self::Degraded(station) => Self::Degraded(station),
            Self::Itself(component, _) => Self::Itself(component, age),
            Self::Place(place, _) => Self::Place(place, age),
        }
    }

    /// The question, however long it has lasted.
    pub(crate) fn ageless(self) -> Self {
        self.at(Age::NOW)
    }
}
