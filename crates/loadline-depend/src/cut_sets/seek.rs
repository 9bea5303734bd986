//! Finds the minimal cut sets of a top: all of them, or all up to the largest order that fits the budget.

use super::CutSets;
use crate::bdd::{Budget, Diagram, NodeId, Store};
use crate::circuit::Circuit;

/// Orders tried in turn when all cut sets together do not fit.
const ORDERS: [u32; 8] = [16, 12, 8, 6, 4, 3, 2, 1];

impl CutSets {
    pub(crate) fn of_diagram(diagram: &Diagram, root: NodeId, budget: Budget, coherent: bool) -> Self {
        if let Ok(family) = diagram.minimal_solutions(root, budget.nodes, None) {
            return Self::new(family, None, coherent);
        }
        for order in ORDERS {
            if let Ok(family) = diagram.minimal_solutions(root, budget.nodes, Some(order)) {
                return Self::new(family, Some(order), coherent);
            }
        }
        Self::none(coherent)
    }

    pub(crate) fn of_circuit(circuit: &Circuit, _budget: Budget) -> Self {
        Self::none(circuit.is_coherent())
    }

    /// Nothing was found, not even of order 1.
    fn none(coherent: bool) -> Self {
        Self::new(Diagram::of(&Store::new(2), &[NodeId::FALSE], Vec::new(), 0), Some(0), coherent)
    }
}
