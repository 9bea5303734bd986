//! What an expression gives: labels, and a value or nothing at each step.

use crate::{Labels, Series};

/// "No value here", the same bits as Prometheus' stale marker: they never come out of arithmetic.
pub(crate) const ABSENT: f64 = f64::from_bits(Series::STALE);

pub(crate) const fn present(value: f64) -> bool {
    value.to_bits() != Series::STALE
}

/// One series of a result. `values` is as long as there are steps; where the series has no value, there is
/// [`Series::STALE`]. An ordinary NaN is a value.
#[derive(Debug, Clone)]
pub struct Column {
    /// The labels.
    pub labels: Labels,
    /// A value for each step.
    pub values: Vec<f64>,
}

impl Column {
    pub(crate) fn absent(labels: Labels, steps: usize) -> Self {
        Self { labels, values: vec![ABSENT; steps] }
    }

    /// The value at step number `at`, if there is one.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<f64> {
        self.values.get(at).copied().filter(|value| present(*value))
    }

    /// Steps that have a value, with it.
    pub fn present(&self) -> impl Iterator<Item = (usize, f64)> {
        self.values.iter().copied().enumerate().filter(|(_, value)| present(*value))
    }

    pub(crate) fn is_empty(&self) -> bool {
        !self.values.iter().any(|value| present(*value))
    }
}
