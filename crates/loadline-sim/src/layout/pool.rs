//! What several calls share at their caller: connections, a rate, and answers that are enough.

use crate::layout::StationIndex;

/// Connections of a caller to a callee. Each attempt of a call that names it holds one from when it gets it until it has ended for the
/// caller; who finds none waits, first come first served.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Pool {
    /// Name.
    pub name: String,
    /// Whose connections they are.
    pub station: StationIndex,
    /// How many each copy of that station has.
    pub size: u32,
}

/// Most attempts a second of calls that name it, over all copies of the caller: a bucket of one second's worth.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct RateLimit {
    /// Name.
    pub name: String,
    /// Attempts a second.
    pub rate: f64,
}

/// A step that goes on before all of its calls are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Awaited {
    /// Position in [`Layout::steps`](crate::Layout::steps).
    pub step: u32,
    /// How many answers are enough; as many as calls are made when those are fewer.
    pub answers: u32,
}
