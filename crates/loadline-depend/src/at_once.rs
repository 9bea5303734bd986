//! How often too many of many copies are down at once, as it follows from how often one copy is.

use loadline_math::binomial;

/// How the figure of one copy becomes that of too many of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct AtOnce {
    /// Share of time that one copy is down.
    pub(crate) single: f64,
    /// How many are left, and how many of them must be down.
    pub(crate) must: (u64, u64),
    /// The same for the cause before, which holds together with this one.
    pub(crate) before: Option<(u64, u64)>,
}

impl AtOnce {
    /// Share of time that too many are down and the cause before does not hold, when the figure of one is off by `factor`.
    pub(crate) fn unavailability(self, factor: f64) -> f64 {
        let single = (self.single * factor).clamp(0.0, 1.0);
        let down = |(left, still): (u64, u64)| binomial::at_least(left, still, single);
        let (share, before) = (down(self.must), self.before.map_or(0.0, down));
        if before < 1.0 { ((share - before) / (1.0 - before)).max(0.0) } else { 0.0 }
    }
}
