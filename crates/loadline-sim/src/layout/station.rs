//! Workers with their queue.

use crate::time::Delay;

/// Copies of a component, each with workers and a queue.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Station {
    /// Unique name; its random numbers are keyed by it.
    pub name: String,
    /// How many copies, at the start where they are scaled.
    pub copies: u32,
    /// Cells that the copies stand in, each with as many, one after the other.
    pub cells: Option<Cells>,
    /// How copies come and go with the load; not in cells.
    pub scaling: Option<Scaling>,
    /// Requests that one copy works on at a time; `None` = as many as come.
    pub workers: Option<u32>,
    /// Requests that one copy has in flight at a time, those that wait for callees included.
    pub in_flight: Option<u32>,
    /// How many one copy takes at all follows from how long they take; those above are turned away.
    pub adaptive: Option<AdaptiveLimit>,
    /// Requests that may wait at one copy; `None` = without limit.
    pub queue: Option<u32>,
    /// Who is served next.
    pub discipline: Discipline,
    /// Which copy a request goes to.
    pub balancing: Balancing,
    /// What happens to requests whose time is over before they are served.
    pub expired: Expired,
    /// Work takes (1 + this × requests in flight at the copy) times as long.
    pub crowding: f64,
    /// Whether work is an optimistic write: it fails when another one at the same copy has ended well since it began.
    pub optimistic: bool,
    /// Most requests a second that it accepts, the others are turned away; a bucket of one second's worth.
    pub quota: Option<f64>,
}

impl Station {
    /// One copy with so many workers, an endless queue and nothing clever.
    #[must_use]
    pub fn plain(name: impl Into<String>, workers: u32) -> Self {
        Self {
            name: name.into(),
            copies: 1,
            cells: None,
            scaling: None,
            workers: Some(workers),
            in_flight: None,
            adaptive: None,
            queue: None,
            discipline: Discipline::Fifo,
            balancing: Balancing::RoundRobin,
            expired: Expired::Serve,
            crowding: 0.0,
            optimistic: false,
            quota: None,
        }
    }
}

/// Cells that requests are dealt out to: each stays in its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Cells {
    /// Stations of the same group stand in the same cells.
    pub group: u32,
    /// How many there are.
    pub number: u32,
}

/// Copies that come and go with the load, as a horizontal autoscaler makes them.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Scaling {
    /// Fewest copies.
    pub least: u32,
    /// Most copies.
    pub most: u32,
    /// Utilisation of the workers that it steers to.
    pub target: f64,
    /// Time from one look to the next.
    pub every: Delay,
    /// Time from the decision to a copy that works.
    pub lag: Delay,
    /// Copies go when fewer have been enough for so long.
    pub calm: Delay,
}

/// A limit of requests at a copy, in work and waiting, that adapts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct AdaptiveLimit {
    /// How.
    pub rule: AdaptiveRule,
    /// As far as it may grow.
    pub most: u32,
}

/// How a limit adapts itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum AdaptiveRule {
    /// By how many of its requests queue, as the least time tells (TCP Vegas).
    Vegas,
    /// By how the present time compares with the usual one (Gradient2).
    Gradient,
}

/// Who is served next.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Discipline {
    /// The one who waited longest.
    Fifo,
    /// The one who came last.
    Lifo,
    /// First come until so many wait, then last come.
    AdaptiveLifo(u32),
    /// First come; while the queue has not been empty for `interval`, those who waited longer than `target` are dropped
    /// (Maurer 2015, "Fail at scale", after Nichols and Jacobson 2012).
    ControlledDelay {
        /// Longest wait while there is a standing queue.
        target: Delay,
        /// Longest wait otherwise, and how long a queue must stand.
        interval: Delay,
    },
    /// The highest priority, first come among equals.
    Priority,
    /// All at once: nobody waits for a worker, and each of `n` in work gets `workers ÷ n` of one, at most a whole one (processor
    /// sharing).
    Sharing,
}

/// Which copy a request goes to. Copies that are down get nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Balancing {
    /// Each in turn.
    RoundRobin,
    /// Any, each as likely.
    Random,
    /// The one with the fewest requests in flight and waiting.
    LeastOutstanding,
    /// The better of two that are drawn.
    PowerOfTwo,
}

/// What happens to requests whose time is over before they are served. Only calls that propagate deadlines have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Expired {
    /// They are served all the same.
    Serve,
    /// They are dropped when their turn comes.
    Drop,
    /// Those are dropped as well that have less time left than the work takes on average.
    DropHopeless,
}
