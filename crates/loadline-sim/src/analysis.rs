//! What runs allow to be said: intervals instead of points, verdicts that may be "undecided", and refusals.

mod interval;
mod steady;
mod verdict;
mod warm_up;

pub use interval::Interval;
pub use steady::{Refusal, Steady, Told, settled, steady};
pub use verdict::Verdict;
pub use warm_up::warm_up;

/// Observations that a quantile needs at least, for a share `q`: a hundred beyond it.
#[must_use]
pub fn needed_for_quantile(q: f64) -> u64 {
    (100.0 / (1.0 - q) - 1e-6).ceil() as u64
}
