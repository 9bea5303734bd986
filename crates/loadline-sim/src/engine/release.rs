//! A new version on its way: which requests it serves, and what it does worse than the one before.

use loadline_math::Stream;

/// The version that goes out at a station.
#[derive(Debug)]
pub(super) struct Release {
    /// How many times as long its work takes.
    pub(super) slow: f64,
    /// Share of its answers that are errors.
    errors: f64,
    /// Share of requests that are routed to it, whatever copy they come to.
    pub(super) share: f64,
    /// Whether there was ever one.
    begun: bool,
    routes: Stream,
}

impl Release {
    /// Nothing goes out.
    pub(super) const fn none(routes: Stream) -> Self {
        Self { slow: 1.0, errors: 0.0, share: 0.0, begun: false, routes }
    }

    /// Something goes out.
    pub(super) const fn begin(&mut self, slow: f64, errors: f64) {
        (self.slow, self.errors, self.begun) = (slow, errors, true);
    }

    /// Whether it serves the next request, at a copy that runs it or not. Nothing is drawn where all or none are served by it.
    #[inline]
    pub(super) fn serves(&mut self, copy_runs_it: bool) -> bool {
        self.begun && (copy_runs_it || self.share > 0.0 && self.routes.uniform() < self.share)
    }

    /// Share of its answers that are errors where a fault makes errors as well.
    #[inline]
    pub(super) fn errors_beside(&self, others: f64) -> f64 {
        1.0 - (1.0 - self.errors) * (1.0 - others)
    }
}
