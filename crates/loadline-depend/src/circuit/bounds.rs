//! Bounds of a probability from those of the inputs alone, gate by gate. Coarse, linear, and they need no diagram.

use super::{Circuit, Op, Wire};
use crate::probabilities::Probabilities;

/// Rounds through a circle; each makes the bounds better, none is needed for them to hold.
const ROUNDS: usize = 8;

impl Circuit {
    /// Between which the probability of the only top lies.
    ///
    /// Without negations all gates rise with the same independent events and are never opposed (the inequality of Fortuin,
    /// Kasteleyn and Ginibre): all of them hold at least as often as if they were independent, and one of them at most as
    /// often. The other way round, one holds at least as often as the most frequent, and all at most as often as the rarest;
    /// events and modules among the inputs are independent indeed, so all hold at most as often as these together.
    pub(crate) fn bounds(&self, q: &Probabilities) -> (f64, f64) {
        if !self.is_coherent() {
            return (0.0, 1.0);
        }
        let mut lower = vec![0.0; self.nodes.len()];
        let mut upper = vec![1.0; self.nodes.len()];
        let mut circles = self.circles.iter().peekable();
        let mut index = 0;
        while index < self.nodes.len() {
            let circle = circles.next_if(|circle| circle.start == index).cloned();
            let (end, rounds) = circle.map_or((index + 1, 1), |circle| (circle.end, ROUNDS));
            for _ in 0..rounds {
                for node in index..end {
                    (lower[node], upper[node]) = self.of_inputs(node, q, &lower, &upper);
                }
            }
            index = end;
        }
        let top = self.tops[0].index();
        (lower[top], upper[top])
    }

    fn of_inputs(&self, index: usize, q: &Probabilities, lower: &[f64], upper: &[f64]) -> (f64, f64) {
        let node = &self.nodes[index];
        let least = node.inputs.iter().map(|input| lower[input.index()]);
        let most = node.inputs.iter().map(|input| upper[input.index()]);
        match node.op {
            Op::Constant(value) => (f64::from(u8::from(value)), f64::from(u8::from(value))),
            Op::Event(event) => (q.of(event), q.of(event)),
            Op::And => {
                let apart = node.inputs.iter().filter(|input| self.is_apart(**input));
                let together: f64 = apart.map(|input| upper[input.index()]).product();
                (least.product(), most.fold(together, f64::min))
            }
            Op::AtLeast(needed) => {
                let mut least: Vec<f64> = least.collect();
                least.sort_by(|a, b| b.total_cmp(a));
                // As many as are expected on average, over as many as are needed (Markov).
                let most: f64 = most.sum::<f64>() / f64::from(needed);
                (least.iter().take(needed as usize).product(), most.min(1.0))
            }
            _ => (least.fold(0.0, f64::max), most.fold(0.0, |any, one| any + one * (1.0 - any))),
        }
    }

    /// Whether a node depends on nothing that the other inputs of its user depend on.
    fn is_apart(&self, wire: Wire) -> bool {
        self.modules[wire.index()] || matches!(self.node(wire).op, Op::Event(_))
    }
}
