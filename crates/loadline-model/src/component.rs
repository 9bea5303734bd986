//! One view over services, jobs, stores, caches, queues and externals: what the call graph is made of.

use crate::kinds::{Cache, Common, External, Interface, Job, Queue, Service, Store, Topic};
use crate::lower::Map;
use loadline_base::Span;

/// Index of a component in its model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ComponentId(pub(crate) u32);

impl ComponentId {
    /// Position among all components, from 0, for arrays that run beside them.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ComponentKind {
    /// Our own code that answers calls or consumes messages.
    Service,
    /// Our own code on a schedule.
    Job,
    /// A place where state lives.
    Store,
    /// A cache.
    Cache,
    /// A queue, log or broker.
    Queue,
    /// A service that others run.
    External,
}

impl ComponentKind {
    /// The word for one of them.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Job => "job",
            Self::Store => "store",
            Self::Cache => "cache",
            Self::Queue => "queue",
            Self::External => "external",
        }
    }

    /// The section of the model they stand in.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Job => "jobs",
            Self::Store => "stores",
            Self::Cache => "caches",
            Self::Queue => "queues",
            Self::External => "externals",
        }
    }
}

/// The record behind a component.
#[derive(Debug, Clone, Copy)]
pub enum Body<'m> {
    /// A service.
    Service(&'m Service),
    /// A job.
    Job(&'m Job),
    /// A store.
    Store(&'m Store),
    /// A cache.
    Cache(&'m Cache),
    /// A queue.
    Queue(&'m Queue),
    /// An external.
    External(&'m External),
}

/// A component of a model.
#[derive(Debug, Clone, Copy)]
pub struct Component<'m> {
    /// Its index.
    pub id: ComponentId,
    /// Its id in the model.
    pub name: &'m str,
    /// The bytes of that id.
    pub key: Span,
    /// The record behind it.
    pub body: Body<'m>,
}

impl<'m> Component<'m> {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> ComponentKind {
        match self.body {
            Body::Service(_) => ComponentKind::Service,
            Body::Job(_) => ComponentKind::Job,
            Body::Store(_) => ComponentKind::Store,
            Body::Cache(_) => ComponentKind::Cache,
            Body::Queue(_) => ComponentKind::Queue,
            Body::External(_) => ComponentKind::External,
        }
    }

    /// The fields every component has.
    #[must_use]
    pub const fn common(&self) -> &'m Common {
        match self.body {
            Body::Service(x) => &x.common,
            Body::Job(x) => &x.common,
            Body::Store(x) => &x.common,
            Body::Cache(x) => &x.common,
            Body::Queue(x) => &x.common,
            Body::External(x) => &x.common,
        }
    }

    /// Its id path: `services/gateway`.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/{}", self.kind().section(), self.name)
    }

    /// Id of the team that owns it.
    #[must_use]
    pub fn owner(&self) -> Option<&'m str> {
        self.common().owner.as_ref().map(|owner| owner.id.as_str())
    }

    /// Id of the trust boundary it stands in.
    #[must_use]
    pub fn boundary(&self) -> Option<&'m str> {
        self.common().boundary.as_ref().map(|boundary| boundary.id.as_str())
    }

    /// What it offers, for services and externals that say so.
    #[must_use]
    pub fn interfaces(&self) -> Option<&'m Map<Interface>> {
        match self.body {
            Body::Service(x) => x.exposes.as_deref(),
            Body::External(x) => x.exposes.as_deref(),
            _ => None,
        }
    }

    /// The interface with this id.
    #[must_use]
    pub fn interface(&self, id: &str) -> Option<&'m Interface> {
        self.interfaces().and_then(|all| all.get(id)).map(|named| &named.value)
    }

    /// The topics of a queue that names them.
    #[must_use]
    pub fn topics(&self) -> Option<&'m Map<Topic>> {
        match self.body {
            Body::Queue(x) => x.topics.as_deref(),
            _ => None,
        }
    }

    /// Whether it keeps state of its own: a store, a queue, or a cache.
    #[must_use]
    pub const fn keeps_state(&self) -> bool {
        matches!(self.kind(), ComponentKind::Store | ComponentKind::Queue | ComponentKind::Cache)
    }

    pub(crate) fn has_part(&self, part: &str) -> bool {
        self.interface(part).is_some() || self.topics().is_some_and(|topics| topics.get(part).is_some())
    }

    pub(crate) fn parts(&self) -> Vec<&'m str> {
        let interfaces = self.interfaces().into_iter().flat_map(|all| all.iter().map(|(id, _)| id));
        let topics = self.topics().into_iter().flat_map(|all| all.iter().map(|(id, _)| id));
        interfaces.chain(topics).collect()
    }
}
