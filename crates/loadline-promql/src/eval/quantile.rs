//! The φ-quantile of a handful of values, with a weighted mean between two neighbours.
//! Source: prometheus/prometheus, `promql/quantile.go`, `quantile`.

use std::cmp::Ordering;

/// Sorts `values` and reads the quantile off. NaN counts as smaller than everything.
pub(super) fn of(phi: f64, values: &mut [f64]) -> f64 {
    if values.is_empty() || phi.is_nan() {
        return f64::NAN;
    }
    if phi < 0.0 {
        return f64::NEG_INFINITY;
    }
    if phi > 1.0 {
        return f64::INFINITY;
    }
    values.sort_by(nan_first);
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 values")]
    let rank = phi * (values.len() - 1) as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the number of values"
    )]
    let lower = rank.floor() as usize;
    let upper = (lower + 1).min(values.len() - 1);
    let weight = rank - rank.floor();
    values[lower] * (1.0 - weight) + values[upper] * weight
}

pub(super) fn nan_first(a: &f64, b: &f64) -> Ordering {
    a.partial_cmp(b).unwrap_or_else(|| b.is_nan().cmp(&a.is_nan()))
}
