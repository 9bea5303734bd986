//! Cases parted by shared causes: what is left within each case depends on nothing the tops share.

use super::Solution;
use crate::probabilities::Probabilities;

/// Cases that are told apart at most.
const MOST_CASES: usize = 1 << 20;

/// Outcomes of the events kept first, drawn together where they leave the same behind.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// The probability of this case; the cases sum to 1.
    pub weight: f64,
    /// The probability of every top asked for, in this case.
    pub probabilities: Vec<f64>,
}

impl Solution {
    /// Parts the cases of [`super::Options::first`] for several tops at once. `None` when a top is only known within
    /// bounds, when the tops could not be solved together, or when there are more than a million cases.
    #[must_use]
    pub fn split(&self, tops: &[usize], q: &Probabilities) -> Option<Vec<Share>> {
        let mut roots = Vec::with_capacity(tops.len());
        let mut shared = None;
        for top in tops {
            let (diagram, root) = self.exact(*top)?;
            if shared.is_some_and(|(part, _)| part != self.places[*top].0) {
                return None;
            }
            shared = Some((self.places[*top].0, diagram));
            roots.push(root);
        }
        let Some((_, diagram)) = shared else {
            return Some(vec![Share { weight: 1.0, probabilities: Vec::new() }]);
        };
        let chances = diagram.chances(roots.iter().copied().max()?, q);
        let cases = diagram.frontier(&roots, q, MOST_CASES)?;
        let share = |(weight, nodes): (f64, Vec<crate::bdd::NodeId>)| Share {
            weight,
            probabilities: nodes.iter().map(|node| chances[node.index()]).collect(),
        };
        Some(cases.into_iter().map(share).collect())
    }
}
