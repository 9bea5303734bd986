//! A small system as plain data.

/// A share in thousandths of a percent, so that text and number agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share(pub(crate) u32);

impl Share {
    pub(crate) fn fraction(self) -> f64 {
        f64::from(self.0) / 100_000.0
    }

    pub(super) fn text(self) -> String {
        format!("{}.{:03}%", self.0 / 1000, self.0 % 1000)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Service,
    Job,
    Store,
    Cache,
    Queue,
    External,
}

pub(crate) const KINDS: [(Kind, &str); 6] = [
    (Kind::Service, "services"),
    (Kind::Job, "jobs"),
    (Kind::Store, "stores"),
    (Kind::Cache, "caches"),
    (Kind::Queue, "queues"),
    (Kind::External, "externals"),
];

#[derive(Debug, Clone, Default)]
pub(crate) struct System {
    pub(crate) components: Vec<Component>,
    pub(crate) domains: Vec<Domain>,
    /// Each with how many cells there are and its members.
    pub(crate) cells: Vec<(u64, Vec<usize>)>,
    pub(crate) journeys: Vec<Journey>,
}

#[derive(Debug, Clone)]
pub(crate) struct Component {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// Names of its interfaces or topics, a topic with its limit.
    pub(crate) parts: Vec<(String, Option<u64>)>,
    pub(crate) availability: Option<Share>,
    pub(crate) sla: Option<Share>,
    /// `mtbf` and `mttr`, seconds.
    pub(crate) repairs: Option<(u64, u64)>,
    /// Times a year and seconds each.
    pub(crate) incidents: Option<(u64, u64)>,
    pub(crate) deploys: Option<Deploys>,
    pub(crate) failover: Option<Failover>,
    pub(crate) beta: Option<Share>,
    pub(crate) replicas: Option<Replicas>,
    pub(crate) domain: Option<usize>,
    /// Switch time of active-passive regions, seconds.
    pub(crate) switch: Option<u64>,
    /// Of a cache: `Some(None)` = for ever.
    pub(crate) ttl: Option<Option<u64>>,
    pub(crate) origin: Option<usize>,
    /// Of a queue.
    pub(crate) limit: Option<u64>,
    pub(crate) needs: Vec<Need>,
    pub(crate) load: Load,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Load {
    pub(crate) running: Option<u64>,
    pub(crate) needed: Option<u64>,
    pub(crate) utilisation: Option<f64>,
    pub(crate) arrivals: Option<f64>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Deploys {
    pub(crate) per_week: u64,
    pub(crate) failure_rate: Share,
    pub(crate) roll_back: u64,
    pub(crate) scope: Option<Scope>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    Cell,
    Zone,
    Region,
    All,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Failover {
    /// Times a year and seconds each; a failover that is merely named says neither.
    pub(crate) figures: Option<(u64, u64)>,
    pub(crate) practised: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Replicas {
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
    pub(crate) spread: Option<usize>,
    pub(crate) mode: Option<Mode>,
    pub(crate) quorum: Option<u64>,
    pub(crate) failover: Option<Failover>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Sync,
    Async,
    Quorum,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Domain {
    pub(crate) name: String,
    /// `region`, `zone`, …
    pub(crate) kind: Option<&'static str>,
    pub(crate) within: Option<usize>,
    pub(crate) needs: Vec<usize>,
    pub(crate) availability: Option<Share>,
}

#[derive(Debug, Clone)]
pub(crate) struct Journey {
    pub(crate) name: String,
    pub(crate) entry: Target,
    /// Within so many seconds (`None` = for ever), at this component.
    pub(crate) completes: Option<(Option<u64>, usize)>,
}

/// A component and, when it is named, which of its parts.
pub(crate) type Target = (usize, Option<usize>);

#[derive(Debug, Clone)]
pub(crate) struct Need {
    pub(crate) name: String,
    pub(crate) to: Target,
    pub(crate) hard: Option<bool>,
    pub(crate) only_for: Vec<Limit>,
    pub(crate) step: Option<u64>,
    pub(crate) awaits: Option<Await>,
    pub(crate) start: bool,
    pub(crate) is_async: bool,
    pub(crate) access: Option<&'static str>,
    pub(crate) via: Option<Via>,
    pub(crate) calls: Option<f64>,
    pub(crate) share: Option<Share>,
    pub(crate) reads: Option<f64>,
    pub(crate) writes: Option<f64>,
    pub(crate) fallback: Option<Fallback>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// An interface of the caller.
    Part(usize),
    Journey(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Await {
    All,
    Any,
    Some(u64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Via {
    Outbox,
    Cache(usize),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Fallback {
    pub(crate) way: Way,
    pub(crate) exercised: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// `fallback: none`.
    None,
    To(usize, Option<usize>),
    Stale(u64),
    Queue(u64),
    Degrade,
    Drop,
    As,
    /// Nothing but when it was exercised.
    Unsaid,
}
