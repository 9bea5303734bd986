//! The straight line closest to the samples of a window, for `deriv` and `predict_linear`.
//! Source: prometheus/prometheus, `promql/functions.go`, `linearRegression`.

use super::seconds;
use super::sliding::{Sum, Summary};
use crate::Millis;

/// `intercept` is the value at the time given, `slope` what is gained per second.
pub(super) struct Line {
    pub(super) slope: f64,
    pub(super) intercept: f64,
}

/// The line with the least squared distance.
pub(super) fn line(times: &[Millis], values: &[f64], at: Millis) -> Line {
    let Some(first) = values.first().copied() else { return Line { slope: f64::NAN, intercept: f64::NAN } };
    #[expect(clippy::float_cmp, reason = "constant means the same to the last bit")]
    let constant = values.iter().skip(1).all(|value| *value == first);
    if constant {
        let nan = first.is_infinite();
        return Line {
            slope: if nan { f64::NAN } else { 0.0 },
            intercept: if nan { f64::NAN } else { first },
        };
    }
    let (mut xs, mut ys, mut products, mut squares) = (Sum::NONE, Sum::NONE, Sum::NONE, Sum::NONE);
    let mut count = 0.0;
    for (time, y) in times.iter().zip(values) {
        let x = seconds(time - at);
        count += 1.0;
        xs.add(x);
        ys.add(*y);
        products.add(x * y);
        squares.add(x * x);
    }
    let (xs, ys) = (xs.value(), ys.value());
    let covariance = products.value() - xs * ys / count;
    let variance = squares.value() - xs * xs / count;
    let slope = covariance / variance;
    Line { slope, intercept: ys / count - slope * xs / count }
}
