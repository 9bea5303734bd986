//! Distributions one can draw from: the same bits on every platform, from a keyed stream.
//!
//! Laws are made from what people know (a mean, a coefficient of variation, two percentiles), in any unit; draws come in
//! the same unit. Where a law has a cheap inverse, one uniform number makes one draw and a larger one a larger draw, so that
//! two designs compared with the same stream see the same luck.

use crate::stream::Stream;
use crate::{exp, ln, normal};

/// The law of a variable that is never negative.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Law {
    /// Always the same.
    Constant(f64),
    /// Memoryless, with this mean.
    Exponential {
        /// The mean.
        mean: f64,
    },
    /// e^(μ + σ Z) with a standard normal Z.
    Lognormal {
        /// Mean of the logarithm.
        mu: f64,
        /// Standard deviation of the logarithm.
        sigma: f64,
    },
    /// Gamma.
    Gamma {
        /// 1 ÷ cv².
        shape: f64,
        /// Mean ÷ shape.
        scale: f64,
    },
    /// Pareto (type I): P(X > x) = (least ÷ x)^shape.
    Pareto {
        /// The smallest value.
        least: f64,
        /// The exponent of the tail.
        shape: f64,
    },
    /// One of two exponential phases.
    Hyperexponential {
        /// Probability of the first phase.
        first: f64,
        /// Mean of each phase.
        means: [f64; 2],
    },
    /// One of these values, each as likely.
    Empirical(Vec<f64>),
}

impl Law {
    /// The lognormal law with this mean and coefficient of variation: σ² = ln(1 + cv²), μ = ln(mean) − σ² ÷ 2.
    #[must_use]
    pub fn lognormal(mean: f64, cv: f64) -> Self {
        let variance = ln(1.0 + cv * cv);
        Self::Lognormal { mu: ln(mean) - variance / 2.0, sigma: variance.sqrt() }
    }

    /// The lognormal law with this median and this value at probability `p` above one half.
    #[must_use]
    pub fn lognormal_between(median: f64, p: f64, at_p: f64) -> Self {
        Self::Lognormal { mu: ln(median), sigma: ln(at_p / median) / normal::quantile(p) }
    }

    /// The gamma law with this mean and coefficient of variation.
    #[must_use]
    pub fn gamma(mean: f64, cv: f64) -> Self {
        Self::Gamma { shape: 1.0 / (cv * cv), scale: mean * cv * cv }
    }

    /// The Pareto law with this mean; it needs a `shape` above 1.
    #[must_use]
    pub fn pareto(mean: f64, shape: f64) -> Self {
        Self::Pareto { least: mean * (shape - 1.0) / shape, shape }
    }

    /// The Pareto law with this mean and coefficient of variation: shape = 1 + √(1 + 1 ÷ cv²).
    #[must_use]
    pub fn pareto_by_cv(mean: f64, cv: f64) -> Self {
        Self::pareto(mean, 1.0 + (1.0 + 1.0 / (cv * cv)).sqrt())
    }

    /// Two exponential phases that carry the same load each ("balanced means"), with this mean and coefficient of
    /// variation of at least 1 (Whitt 1982, "Approximating a point process by a renewal process").
    #[must_use]
    pub fn hyperexponential(mean: f64, cv: f64) -> Self {
        let squared = (cv * cv).max(1.0);
        let first = f64::midpoint(1.0, ((squared - 1.0) / (squared + 1.0)).sqrt());
        Self::Hyperexponential { first, means: [mean / (2.0 * first), mean / (2.0 * (1.0 - first))] }
    }

    /// The mean; infinite for a Pareto law with a shape of 1 or less.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Exponential { mean } => *mean,
            Self::Lognormal { mu, sigma } => exp(mu + sigma * sigma / 2.0),
            Self::Gamma { shape, scale } => shape * scale,
            Self::Pareto { least, shape } if *shape > 1.0 => least * shape / (shape - 1.0),
            Self::Pareto { .. } => f64::INFINITY,
            Self::Hyperexponential { first, means } => first * means[0] + (1.0 - first) * means[1],
            Self::Empirical(values) => values.iter().sum::<f64>() / values.len().max(1) as f64,
        }
    }

    /// Variance ÷ mean²; infinite where there is no variance.
    #[must_use]
    pub fn squared_variation(&self) -> f64 {
        let mean = self.mean();
        match self {
            Self::Constant(_) => 0.0,
            Self::Exponential { .. } => 1.0,
            Self::Lognormal { sigma, .. } => exp(sigma * sigma) - 1.0,
            Self::Gamma { shape, .. } => 1.0 / shape,
            Self::Pareto { shape, .. } if *shape > 2.0 => 1.0 / (shape * (shape - 2.0)),
            Self::Pareto { .. } => f64::INFINITY,
            Self::Hyperexponential { first, means } => {
                let second = 2.0 * (first * means[0] * means[0] + (1.0 - first) * means[1] * means[1]);
                second / (mean * mean) - 1.0
            }
            Self::Empirical(values) => {
                let squares: f64 = values.iter().map(|value| value * value).sum();
                squares / values.len().max(1) as f64 / (mean * mean) - 1.0
            }
        }
    }

    /// The next draw.
    #[inline]
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::Exponential { mean } => mean * stream.exponential(),
            Self::Lognormal { mu, sigma } => exp(mu + sigma * normal::deviate(stream.uniform())),
            Self::Gamma { shape, scale } => scale * gamma(*shape, stream),
            Self::Pareto { least, shape } => least * exp(stream.exponential() / shape),
            Self::Hyperexponential { first, means } => {
                let phase = usize::from(stream.uniform() > *first);
                means[phase] * stream.exponential()
            }
            Self::Empirical(values) => {
                let place = (stream.uniform() * values.len() as f64) as usize;
                values.get(place).copied().unwrap_or_default()
            }
        }
    }
}

