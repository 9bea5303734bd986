//! What all cut sets weigh together, and those of each event: the sums behind Fussell–Vesely importance.

use super::CutSets;
use crate::bdd::Variable;
use crate::probabilities::Probabilities;

impl CutSets {
    /// The sum of the probabilities of all sets.
    #[must_use]
    pub fn weight(&self, q: &Probabilities) -> f64 {
        self.weights(q)[self.root().index()]
    }

    /// The sum of the probabilities of the sets that contain each event, by [`crate::fault_tree::EventId::index`].
    #[must_use]
    pub fn weight_by_event(&self, q: &Probabilities) -> Vec<f64> {
        let weights = self.weights(q);
        let family = &self.family;
        let mut share = vec![0.0; weights.len()];
        share[self.root().index()] = 1.0;
        let mut by_event = vec![0.0; q.values().len()];
        for index in (2..weights.len()).rev() {
            let (above, step) = (share[index], family.steps[index]);
            if above == 0.0 {
                continue;
            }
            share[step.lo.index()] += above;
            match family.variables[step.level as usize] {
                Variable::Event(event) => {
                    share[step.hi.index()] += above * q.of(event);
                    by_event[event.index()] += above * q.of(event) * weights[step.hi.index()];
                }
                Variable::Module(root) => {
                    share[step.hi.index()] += above * weights[root.index()];
                    share[root.index()] += above * weights[step.hi.index()];
                }
            }
        }
        by_event
    }

    fn weights(&self, q: &Probabilities) -> Vec<f64> {
        let family = &self.family;
        let mut weights = vec![0.0, 1.0];
        for step in family.steps.iter().skip(2) {
            let each = match family.variables[step.level as usize] {
                Variable::Event(event) => q.of(event),
                Variable::Module(root) => weights[root.index()],
            };
            weights.push(each * weights[step.hi.index()] + weights[step.lo.index()]);
        }
        weights
    }
}
