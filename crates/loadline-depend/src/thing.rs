//! What can be lost: a component or a place, with the events that its loss means.

use crate::age::Age;
use crate::cause::Subject;
use crate::failures::Failures;
use crate::fault_tree::EventId;
use loadline_model::{ComponentId, Model};

/// Something that can be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Thing<'m> {
    /// A component.
    Component(ComponentId),
    /// A failure domain.
    Place(&'m str),
}

impl<'m> Thing<'m> {
    /// The thing with this id: a component, else a domain.
    #[must_use]
    pub fn find(model: &'m Model, id: &str) -> Option<Self> {
        let place = || {
            let mut domains = model.system.domains.iter().flat_map(|all| all.iter());
            domains.find(|(domain, _)| *domain == id).map(|(domain, _)| Self::Place(domain))
        };
        model.find(id).map(|component| Self::Component(component.id)).or_else(place)
    }

    /// Every component and place of a model, in the order written.
    pub fn all(model: &'m Model) -> impl Iterator<Item = Self> {
        let places = model.system.domains.iter().flat_map(|all| all.iter()).map(|(id, _)| Self::Place(id));
        model.components().map(|component| Self::Component(component.id)).chain(places)
    }

    /// Its id.
    #[must_use]
    pub fn name(self, model: &'m Model) -> &'m str {
        match self {
            Self::Component(id) => model.component(id).name,
            Self::Place(id) => id,
        }
    }

    /// What it is, in a word.
    #[must_use]
    pub fn word(self, model: &Model) -> &'static str {
        match self {
            Self::Component(id) => model.component(id).kind().word(),
            Self::Place(id) => {
                let domain = model.system.domains.as_ref().and_then(|all| all.get(id));
                domain.and_then(|domain| domain.kind.as_ref()).map_or("domain", |kind| kind.value.word())
            }
        }
    }

    /// Its id path.
    #[must_use]
    pub fn path(self, model: &Model) -> String {
        match self {
            Self::Component(id) => model.component(id).path(),
            Self::Place(id) => format!("domains/{id}"),
        }
    }

    /// Whether a cause belongs to it.
    #[must_use]
    pub fn owns(self, of: &Subject<'_>) -> bool {
        match (self, of) {
            (Self::Component(id), Subject::Component(component)) => component.id == id,
            (Self::Place(id), Subject::Place(place)) => *place == id,
            _ => false,
        }
    }

    /// The events that hold once it has been down for longer than `age`, whatever took it down.
    pub(crate) fn events(self, failures: &Failures<'_>, age: Age) -> Vec<EventId> {
        let index = match self {
            Self::Component(id) => failures.of_components.get(&id),
            Self::Place(id) => failures.of_places.get(id),
        };
        let causes = index.map(Vec::as_slice).unwrap_or_default();
        causes.iter().filter_map(|cause| failures.cause(*cause).older_than(age)).collect()
    }
}
