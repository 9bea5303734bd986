//! What a server is configured with, and what differs between the generations of Prometheus.

use crate::Millis;

/// Whose rules count where the generations of Prometheus differ.
///
/// In [`Dialect::V2`] a range `[5m]` takes in samples that are exactly five minutes old, and so does the lookback. In
/// [`Dialect::V3`] both leave them out; `rate` and `increase` also cap the extrapolation towards zero after the usual
/// limit, not before it, and `.` in a regular expression matches a line break. V2 is what the recorded answers of a real server (2.42) prove; V3 follows the
/// migration guide of Prometheus 3.0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Dialect {
    /// Prometheus 2.x.
    #[default]
    V2,
    /// Prometheus 3.x.
    V3,
}

/// How to evaluate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Whose rules count.
    pub dialect: Dialect,
    /// How old the last sample of a series may be; five minutes by default.
    pub lookback: Millis,
    /// The step of a subquery that names none, the server's `evaluation_interval`; one minute by default.
    pub subquery_step: Millis,
}

impl Default for Options {
    fn default() -> Self {
        Self { dialect: Dialect::V2, lookback: 300_000, subquery_step: 60_000 }
    }
}
