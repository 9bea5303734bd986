//! Discrete distributions given by the ratio of neighbours, such as the states of a birth–death chain.
//!
//! Everything is counted from the likeliest state, so nothing overflows and no factorial or logarithm is needed.

/// Weights below this share of the greatest one are left out.
const NEGLIGIBLE: f64 = 1e-290;

/// States from here on are no longer told apart as doubles.
const FARTHEST: u64 = 1 << 53;

/// Probabilities of the states `first`, `first + 1`, …; those of all other states are nil.
#[derive(Debug, Clone, PartialEq)]
pub struct Mass {
    /// The state of the first entry.
    pub first: u64,
    /// The probabilities, which add up to 1.
    pub probabilities: Vec<f64>,
}

impl Mass {
    /// The distribution over `0..=last` in which state `i + 1` is `ratio(i)` times as likely as state `i`.
    ///
    /// `ratio` must not rise (so there is one likeliest state). `None` when more than `most` states have a weight, the
    /// likeliest is beyond 2⁵³, or the ratios are no numbers.
    pub fn from_ratios(ratio: impl Fn(u64) -> f64, last: u64, most: usize) -> Option<Self> {
        let mode = likeliest(&ratio, last).filter(|mode| *mode < FARTHEST)?;
        let mut below = Vec::new();
        let mut weight = 1.0;
        for state in (0..mode).rev() {
            weight /= ratio(state);
            if weight < NEGLIGIBLE {
                break;
            }
            if below.len() >= most {
                return None;
            }
            below.push(weight);
        }
        let first = mode - below.len() as u64;
        let mut probabilities = below;
        probabilities.reverse();
        probabilities.push(1.0);
        weight = 1.0;
        for state in mode..last {
            weight *= ratio(state);
            if weight < NEGLIGIBLE {
                break;
            }
            if probabilities.len() >= most {
                return None;
            }
            probabilities.push(weight);
        }
        // Both flanks fall away from the mode; adding each from its thin end keeps the small ones.
        let split = (mode - first) as usize;
        let total =
            probabilities[..split].iter().sum::<f64>() + probabilities[split..].iter().rev().sum::<f64>();
        probabilities.iter_mut().for_each(|probability| *probability /= total);
        Some(Self { first, probabilities })
    }

    /// The probability of a state.
    #[must_use]
    pub fn of(&self, state: u64) -> f64 {
        let index = state.checked_sub(self.first).and_then(|index| usize::try_from(index).ok());
        index.and_then(|index| self.probabilities.get(index)).copied().unwrap_or(0.0)
    }

    /// Σ probability × `value(state)` over all states.
    pub fn mean_of(&self, value: impl Fn(u64) -> f64) -> f64 {
        (self.first..).zip(&self.probabilities).map(|(state, p)| p * value(state)).sum()
    }

    /// The probability of `state` or more.
    #[must_use]
    pub fn at_least(&self, state: u64) -> f64 {
        self.mean_of(|at| if at >= state { 1.0 } else { 0.0 })
    }

    /// The probability of less than `state`.
    #[must_use]
    pub fn below(&self, state: u64) -> f64 {
        self.mean_of(|at| if at < state { 1.0 } else { 0.0 })
    }
}

/// The first state whose successor is no likelier, at most `last`.
fn likeliest(ratio: &impl Fn(u64) -> f64, last: u64) -> Option<u64> {
    let (mut low, mut high) = (0, last);
    while low < high {
        let middle = low + (high - low) / 2;
        let here = ratio(middle);
        if here.is_nan() || here < 0.0 {
            return None;
        }
        if here > 1.0 {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-13 * expected.abs(), "{found}, not {expected}");
    }

    #[test]
    fn poisson_by_ratios() {
        let poisson = Mass::from_ratios(|i| 3.0 / (i + 1) as f64, u64::MAX, 10_000).unwrap();
        check(poisson.of(0), libm::exp(-3.0));
        check(poisson.of(4), 81.0 / 24.0 * libm::exp(-3.0));
        check(poisson.mean_of(|i| i as f64), 3.0);
        check(poisson.at_least(1), 1.0 - libm::exp(-3.0));
        check(poisson.below(1), libm::exp(-3.0));
    }

    #[test]
    fn a_mode_far_out_does_not_overflow() {
        let poisson = Mass::from_ratios(|i| 1e5 / (i + 1) as f64, u64::MAX, 1_000_000).unwrap();
        check(poisson.mean_of(|i| i as f64), 1e5);
    }

    #[test]
    fn edges() {
        assert_eq!(Mass::from_ratios(|_| 2.0, 0, 10).unwrap().probabilities, [1.0]);
        assert_eq!(Mass::from_ratios(|_| 0.0, 5, 10).unwrap().probabilities, [1.0]);
        assert_eq!(Mass::from_ratios(|_| f64::INFINITY, 5, 10).unwrap().first, 5);
        assert_eq!(Mass::from_ratios(|_| 1.0, 100, 10), None);
        assert_eq!(Mass::from_ratios(|_| 2.0, u64::MAX, 10), None);
        assert_eq!(Mass::from_ratios(|_| f64::NAN, 100, 10), None);
    }
}
