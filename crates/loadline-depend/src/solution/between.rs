//! A top within bounds: every bound is certain, the best of several counts.

use super::chance;
use crate::bdd::{Budget, Diagram, bounded};
use crate::circuit::{Circuit, initiating};
use crate::cut_sets::CutSets;
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;

/// A top between a function that implies it and one that it implies.
#[derive(Debug, Clone)]
pub(super) struct Between {
    circuit: Circuit,
    pub(super) lower: Diagram,
    pub(super) upper: Diagram,
    typical: Option<Probabilities>,
    /// Events of which one must happen.
    initiating: Option<Vec<EventId>>,
}

impl Between {
    /// Bounds of the only top of a circuit; takes the steps that needs off `steps`.
    pub(super) fn of(
        circuit: Circuit,
        nodes: usize,
        steps: &mut u64,
        typical: Option<&Probabilities>,
    ) -> Self {
        let (lower, upper) = bounded(&circuit, nodes, steps, typical);
        let initiating = initiating(&circuit, typical);
        Self { circuit, lower, upper, typical: typical.cloned(), initiating }
    }

    /// The best lower and the best upper bound of the probability.
    pub(super) fn probability(&self, q: &Probabilities) -> (f64, f64) {
        let (least, most) = self.circuit.bounds(q);
        let lower = chance(&self.lower, self.lower.tops[0], q).max(least);
        let any = |events: &Vec<EventId>| {
            events.iter().map(|event| q.of(*event)).fold(0.0, |any, one| any + one * (1.0 - any))
        };
        let most = self.initiating.as_ref().map_or(most, |events| any(events).min(most));
        let upper = chance(&self.upper, self.upper.tops[0], q).min(most);
        // Rounding may part two bounds that meet.
        (lower.min(upper), upper.max(lower))
    }

    /// The cut sets that a search comes to.
    pub(super) fn cut_sets(&self, budget: Budget) -> CutSets {
        CutSets::of_circuit(&self.circuit, budget, self.typical.as_ref())
    }

    /// With some events settled.
    pub(super) fn given(&self, settled: &[(EventId, bool)]) -> Self {
        let circuit = self.circuit.given(settled);
        Self {
            initiating: initiating(&circuit, self.typical.as_ref()),
            circuit,
            lower: self.lower.given(settled),
            upper: self.upper.given(settled),
            typical: self.typical.clone(),
        }
    }
}
