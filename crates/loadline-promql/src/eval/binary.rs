//! Operators between numbers, and between a vector and a number.

use super::{Evaluator, Scalar, merge};
use crate::column::{ABSENT, present};
use crate::syntax::{Binary, BinaryOp, Shape};
use crate::{Column, EvalError};

impl Evaluator<'_> {
    pub(super) fn binary(&self, binary: &Binary) -> Result<Vec<Column>, EvalError> {
        match (binary.left.shape(), binary.right.shape()) {
            (Shape::Scalar, Shape::Scalar) => Ok(vec![self.broadcast(&self.scalars(binary)?)]),
            (Shape::Vector, Shape::Scalar) => {
                let right = self.scalar(&binary.right)?;
                self.with_number(binary, self.vector(&binary.left)?, &right, false)
            }
            (Shape::Scalar, _) => {
                let left = self.scalar(&binary.left)?;
                self.with_number(binary, self.vector(&binary.right)?, &left, true)
            }
            _ => {
                let left = self.vector(&binary.left)?;
                let right = self.vector(&binary.right)?;
                if binary.op.is_set() {
                    return self.sets(binary, left, &right);
                }
                self.matched(binary, &left, &right)
            }
        }
    }

    pub(super) fn scalars(&self, binary: &Binary) -> Result<Scalar, EvalError> {
        let (left, right) = (self.scalar(&binary.left)?, self.scalar(&binary.right)?);
        if let (Scalar::Same(left), Scalar::Same(right)) = (&left, &right) {
            return Ok(Scalar::Same(apply(binary.op, *left, *right)));
        }
        let values = (0..self.count()).map(|step| apply(binary.op, left.at(step), right.at(step)));
        Ok(Scalar::Each(values.collect()))
    }

    /// The number may stand on the left (`swapped`); a comparison keeps the value of the vector either way.
    fn with_number(
        &self,
        binary: &Binary,
        mut columns: Vec<Column>,
        number: &Scalar,
        swapped: bool,
    ) -> Result<Vec<Column>, EvalError> {
        let op = binary.op;
        for column in &mut columns {
            for (step, value) in column.values.iter_mut().enumerate() {
                if !present(*value) {
                    continue;
                }
                let number = number.at(step);
                let (left, right) = if swapped { (number, *value) } else { (*value, number) };
                let result = apply(op, left, right);
                if !op.is_comparison() || binary.as_bool {
                    *value = result;
                } else if result == 0.0 {
                    *value = ABSENT;
                }
            }
        }
        if op.is_comparison() && !binary.as_bool {
            columns.retain(|column| !column.is_empty());
            return Ok(columns);
        }
        for column in &mut columns {
            column.labels = column.labels.without_metric();
        }
        merge::merged(columns)
    }
}

/// What comes of two values; of a comparison, 1 or 0.
#[inline]
#[expect(clippy::float_cmp, reason = "what `==` means in PromQL")]
pub(super) fn apply(op: BinaryOp, left: f64, right: f64) -> f64 {
    let truth = |holds: bool| if holds { 1.0 } else { 0.0 };
    match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div => left / right,
        BinaryOp::Mod => left % right,
        BinaryOp::Pow => libm::pow(left, right),
        BinaryOp::Atan2 => libm::atan2(left, right),
        BinaryOp::Equal => truth(left == right),
        BinaryOp::NotEqual => truth(left != right),
        BinaryOp::Less => truth(left < right),
        BinaryOp::AtMost => truth(left <= right),
        BinaryOp::Greater => truth(left > right),
        BinaryOp::AtLeast => truth(left >= right),
        // Between series only, and done there.
        BinaryOp::And | BinaryOp::Or | BinaryOp::Unless => ABSENT,
    }
}
