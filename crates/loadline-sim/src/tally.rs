//! What a run counted.

use crate::failure::Failures;
use crate::histogram::Histogram;
use crate::series::Series;
use crate::slices::Slices;
use crate::time::{Delay, Instant};

/// What one run counted, from the time on from which it was to count.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Source by source.
    pub sources: Vec<SourceTally>,
    /// Station by station.
    pub stations: Vec<StationTally>,
    /// Call by call.
    pub calls: Vec<CallTally>,
    /// Pool by pool.
    pub pools: Vec<PoolTally>,
    /// Cache by cache.
    pub caches: Vec<CacheTally>,
    /// From when on it counted.
    pub from: Instant,
    /// When it ended.
    pub until: Instant,
    /// Whether it was ended early, since too many requests were in the system at once.
    pub overflowed: bool,
    /// Events that happened, from the start.
    pub events: u64,
}

impl Tally {
    /// Whether the time that a share `q` of the requests of a source is answered within is not known yet: those that wait at the end are
    /// a fifth and more of what it leaves out, and half of them have waited for longer than a twentieth of the time that counts, or the run was
    /// ended early because of them. Then [`SourceTally::quantile`] is the least it can be.
    #[must_use]
    pub fn is_open(&self, source: usize, q: f64) -> bool {
        let source = &self.sources[source];
        let (waiting, none) = (source.unfinished.total() as f64, Histogram::default());
        let age = source.unfinished.quantile(0.5, 0, &none).map_or(0.0, Delay::seconds);
        let is_late = self.overflowed || age > 0.05 * (self.until - self.from).seconds();
        waiting > 0.2 * (1.0 - q) * source.arrived as f64 && is_late
    }
}

/// The requests of one source. Those that came before counting began are in none of the numbers.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SourceTally {
    /// Requests that came.
    pub arrived: u64,
    /// Requests answered, with less than asked for included.
    pub good: u64,
    /// Answers, while counting, to requests that had come before: part of the goodput, and of nothing else.
    pub good_before: u64,
    /// Of the answered, those that got less than asked for.
    pub degraded: u64,
    /// Requests that failed for good.
    pub failed: Failures,
    /// Time from arrival to answer, over all attempts, of those answered.
    pub latency: Histogram,
    /// Sum of those times, in seconds.
    pub latency_sum: f64,
    /// How long those that had no answer at the end had waited.
    pub unfinished: Histogram,
    /// The same over time, when asked for.
    pub slices: Slices,
    /// Latencies in the order of answers, in batches, when asked for.
    pub series: Series,
}

impl SourceTally {
    /// The least time that a share `q` of requests was answered within; failures count as never.
    #[must_use]
    pub fn quantile(&self, q: f64) -> Option<Delay> {
        self.latency.quantile(q, self.failed.total(), &self.unfinished)
    }

    /// Answers while counting, whenever their requests came: what goodput is a rate of.
    #[must_use]
    pub const fn answers(&self) -> u64 {
        self.good + self.good_before
    }

    /// Mean time to an answer in seconds, of those answered.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.good > 0).then(|| self.latency_sum / self.good as f64)
    }
}

/// What one station did.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct StationTally {
    /// Visits that came.
    pub arrived: u64,
    /// Visits whose work was begun.
    pub begun: u64,
    /// Visits that failed here: turned away, dropped, or answered with an error.
    pub failed: Failures,
    /// Copies that were there and up, summed over time, in seconds; one with half or twice its workers counts as half a copy or two.
    pub there: f64,
    /// Most copies that were there at once.
    pub most_copies: u32,
    /// Time of workers used up, in seconds.
    pub worked: f64,
    /// Of that, spent on requests whose callers had already given up, in seconds.
    pub dead: f64,
    /// Time waited for a worker by visits that were begun, in seconds.
    pub waited: f64,
    /// Most visits that waited at one copy at once.
    pub longest_queue: u32,
    /// Time from coming to answering, callees included.
    pub sojourn: Histogram,
    /// Its utilisation over time: seconds of work begun in each slice, when asked for.
    pub slices: Vec<f64>,
}

impl StationTally {
    /// Share of the time of its workers that was used up, where each copy has so many.
    #[must_use]
    pub fn utilisation(&self, workers: u32) -> f64 {
        let able = f64::from(workers) * self.there;
        // Copies that are being replaced finish what they have, and are counted as gone.
        if able > 0.0 { (self.worked / able).min(1.0) } else { 0.0 }
    }
}

/// What one caller saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CallTally {
    /// Calls that were wanted, first attempts.
    pub asked: u64,
    /// Attempts that were sent.
    pub attempts: u64,
    /// Of those, retries.
    pub retries: u64,
    /// Of those, second attempts sent while the first was out.
    pub hedges: u64,
    /// Attempts that failed.
    pub failed: Failures,
    /// Retries that the budget did not allow.
    pub over_budget: u64,
    /// Calls that failed for good.
    pub lost: u64,
}

/// What the connections of one pool saw.
#[derive(Debug, Clone, Copy, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct PoolTally {
    /// Attempts that got a connection.
    pub taken: u64,
    /// Of those, attempts that had to wait for one.
    pub waited: u64,
    /// How long those waited, in seconds.
    pub wait: f64,
    /// Attempts that ended before they got one.
    pub gave_up: u64,
    /// Most attempts that waited at one copy at once.
    pub longest_line: u32,
}

/// What one cache that knows its keys saw; one that does not saw nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CacheTally {
    /// Keys that were looked up.
    pub lookups: u64,
    /// Of those, keys that were held.
    pub hits: u64,
    /// Attempts that were not sent, since another call fetched the same key.
    pub joined: u64,
}