/// A gamma variable of scale 1 (Marsaglia and Tsang 2000, "A simple method for generating gamma variables").
fn gamma(shape: f64, stream: &mut Stream) -> f64 {
    if shape < 1.0 {
        let power = -stream.exponential() / shape;
        return gamma(shape + 1.0, stream) * exp(power);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal::deviate(stream.uniform());
        let v = 1.0 + c * x;
        if v <= 0.0 {
            continue;
        }
        let v = v * v * v;
        if ln(stream.uniform()) < 0.5 * x * x + d - d * v + d * ln(v) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws have the mean and the spread the law says, and those are the ones asked for.
    #[track_caller]
    fn check(law: &Law, mean: f64, cv: f64) {
        assert!((law.mean() - mean).abs() < 1e-9 * mean, "{law:?}: mean {}", law.mean());
        let said = law.squared_variation();
        assert!((said - cv * cv).abs() < 1e-9 * (1.0 + cv * cv), "{law:?}: squared variation {said}");
        let mut stream = Stream::keyed(&[11]);
        let draws: Vec<f64> = (0..400_000).map(|_| law.draw(&mut stream)).collect();
        let found = draws.iter().sum::<f64>() / draws.len() as f64;
        let spread = draws.iter().map(|x| (x - found).powi(2)).sum::<f64>() / draws.len() as f64;
        let error = 5.0 * mean * cv / (draws.len() as f64).sqrt() + 1e-12;
        assert!((found - mean).abs() < error, "{law:?}: {found}, not {mean}");
        let spread = spread.sqrt() / mean;
        assert!((spread - cv).abs() < 0.06 * cv + 1e-9, "{law:?}: spread {spread}, not {cv}");
        assert!(draws.iter().all(|x| *x >= 0.0));
    }

    #[test]
    fn draws_have_the_moments_of_their_law() {
        check(&Law::Constant(3.0), 3.0, 0.0);
        check(&Law::Exponential { mean: 0.25 }, 0.25, 1.0);
        check(&Law::lognormal(2.0, 0.8), 2.0, 0.8);
        check(&Law::gamma(5.0, 0.5), 5.0, 0.5);
        check(&Law::gamma(5.0, 1.6), 5.0, 1.6);
        check(&Law::hyperexponential(1.0, 2.0), 1.0, 2.0);
        check(&Law::pareto_by_cv(1.0, 0.3), 1.0, 0.3);
        check(&Law::Empirical(vec![1.0, 2.0, 3.0]), 2.0, (2.0f64 / 3.0).sqrt() / 2.0);
    }

    #[test]
    fn a_lognormal_law_goes_through_its_percentiles() {
        let law = Law::lognormal_between(90.0, 0.99, 600.0);
        let mut stream = Stream::keyed(&[12]);
        let draws: Vec<f64> = (0..200_000).map(|_| law.draw(&mut stream)).collect();
        let below = |limit: f64| draws.iter().filter(|x| **x <= limit).count() as f64 / draws.len() as f64;
        assert!((below(90.0) - 0.5).abs() < 0.005);
        assert!((below(600.0) - 0.99).abs() < 0.001);
    }

    #[test]
    fn the_first_draws_are_the_same_everywhere() {
        let mut stream = Stream::keyed(&[1, 2, 3]);
        let laws = [
            Law::Exponential { mean: 1.0 },
            Law::lognormal(1.0, 1.0),
            Law::gamma(1.0, 0.5),
            Law::pareto(1.0, 2.5),
        ];
        let bits: Vec<u64> = laws.iter().map(|law| law.draw(&mut stream).to_bits()).collect();
        assert_eq!(bits, PINNED, "{bits:#x?}");
    }

    const PINNED: [u64; 4] =
        [0x3fe8_9154_ea53_c8da, 0x3fe0_66fe_af1a_a517, 0x3feb_fb34_20cb_55c9, 0x3fed_c282_385a_4e35];
}
