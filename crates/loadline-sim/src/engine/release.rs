//! A new version on its way: which requests it serves, and what it does worse than the one before.

use loadline_math::Stream;

/// The version that goes out at a station.
#[derive(Debug)]
pub(super) struct Release {
    /// How many times as long its work takes.
    pub(super) slow: f64,
    /// Share of its answers that are errors.
    pub(super) errors: f64,
    /// Share of requests that are routed to it, whatever copy they come to.
    pub(super) share: f64,
    routes: Stream,
}

impl Release {
    /// Nothing goes out.
    pub(super) const fn none(routes: Stream) -> Self {
        Self { slow: 1.0, errors: 0.0, share: 0.0, routes }
    }

    /// Whether the next request is routed to it. Nothing is drawn while none is.
    #[inline]
    pub(super) fn is_routed(&mut self) -> bool {
        self.share > 0.0 && self.routes.uniform() < self.share
    }

    /// Share of its answers that are errors where a fault makes errors as well.
    #[inline]
    pub(super) fn errors_beside(&self, others: f64) -> f64 {
        1.0 - (1.0 - self.errors) * (1.0 - others)
    }
}
