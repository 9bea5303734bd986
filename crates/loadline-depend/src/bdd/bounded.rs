//! Bounds where no order fits the budget: a function that implies the top, and one that the top implies.

use super::diagram::Diagram;
use super::race::Budget;
use super::store::{NodeId, Store};
use crate::circuit::Circuit;
use crate::probabilities::Probabilities;

/// Diagrams below and above the only top of a circuit.
pub(crate) fn bounded(
    circuit: &Circuit,
    _budget: Budget,
    _typical: Option<&Probabilities>,
) -> (Diagram, Diagram) {
    let constant =
        |value| Diagram::of(&Store::new(2), &[NodeId::constant(value)], Vec::new(), circuit.first.len());
    (constant(false), constant(true))
}
