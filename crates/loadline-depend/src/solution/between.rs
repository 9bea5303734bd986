//! A top within bounds: every bound is certain, the best of several counts.

use super::chance;
use crate::bdd::{Budget, Diagram, bounded};
use crate::circuit::{Circuit, initiating};
use crate::cut_sets::{CutSets, at_least_one_of, sought};
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
    /// Sets of events each of which makes the top true, the most probable first; not all of them.
    sets: Vec<Vec<EventId>>,
}

/// Sets that a lower bound is made of, and steps towards one of them that count like one step of a diagram.
const SETS: usize = 200;
const STEP: u64 = 10;

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
        let searching = usize::try_from(*steps / STEP).unwrap_or(usize::MAX);
        let sets = match circuit.is_coherent() {
            true => sought(&circuit, typical, SETS, searching).sets,
            false => Vec::new(),
        };
        Self { circuit, lower, upper, typical: typical.cloned(), initiating, sets }
    }

    /// The best lower and the best upper bound of the probability.
    pub(super) fn probability(&self, q: &Probabilities) -> (f64, f64) {
        let (least, most) = self.circuit.bounds(q);
        let lower = chance(&self.lower, self.lower.tops[0], q).max(least).max(at_least_one_of(&self.sets, q));
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
        let settled_as =
            |event: &EventId| settled.iter().find(|(known, _)| known == event).map(|(_, to)| *to);
        let possible = |set: &&Vec<EventId>| set.iter().all(|event| settled_as(event) != Some(false));
        let left =
            |set: &Vec<EventId>| set.iter().copied().filter(|event| settled_as(event).is_none()).collect();
        Self {
            initiating: initiating(&circuit, self.typical.as_ref()),
            circuit,
            sets: self.sets.iter().filter(possible).map(left).collect(),
            lower: self.lower.given(settled),
            upper: self.upper.given(settled),
            typical: self.typical.clone(),
        }
    }
}
