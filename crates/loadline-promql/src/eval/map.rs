//! Functions of one value at a time, and `sort`.

use super::quantile::nan_first;
use super::{Evaluator, Scalar, merge};
use crate::column::{ABSENT, present};
use crate::syntax::{Map, Node};
use crate::{Column, EvalError};
use std::f64::consts::PI;

impl Evaluator<'_> {
    pub(super) fn map(&self, map: Map, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let columns = self.argument(arguments, 0)?;
        let number = |at: usize, default: f64| {
            arguments.get(at).map_or(Ok(Scalar::Same(default)), |node| self.scalar(node))
        };
        match map {
            Map::Round => {
                let to = number(1, 1.0)?;
                self.map_values(columns, |at, value| round(value, to.at(at)))
            }
            Map::Clamp => {
                let (least, most) = (number(1, f64::NAN)?, number(2, f64::NAN)?);
                self.map_values(columns, |at, value| {
                    let (least, most) = (least.at(at), most.at(at));
                    if most < least { ABSENT } else { max(least, min(most, value)) }
                })
            }
            Map::ClampMin => {
                let least = number(1, f64::NAN)?;
                self.map_values(columns, |at, value| max(least.at(at), value))
            }
            Map::ClampMax => {
                let most = number(1, f64::NAN)?;
                self.map_values(columns, |at, value| min(most.at(at), value))
            }
            plain => self.map_values(columns, |_, value| apply(plain, value)),
        }
    }

    /// Changes every value that is there; the metric's name goes, as it says no longer what the values are.
    pub(super) fn map_values(
        &self,
        columns: Vec<Column>,
        change: impl Fn(usize, f64) -> f64,
    ) -> Result<Vec<Column>, EvalError> {
        let changed = columns.into_iter().map(|mut column| {
            column.labels = column.labels.without_metric();
            for (at, value) in column.values.iter_mut().enumerate() {
                if present(*value) {
                    *value = change(at, *value);
                }
            }
            column
        });
        merge::merged(changed.collect())
    }

    /// The columns in the order of their values, NaN last. It matters where there is one step only.
    pub(super) fn sort(&self, arguments: &[Node], descending: bool) -> Result<Vec<Column>, EvalError> {
        let mut columns = self.argument(arguments, 0)?;
        if self.count() == 1 {
            columns.sort_by(|a, b| {
                let (a, b) = (a.values[0], b.values[0]);
                let values = if descending { b.total_order(a) } else { a.total_order(b) };
                a.is_nan().cmp(&b.is_nan()).then(values)
            });
        }
        Ok(columns)
    }
}

/// An order of numbers in which two NaN are equal.
trait TotalOrder {
    fn total_order(self, other: Self) -> std::cmp::Ordering;
}

impl TotalOrder for f64 {
    fn total_order(self, other: Self) -> std::cmp::Ordering {
        nan_first(&self, &other)
    }
}

fn apply(map: Map, value: f64) -> f64 {
    match map {
        Map::Abs => value.abs(),
        Map::Ceil => value.ceil(),
        Map::Floor => value.floor(),
        Map::Exp => libm::exp(value),
        Map::Ln => libm::log(value),
        Map::Log2 => libm::log2(value),
        Map::Log10 => libm::log10(value),
        Map::Sqrt => value.sqrt(),
        Map::Sgn if value < 0.0 => -1.0,
        Map::Sgn if value > 0.0 => 1.0,
        Map::Deg => value * 180.0 / PI,
        Map::Rad => value * PI / 180.0,
        Map::Sin => libm::sin(value),
        Map::Cos => libm::cos(value),
        Map::Tan => libm::tan(value),
        Map::Asin => libm::asin(value),
        Map::Acos => libm::acos(value),
        Map::Atan => libm::atan(value),
        Map::Sinh => libm::sinh(value),
        Map::Cosh => libm::cosh(value),
        Map::Tanh => libm::tanh(value),
        Map::Asinh => libm::asinh(value),
        Map::Acosh => libm::acosh(value),
        Map::Atanh => libm::atanh(value),
        // Zero and NaN have no sign; the others take numbers beside the value and are done above.
        Map::Sgn | Map::Round | Map::Clamp | Map::ClampMin | Map::ClampMax => value,
    }
}

/// Halves go up. Dividing by the inverse is what Prometheus does, as it loses less for steps below one.
fn round(value: f64, to: f64) -> f64 {
    let inverse = 1.0 / to;
    (value * inverse + 0.5).floor() / inverse
}

/// The greater of two, as Go has it: infinity wins, then NaN.
fn max(a: f64, b: f64) -> f64 {
    if a == f64::INFINITY || b == f64::INFINITY {
        return f64::INFINITY;
    }
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.max(b) }
}

/// The smaller of two, as Go has it: minus infinity wins, then NaN.
fn min(a: f64, b: f64) -> f64 {
    if a == f64::NEG_INFINITY || b == f64::NEG_INFINITY {
        return f64::NEG_INFINITY;
    }
    if a.is_nan() || b.is_nan() { f64::NAN } else { a.min(b) }
}
