//! What a run reads: a system and its load as flat arrays that refer to each other by position.
//!
//! A *source* sends requests by a *call* to a *node*; a node is what one component does for one kind of request: a time
//! of work on a *station* (workers with their queue), then calls of its own, step by step.

mod fault;
mod policy;
mod pool;
mod station;

pub use fault::{Effect, Fault};
pub use policy::{Backoff, Breaker, Budget, Fallback, Growth, Jitter, Retries, Throttle};
pub use pool::{Awaited, Pool, RateLimit};
pub use station::{AdaptiveLimit, AdaptiveRule, Balancing, Cells, Discipline, Expired, Scaling, Station};

use crate::profile::{Arrivals, Profile};
use crate::time::Delay;
use loadline_math::Law;
use std::ops::Range;

/// Position of a station in [`Layout::stations`].
pub type StationIndex = u32;
/// Position of a node in [`Layout::nodes`].
pub type NodeIndex = u32;
/// Position of a call in [`Layout::calls`].
pub type CallIndex = u32;

/// A system and its load.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct Layout {
    /// Workers and queues.
    pub stations: Vec<Station>,
    /// What components do.
    pub nodes: Vec<Node>,
    /// Who calls whom, and how carefully. The calls of a step stand next to each other.
    pub calls: Vec<Call>,
    /// Calls that are made at the same time; the steps of a node stand next to each other.
    pub steps: Vec<Range<CallIndex>>,
    /// Steps that go on before all of their calls are answered, in ascending order of the step.
    pub awaited: Vec<Awaited>,
    /// Where requests come from.
    pub sources: Vec<Source>,
    /// Caches whose hit ratio may change during a run.
    pub caches: Vec<Cache>,
    /// Connections that callers hold.
    pub pools: Vec<Pool>,
    /// How often callers call at most.
    pub limits: Vec<RateLimit>,
    /// What goes wrong, and when.
    pub faults: Vec<Fault>,
}

/// What one component does for one kind of request.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Node {
    /// Unique name; its random numbers are keyed by it.
    pub name: String,
    /// Where it works.
    pub station: StationIndex,
    /// How long the work takes, in seconds, without queueing and without the calls it makes.
    pub work: Law,
    /// Its steps in [`Layout::steps`].
    pub steps: Range<u32>,
}

/// A call: from a node, or from outside by a source.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Call {
    /// Unique name; its random numbers are keyed by it.
    pub name: String,
    /// Who is called.
    pub to: NodeIndex,
    /// How often, one after the other.
    pub times: Times,
    /// Whether the caller waits for the answer.
    pub waits: bool,
    /// What becomes of the caller when the call fails for good.
    pub fallback: Fallback,
    /// Longest that one attempt may take.
    pub timeout: Option<Delay>,
    /// Longest that all attempts together may take.
    pub deadline: Option<Delay>,
    /// The same in seconds where it differs from one to the next: users give up when they have waited so long.
    pub patience: Option<Law>,
    /// Whether the callee is told how much time is left, its own callees too.
    pub propagates: bool,
    /// What happens after a failed attempt.
    pub retries: Retries,
    /// The call whose retry budget, breaker and throttle it shares, with the same settings: that of the same edge, for another kind of
    /// request. It shares with nobody itself.
    pub shares: Option<CallIndex>,
    /// When calls stop for a while.
    pub breaker: Option<Breaker>,
    /// A second attempt is sent when there is no answer for so long.
    pub hedge: Option<Delay>,
    /// Adaptive throttling at the caller.
    pub throttle: Option<Throttle>,
    /// Its attempts need a connection of this one of [`Layout::pools`].
    pub pool: Option<u32>,
    /// Its attempts count against this one of [`Layout::limits`].
    pub limit: Option<u32>,
}

/// How often a call is made by one visit.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Times {
    /// Mean number of calls that do not depend on a cache: the whole part surely, one more with the rest as probability.
    pub mean: f64,
    /// Lookups in a cache whose misses are calls as well, with their mean number.
    pub misses: Option<(u32, f64)>,
}

impl Times {
    /// Exactly once.
    pub const ONCE: Self = Self { mean: 1.0, misses: None };
}

/// Where requests come from.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Source {
    /// Unique name; its random numbers are keyed by it.
    pub name: String,
    /// How requests follow each other.
    pub arrivals: Arrivals,
    /// Requests a second over time.
    pub profile: Profile,
    /// How it calls the system.
    pub call: CallIndex,
    /// Higher is served first where a queue looks at it: 0 to 3.
    pub priority: u8,
}

/// A cache: a share of lookups that it answers, or the keys it holds.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Cache {
    /// Name.
    pub name: String,
    /// Share of lookups it answers when it is warm.
    pub hit_ratio: f64,
    /// Fills after a flush until it is warm to 63 %.
    pub fills: f64,
    /// Where it runs: with its copies goes what they hold.
    pub station: Option<StationIndex>,
    /// What is known of its keys; then what it answers follows from them, and neither `hit_ratio` nor `fills` is looked at.
    pub keys: Option<Keys>,
}

/// The keys of a cache. Each is held for a time after it was fetched, however full the cache is.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Keys {
    /// How many there are.
    pub number: u64,
    /// Exponent of Zipf's law by which they are looked up.
    pub skew: f64,
    /// How long a key is held; for ever without.
    pub lives: Option<Delay>,
    /// Whether only one call fetches a key at a time, and others wait for it and share its answer or failure.
    pub single_flight: bool,
    /// Lookups a second before the start: by them it is found warm.
    pub usual: f64,
}

impl Call {
    /// A call that is made once, is waited for, and has no patience or policy of any kind.
    #[must_use]
    pub fn plain(name: impl Into<String>, to: NodeIndex) -> Self {
        Self {
            name: name.into(),
            to,
            times: Times::ONCE,
            waits: true,
            fallback: Fallback::Fail,
            timeout: None,
            deadline: None,
            patience: None,
            propagates: false,
            retries: Retries::NONE,
            shares: None,
            breaker: None,
            hedge: None,
            throttle: None,
            pool: None,
            limit: None,
        }
    }
}
