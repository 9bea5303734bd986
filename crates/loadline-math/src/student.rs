//! Student's t distribution.

use crate::continued_fraction::reciprocal;
use crate::{normal, root};

/// Terms after which the fraction has converged for every argument that is met.
const MOST_TERMS: u32 = 20_000;
/// Degrees of freedom above which the normal distribution is as good.
const MANY: f64 = 1e7;

/// The number that a t variable with so many degrees of freedom stays below with probability `p`; ±∞ at 1 and 0.
#[must_use]
pub fn quantile(p: f64, degrees: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 || degrees <= 0.0 {
        return f64::INFINITY;
    }
    if degrees > MANY {
        return normal::quantile(p);
    }
    if p < 0.5 {
        return -quantile(1.0 - p, degrees);
    }
    if p == 0.5 {
        return 0.0;
    }
    root::time_of_tail(|t| 1.0 - cumulative(t, degrees), 1.0 - p, 2.0)
}

/// The probability that a t variable with so many degrees of freedom stays below `t`.
#[must_use]
pub fn cumulative(t: f64, degrees: f64) -> f64 {
    let tail = 0.5 * beta(degrees / 2.0, 0.5, degrees / (degrees + t * t));
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The regularised incomplete beta function, by its continued fraction (modified Lentz). NIST Digital Library of
/// Mathematical Functions, §8.17.
fn beta(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    let front =
        libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x);
    let front = libm::exp(front);
    if x < (a + 1.0) / (a + b + 2.0) {
        front * fraction(a, b, x) / a
    } else {
        1.0 - front * fraction(b, a, 1.0 - x) / b
    }
}

/// 1 / (1 + d₁ / (1 + d₂ / (1 + …))), §8.17(v).
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    let even = |m: f64| m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
    let odd = |m: f64| -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
    let terms = (1..MOST_TERMS).map(|n| {
        let m = f64::from(n / 2);
        (if n % 2 == 0 { even(m) } else { odd(m) }, 1.0)
    });
    reciprocal(1.0, terms)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(p: f64, degrees: f64, expected: f64) {
        let found = quantile(p, degrees);
        assert!(
            (found - expected).abs() <= 1e-9 * expected.abs().max(1.0),
            "{p} {degrees}: {found}, not {expected}"
        );
    }

    #[test]
    fn quantiles_agree_with_closed_forms_and_tables() {
        // One degree is the Cauchy law, tan(π (p − ½)); two have t = (2p − 1) √2 ÷ √(4p (1 − p)) × … in closed form.
        check(0.975, 1.0, 12.706_204_736_174_7);
        check(0.75, 1.0, 1.0);
        check(0.975, 2.0, 4.302_652_729_749_46);
        check(0.975, 4.0, 2.776_445_105_198_05);
        check(0.975, 19.0, 2.093_024_054_408_26);
        check(0.995, 29.0, 2.756_385_903_670_61);
        check(0.025, 19.0, -2.093_024_054_408_26);
        check(0.975, 1e9, normal::quantile(0.975));
        assert_eq!(quantile(0.5, 3.0), 0.0);
    }
}
