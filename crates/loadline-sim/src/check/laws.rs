//! Numbers and laws that a run can draw from.

use super::{Unsound, unsound};
use loadline_math::Law;

/// A number from zero to the most it may be.
pub(super) fn number(value: f64, most: f64, what: &str) -> Result<(), Unsound> {
    if (0.0..=most).contains(&value) { Ok(()) } else { unsound(format!("the {what} cannot be {value}")) }
}

/// A law whose every draw is a number, or endless.
pub(super) fn law(law: &Law, what: &str) -> Result<(), Unsound> {
    let sound = |value: &f64| value.is_finite() && *value >= 0.0;
    let positive = |value: &f64| value.is_finite() && *value > 0.0;
    let possible = match law {
        Law::Constant(value) => sound(value),
        Law::Exponential { mean } => sound(mean),
        Law::Lognormal { mu, sigma } => mu.is_finite() && sigma.is_finite(),
        Law::Gamma { shape, scale } => positive(shape) && sound(scale),
        Law::Pareto { least, shape } => sound(least) && positive(shape),
        Law::Hyperexponential { first, means } => (0.0..=1.0).contains(first) && means.iter().all(sound),
        Law::Empirical(values) => values.iter().all(sound),
    };
    if possible { Ok(()) } else { unsound(format!("the {what} cannot be {law:?}")) }
}
