//! Sums and extremes of windows that move forward, without ever taking anything away again: a window is the end of an older
//! part, whose ends are all known, and a newer part that grows. Each sample is looked at three times at most.

/// What a window is boiled down to. `join` must not depend on how a window is cut.
pub(super) trait Summary: Copy {
    /// Of no sample.
    const NONE: Self;
    /// Of one sample.
    fn of(value: f64) -> Self;
    /// Of what comes first and what follows it.
    fn join(self, later: Self) -> Self;
}

/// The summaries of one series' windows.
pub(super) struct Sliding<'a, S> {
    values: &'a [f64],
    /// Summaries of `base + i .. middle`.
    older: Vec<S>,
    base: usize,
    middle: usize,
    /// Summary of `middle .. end`.
    newer: S,
    end: usize,
}

impl<'a, S: Summary> Sliding<'a, S> {
    pub(super) fn new(values: &'a [f64]) -> Self {
        Self { values, older: Vec::new(), base: 0, middle: 0, newer: S::NONE, end: 0 }
    }

    /// The summary of `from .. to`, not empty, neither smaller than the last time.
    #[inline]
    pub(super) fn window(&mut self, from: usize, to: usize) -> S {
        if from >= self.middle {
            let mut summary = S::NONE;
            self.older.clear();
            self.older.extend(self.values[from..to].iter().rev().map(|value| {
                summary = S::of(*value).join(summary);
                summary
            }));
            self.older.reverse();
            (self.base, self.middle, self.end, self.newer) = (from, to, to, S::NONE);
        }
        for value in &self.values[self.end..to.max(self.end)] {
            self.newer = self.newer.join(S::of(*value));
        }
        self.end = to.max(self.end);
        self.older.get(from - self.base).copied().unwrap_or(S::NONE).join(self.newer)
    }
}

/// A sum and what rounding took from it (Neumaier 1974), as good as exact.
#[derive(Clone, Copy)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// The sum. One that is infinite or NaN stays so.
    pub(super) fn total(self) -> f64 {
        if self.sum.is_finite() { self.sum + self.lost } else { self.sum }
    }

    /// Adds one value after the other, exactly as Prometheus (`kahanSumInc`).
    #[inline]
    pub(super) fn add(&mut self, value: f64) {
        let total = self.sum + value;
        self.lost += if self.sum.abs() >= value.abs() {
            (self.sum - total) + value
        } else {
            (value - total) + self.sum
        };
        self.sum = total;
    }

    /// The total as Prometheus' means have it, where an infinite sum is checked by the caller.
    pub(super) fn value(self) -> f64 {
        self.sum + self.lost
    }

    pub(super) const fn sum(self) -> f64 {
        self.sum
    }
}

impl Summary for Sum {
    const NONE: Self = Self { sum: 0.0, lost: 0.0 };

    fn of(value: f64) -> Self {
        Self { sum: value, lost: 0.0 }
    }

    fn join(self, later: Self) -> Self {
        let mut joined = self;
        joined.add(later.sum);
        joined.lost += later.lost;
        joined
    }
}

/// The smallest value; NaN only where there is nothing else.
#[derive(Clone, Copy)]
pub(super) struct Least(pub(super) f64);

impl Summary for Least {
    const NONE: Self = Self(f64::NAN);

    fn of(value: f64) -> Self {
        Self(value)
    }

    fn join(self, later: Self) -> Self {
        if later.0 < self.0 || self.0.is_nan() { later } else { self }
    }
}

/// The greatest value; NaN only where there is nothing else.
#[derive(Clone, Copy)]
pub(super) struct Greatest(pub(super) f64);

impl Summary for Greatest {
    const NONE: Self = Self(f64::NAN);

    fn of(value: f64) -> Self {
        Self(value)
    }

    fn join(self, later: Self) -> Self {
        if later.0 > self.0 || self.0.is_nan() { later } else { self }
    }
}
