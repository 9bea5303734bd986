//! One series: labels and samples in the order of time.

use crate::Labels;

/// A time in milliseconds since 1970-01-01 00:00 UTC, the resolution of Prometheus.
pub type Millis = i64;

/// Samples of one series. `times` ascends strictly and is as long as `values`.
///
/// A scrape that found the series gone is Prometheus' stale marker, [`Series::STALE`]: it ends the series until the next
/// sample. An ordinary NaN is a value.
#[derive(Debug, Clone, Default)]
pub struct Series {
    /// The labels, the metric's name among them.
    pub labels: Labels,
    times: Vec<Millis>,
    values: Vec<f64>,
    /// Whether any of the values is the stale marker.
    ends: bool,
}

impl Series {
    /// The bits of the NaN by which Prometheus marks that a series ended.
    /// Source: prometheus/prometheus, `model/value/value.go`, `StaleNaN`.
    pub const STALE: u64 = 0x7ff0_0000_0000_0002;

    /// A series without samples.
    #[must_use]
    pub fn new(labels: Labels) -> Self {
        Self { labels, times: Vec::new(), values: Vec::new(), ends: false }
    }

    /// Adds a sample. One that is not later than the last one is left out and told by `false`, as a server refuses it.
    pub fn push(&mut self, time: Millis, value: f64) -> bool {
        let later = self.times.last().is_none_or(|last| *last < time);
        if later {
            self.times.push(time);
            // A NaN with odd bits could turn into the stale marker by a change of sign; there is one other NaN only.
            let stale = Self::is_stale(value);
            self.ends |= stale;
            let ordinary_nan = value.is_nan() && !stale;
            self.values.push(if ordinary_nan { f64::NAN } else { value });
        }
        later
    }

    /// Times of the samples, ascending.
    #[must_use]
    pub fn times(&self) -> &[Millis] {
        &self.times
    }

    /// Values of the samples, in the order of [`Self::times`].
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Whether a stale marker is among the values.
    pub(crate) const fn has_stale(&self) -> bool {
        self.ends
    }

    /// Whether `value` is the mark of a series that ended, as against an ordinary NaN.
    #[must_use]
    pub const fn is_stale(value: f64) -> bool {
        value.to_bits() == Self::STALE
    }
}
