//! Hedged requests: a second copy is sent when the first has not answered after a while.

use super::distribution::{CV, DISTRIBUTION, SHAPE};
use super::refusal::{not_negative, positive, quantile};
use super::{Distribution, Formula, Kind, Measure, NETWORKS, Parameter, QUANTILE, Refusal};
use loadline_math::root::time_of_tail;

pub(super) const FORMULA: Formula = Formula {
    name: "hedging",
    family: NETWORKS,
    title: "Hedged requests: a second copy after a delay",
    assumes: "both copies take independent times of one distribution, and the extra load slows nobody",
    parameters: &[
        Parameter::new("mean_time", "m", Kind::Time, "mean time of one copy"),
        DISTRIBUTION,
        CV,
        SHAPE,
        Parameter::new("hedge_delay", "d", Kind::Time, "time after which the second copy is sent"),
        QUANTILE,
    ],
    quantities: &[
        Measure::new("extra_load", Kind::Share, "S(d), where S(t) = P(T > t)"),
        Measure::new("time_quantile_without", Kind::Time, "t with S(t) = 1 − p"),
        Measure::new("time_quantile", Kind::Time, "t with S(t) S(t − d) = 1 − p, S = 1 before 0"),
        Measure::new("tail_at_twice_delay", Kind::Share, "P(T > 2 d) = S(2 d) S(d)"),
    ],
    source: "Dean, Barroso 2013, The Tail at Scale",
    evaluate: |given| {
        let hedge =
            Hedge::new(given.number("mean_time"), Distribution::from(given)?, given.number("hedge_delay"))?;
        let p = quantile(given.number("quantile"))?;
        Ok(vec![
            hedge.extra_load().into(),
            (hedge.mean_time * hedge.distribution.time_of_tail(1.0 - p)).into(),
            hedge.time_quantile(p).into(),
            hedge.tail(2.0 * hedge.delay).into(),
        ])
    },
};

/// A hedged call; times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hedge {
    mean_time: f64,
    distribution: Distribution,
    delay: f64,
}

impl Hedge {
    /// A call whose copies take `mean_time` on average, hedged after `delay`.
    ///
    /// # Errors
    /// When a figure is out of range.
    pub fn new(mean_time: f64, distribution: Distribution, delay: f64) -> Result<Self, Refusal> {
        positive("mean_time", mean_time)?;
        not_negative("hedge_delay", delay)?;
        distribution.check()?;
        Ok(Self { mean_time, distribution, delay })
    }

    /// Second copies per request.
    #[must_use]
    pub fn extra_load(&self) -> f64 {
        self.distribution.tail(self.delay / self.mean_time)
    }

    /// The share of requests without any answer after `t` seconds.
    #[must_use]
    pub fn tail(&self, t: f64) -> f64 {
        let copy = |t: f64| self.distribution.tail(t / self.mean_time);
        copy(t) * copy(t - self.delay)
    }

    /// Seconds within which a share `p` of requests has an answer.
    #[must_use]
    pub fn time_quantile(&self, p: f64) -> f64 {
        time_of_tail(|t| self.tail(t), 1.0 - p, self.mean_time)
    }
}
