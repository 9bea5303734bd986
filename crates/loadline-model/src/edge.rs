//! Edges of the dependency graph, seen from both ends.

use crate::component::{Component, ComponentKind};
use crate::kinds::{Access, Need, NeedKind, Phase, Via};
use loadline_base::Span;

/// Index of an edge in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeId(pub(crate) u32);

impl EdgeId {
    /// Position among all edges, from 0, for arrays that run beside them.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An edge from a component to something it needs. Edges whose target does not exist are not here.
#[derive(Debug, Clone, Copy)]
pub struct Edge<'m> {
    /// Its index.
    pub id: EdgeId,
    /// Key under the caller's `needs`.
    pub name: &'m str,
    /// The bytes of that key.
    pub key: Span,
    /// The caller (or consumer, or publisher).
    pub from: Component<'m>,
    /// What it needs.
    pub to: Component<'m>,
    /// Interface or topic of the target, when one is named.
    pub part: Option<&'m str>,
    /// What the model says about the edge.
    pub need: &'m Need,
}

impl<'m> Edge<'m> {
    /// Its id path: `services/gateway/needs/checkout.api`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/needs/{}", self.from.path(), self.name)
    }

    /// Whether the caller takes messages from the target.
    #[must_use]
    pub fn consumes(&self) -> bool {
        self.need.access.as_ref().is_some_and(|access| access.value == Access::Consume)
    }

    /// Whether the caller sends messages to the target. An edge to a queue that does not say is taken as publishing.
    #[must_use]
    pub fn publishes(&self) -> bool {
        match &self.need.access {
            Some(access) => access.value == Access::Publish,
            None => self.to.kind() == ComponentKind::Queue,
        }
    }

    /// Whether it is only needed to start.
    #[must_use]
    pub fn start_only(&self) -> bool {
        self.need.phase.as_ref().is_some_and(|phase| phase.value == Phase::Start)
    }

    /// Whether the caller goes on without waiting: `async: true` or an outbox.
    #[must_use]
    pub fn leaves_request_path(&self) -> bool {
        self.need.is_async.as_ref().is_some_and(|flag| flag.value)
            || self.need.via.as_ref().is_some_and(|via| via.value == Via::Outbox)
    }

    /// Whether a request of the caller waits for it: not start-up, not consuming, not asynchronous.
    ///
    /// Publishing without an outbox waits for the broker's acknowledgement, so it counts.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.start_only() && !self.consumes() && !self.leaves_request_path()
    }

    /// Whether the caller waits for an answer from the other side: it waits, and the target is not a broker.
    #[must_use]
    pub fn is_call(&self) -> bool {
        self.waits() && self.to.kind() != ComponentKind::Queue
    }

    /// Whether it is known to be hard.
    #[must_use]
    pub fn is_hard(&self) -> bool {
        self.need.kind.as_ref().is_some_and(|kind| kind.value == NeedKind::Hard)
    }

    /// Whether it is known to be soft.
    #[must_use]
    pub fn is_soft(&self) -> bool {
        self.need.kind.as_ref().is_some_and(|kind| kind.value == NeedKind::Soft)
    }

    /// The target as people write it: `checkout.api`.
    #[must_use]
    pub fn target(&self) -> String {
        self.part.map_or_else(|| self.to.name.to_owned(), |part| format!("{}.{part}", self.to.name))
    }
}
