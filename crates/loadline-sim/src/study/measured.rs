//! A figure of independent runs with its interval: runs are the unit, whatever number of requests each of them has.

use crate::analysis::Interval;

/// Confidence of intervals.
pub(super) const CONFIDENCE: f64 = 0.95;

/// The mean of a figure over runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The mean.
    pub mean: f64,
    /// The interval of that mean, of 95 % where nothing else is said; `None` where a single run gave the figure.
    pub interval: Option<Interval>,
}

impl Measured {
    /// Of a figure that is never negative, one value a run, by Student's t. `None` where no run gave it.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        Self::of_at(values, CONFIDENCE)
    }

    /// The same with an interval of another confidence.
    pub(super) fn of_at(values: &[f64], confidence: f64) -> Option<Self> {
        let found = Self::students(values, confidence)?;
        // Student's t knows nothing of values that cannot be negative.
        let interval = found.interval.map(|found| Interval { low: found.low.max(0.0), ..found });
        Some(Self { interval, ..found })
    }

    /// Of differences of pairs of runs, by Student's t.
    #[must_use]
    pub fn of_differences(values: &[f64]) -> Option<Self> {
        Self::students(values, CONFIDENCE)
    }

    fn students(values: &[f64], confidence: f64) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        Some(Self { mean, interval: Interval::of_mean(values, confidence) })
    }

    /// Of a share, as (so many, of so many) a run; runs of nothing are left out. By Student's t, but runs that do not differ say
    /// nothing by that, so the interval is never narrower than Wilson's for all runs together.
    #[must_use]
    pub fn of_shares(runs: &[Part]) -> Option<Self> {
        let shares: Vec<f64> = runs.iter().filter_map(|run| run.share()).collect();
        let found = Self::of_differences(&shares)?;
        let (some, all) = runs.iter().fold((0, 0), |(some, all), run| (some + run.some, all + run.all));
        let pooled = Interval::of_share(some, all, CONFIDENCE);
        let (low, high) = found.interval.map_or((pooled.low, pooled.high), |found| (found.low, found.high));
        let interval = Interval {
            estimate: found.mean,
            low: low.min(pooled.low).clamp(0.0, found.mean),
            high: high.max(pooled.high).clamp(found.mean, 1.0),
            observations: shares.len() as u64,
        };
        Some(Self { interval: Some(interval), ..found })
    }

    /// Whether it is above zero, whatever chance did.
    #[must_use]
    pub fn is_surely_positive(&self) -> bool {
        self.interval.is_some_and(|interval| interval.low > 0.0)
    }
}

/// So many of so many, in one run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Those that count.
    pub some: u64,
    /// Of so many.
    pub all: u64,
}

impl Part {
    /// As a share; `None` of nothing.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.all > 0).then(|| self.some as f64 / self.all as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(runs: &[(u64, u64)]) -> Measured {
        let runs: Vec<Part> = runs.iter().map(|(some, all)| Part { some: *some, all: *all }).collect();
        Measured::of_shares(&runs).expect("a run with something in it")
    }

    #[test]
    fn runs_that_do_not_differ_leave_room_for_chance() {
        let none = shares(&[(0, 1000), (0, 1000)]);
        // Wilson's upper end for 0 of 2,000: z² / (n + z²).
        let high = 3.841_459 / 2_003.841_459;
        let interval = none.interval.expect("two runs");
        assert!(none.mean == 0.0 && interval.low == 0.0 && (interval.high - high).abs() < 1e-7, "{none:?}");
        assert!(!none.is_surely_positive());
    }

    #[test]
    fn runs_that_differ_count_as_runs_and_not_as_requests() {
        // Shares of 0.1, 0.2, 0.3: s = 0.1, t₀.₉₇₅,₂ = 4.302653, far wider than 60,000 requests would say.
        let found = shares(&[(2_000, 20_000), (4_000, 20_000), (6_000, 20_000), (0, 0)]);
        let half = 4.302_652_730 * 0.1 / 3f64.sqrt();
        let interval = found.interval.expect("three runs");
        assert!((interval.high - (0.2 + half)).abs() < 1e-8 && interval.low == 0.0, "{found:?}");
        assert_eq!(interval.observations, 3);
    }

    #[test]
    fn no_run_is_no_figure_and_one_run_no_interval() {
        assert_eq!(Measured::of(&[]), None);
        assert_eq!(Measured::of_shares(&[Part::default()]), None);
        assert_eq!(Measured::of(&[2.0]), Some(Measured { mean: 2.0, interval: None }));
    }
}
