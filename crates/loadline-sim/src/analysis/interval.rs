//! An interval that covers an unknown mean or proportion with a stated confidence.

use loadline_math::{proportion, student};

/// An estimate with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub estimate: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Observations behind it.
    pub observations: u64,
}

impl Interval {
    /// Of the mean of independent observations, by Student's t. `None` with fewer than two.
    #[must_use]
    pub fn of_mean(values: &[f64], confidence: f64) -> Option<Self> {
        let n = values.len();
        if n < 2 {
            return None;
        }
        let mean = values.iter().sum::<f64>() / n as f64;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let error = (squares / (n - 1) as f64 / n as f64).sqrt();
        let half = student::quantile(f64::midpoint(1.0, confidence), (n - 1) as f64) * error;
        Some(Self { estimate: mean, low: mean - half, high: mean + half, observations: n as u64 })
    }

    /// Of a proportion, by Wilson's score.
    #[must_use]
    pub fn of_share(successes: u64, trials: u64, confidence: f64) -> Self {
        let (low, high) = proportion::wilson(successes, trials, confidence);
        let estimate = if trials == 0 { 0.0 } else { successes as f64 / trials as f64 };
        Self { estimate, low, high, observations: trials }
    }

    /// Whether a value lies in it.
    #[must_use]
    pub fn contains(&self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// Half its width ÷ estimate; infinite at an estimate of zero, unless the width is zero as well.
    #[must_use]
    pub fn relative(&self) -> f64 {
        let half = (self.high - self.low) / 2.0;
        if half == 0.0 { 0.0 } else { half / self.estimate.abs() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_of_a_mean_is_students() {
        let interval = Interval::of_mean(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95).expect("five");
        // s = √2.5, t₀.₉₇₅,₄ = 2.776445.
        let half = 2.776_445_105 * (2.5f64 / 5.0).sqrt();
        assert!((interval.low - (3.0 - half)).abs() < 1e-8 && (interval.high - (3.0 + half)).abs() < 1e-8);
        assert!(interval.contains(3.0) && !interval.contains(9.0));
        assert_eq!(Interval::of_mean(&[1.0], 0.95), None);
    }
}
