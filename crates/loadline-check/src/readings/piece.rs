//! A piece of state with its owner, its home and its copies looked up.

use crate::report::Spot;
use loadline_base::Span;
use loadline_evidence::Place;
use loadline_model::kinds::{Copy, StateItem};
use loadline_model::{Component, Edge, Model, Named};

/// A piece of state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece<'m> {
    pub(crate) id: &'m str,
    pub(crate) key: Span,
    pub(crate) item: &'m StateItem,
    /// The component that owns it, when there is one and it exists.
    pub(crate) owner: Option<Component<'m>>,
    /// The component it lives in, when said and existing.
    pub(crate) home: Option<Component<'m>>,
}

/// A copy of a piece of state.
pub(crate) struct PieceCopy<'m> {
    /// Id of the component that holds it.
    pub(crate) holder: &'m str,
    pub(crate) key: Span,
    pub(crate) copy: &'m Copy,
    /// The component that holds it, when it exists.
    pub(crate) at: Option<Component<'m>>,
    path: String,
}

/// Every piece of state, in the order written.
pub(crate) fn pieces(model: &Model) -> impl Iterator<Item = Piece<'_>> {
    let items = model.system.state.iter().flat_map(|all| all.iter());
    items.map(|(id, named): (_, &Named<StateItem>)| {
        let owner = named.owner.as_ref().and_then(|owner| owner.value());
        Piece {
            id,
            key: named.key,
            item: &named.value,
            owner: owner.and_then(|owner| model.find(&owner.id)),
            home: named.home.as_ref().and_then(|home| model.find(&home.id)),
        }
    })
}

impl<'m> Piece<'m> {
    /// Its copies, in the order written.
    pub(crate) fn copies(self, model: &'m Model) -> impl Iterator<Item = PieceCopy<'m>> {
        let copies = self.item.copies.as_ref().into_iter().flat_map(|copies| copies.iter());
        copies.map(move |(holder, named)| PieceCopy {
            holder,
            key: named.key,
            copy: &named.value,
            at: model.find(holder),
            path: format!("state/{}/copies/{holder}", self.id),
        })
    }

    /// Ids of its data classes.
    pub(crate) fn data(self) -> impl Iterator<Item = &'m str> {
        self.item.data.as_deref().into_iter().flatten().map(|data| data.id.as_str())
    }

    /// Whether an edge to its home carries its data: `None` when the edge or the piece does not say which data it is.
    pub(crate) fn carried_by(self, edge: &Edge<'_>) -> Option<bool> {
        let carries = edge.need.carries.as_deref().filter(|carries| !carries.is_empty())?;
        self.item.data.as_deref().filter(|data| !data.is_empty())?;
        Some(self.data().any(|data| carries.iter().any(|carried| carried.id == data)))
    }
}

impl Spot for Piece<'_> {
    fn place(&self) -> Place {
        Place::new(format!("state/{}", self.id), self.key)
    }
}

impl Spot for PieceCopy<'_> {
    fn place(&self) -> Place {
        Place::new(self.path.clone(), self.key)
    }
}
