//! The kinds of component that an import can find.

/// The kinds of component that an import can find, in the order of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Runs the team's or someone's code.
    Service,
    /// Runs once or on a schedule.
    Job,
    /// Holds state.
    Store,
    /// Holds copies.
    Cache,
    /// Passes messages on.
    Queue,
    /// Run by somebody else.
    External,
}

impl Kind {
    /// Every kind, in the order of the model.
    pub const ALL: [Self; 6] =
        [Self::Service, Self::Job, Self::Store, Self::Cache, Self::Queue, Self::External];

    /// The section of the model that holds this kind: `services`, `stores`, ….
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
