//! `and`, `or`, `unless`: which series stay, step by step.

use super::{Evaluator, merge};
use crate::column::{ABSENT, present};
use crate::syntax::{Binary, BinaryOp};
use crate::{Column, EvalError, Labels};
use std::collections::HashMap;

impl Evaluator<'_> {
    pub(super) fn sets(
        &self,
        binary: &Binary,
        mut left: Vec<Column>,
        right: &[Column],
    ) -> Result<Vec<Column>, EvalError> {
        if binary.op == BinaryOp::Or {
            let there = self.there(binary, &left);
            for column in right {
                let taken = there.get(&binary.matching.signature(&column.labels));
                let mut added = column.clone();
                if let Some(taken) = taken {
                    blank(&mut added, |step| taken[step]);
                }
                left.push(added);
            }
            return merge::merged(left);
        }
        let there = self.there(binary, right);
        let wanted = binary.op == BinaryOp::And;
        for column in &mut left {
            match there.get(&binary.matching.signature(&column.labels)) {
                Some(there) => blank(column, |step| there[step] != wanted),
                None if wanted => column.values.fill(ABSENT),
                None => {}
            }
        }
        left.retain(|column| !column.is_empty());
        Ok(left)
    }

    /// For every signature, the steps at which a series has it.
    fn there(&self, binary: &Binary, columns: &[Column]) -> HashMap<Labels, Vec<bool>> {
        let mut there: HashMap<Labels, Vec<bool>> = HashMap::new();
        for column in columns {
            let steps = there
                .entry(binary.matching.signature(&column.labels))
                .or_insert_with(|| vec![false; self.count()]);
            for (is_there, value) in steps.iter_mut().zip(&column.values) {
                *is_there |= present(*value);
            }
        }
        there
    }
}

fn blank(column: &mut Column, goes: impl Fn(usize) -> bool) {
    for (step, value) in column.values.iter_mut().enumerate() {
        if goes(step) {
            *value = ABSENT;
        }
    }
}
