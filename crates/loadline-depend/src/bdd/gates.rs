//! Gates over many functions: deepest inputs first, so that what is built so far is rarely walked again.

use super::apply::Bdd;
use super::store::{Full, NodeId};

impl Bdd {
    pub(crate) fn any(&mut self, inputs: Vec<NodeId>) -> Result<NodeId, Full> {
        let inputs = self.deepest_first(inputs);
        inputs.into_iter().try_fold(NodeId::FALSE, |all, input| self.or(input, all))
    }

    pub(crate) fn all(&mut self, inputs: Vec<NodeId>) -> Result<NodeId, Full> {
        let inputs = self.deepest_first(inputs);
        inputs.into_iter().try_fold(NodeId::TRUE, |all, input| self.and(input, all))
    }

    pub(crate) fn odd(&mut self, inputs: Vec<NodeId>) -> Result<NodeId, Full> {
        let inputs = self.deepest_first(inputs);
        inputs.into_iter().try_fold(NodeId::FALSE, |all, input| self.xor(input, all))
    }

    /// At least `needed` of the inputs, row by row: `row[j]` says "at least j of the inputs taken so far".
    pub(crate) fn at_least(&mut self, needed: usize, inputs: Vec<NodeId>) -> Result<NodeId, Full> {
        let mut left = inputs.len();
        let mut row = vec![NodeId::FALSE; needed + 1];
        row[0] = NodeId::TRUE;
        for input in self.deepest_first(inputs) {
            left -= 1;
            // Rows that the inputs still to come cannot lift to `needed` are never asked for.
            for j in (needed.saturating_sub(left).max(1)..=needed).rev() {
                row[j] = self.choose(input, row[j - 1], row[j])?;
            }
        }
        Ok(row[needed])
    }

    fn deepest_first(&self, mut inputs: Vec<NodeId>) -> Vec<NodeId> {
        inputs.sort_by_key(|input| std::cmp::Reverse(self.store().level(*input)));
        inputs
    }
}
