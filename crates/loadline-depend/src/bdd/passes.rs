//! What a finished diagram says about numbers. Every pass is linear in its nodes.
//!
//! Probabilities are sums of products of what was given: nowhere one minus a result, so that 1e-13 keeps its digits.

use super::diagram::{Diagram, Variable};
use super::store::NodeId;
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;
use std::collections::BTreeMap;

impl Diagram {
    /// The probability of every node up to and with `last`.
    pub(crate) fn chances(&self, last: NodeId, q: &Probabilities) -> Vec<f64> {
        self.both_chances(last, q).0
    }

    /// The probabilities of every node and of its opposite, each summed on its own: a module that is nearly certain
    /// would lose the digits of its opposite otherwise.
    fn both_chances(&self, last: NodeId, q: &Probabilities) -> (Vec<f64>, Vec<f64>) {
        let (mut yes, mut no) = (vec![0.0, 1.0], vec![1.0, 0.0]);
        yes.reserve(last.index());
        no.reserve(last.index());
        for step in self.steps.iter().take(last.index() + 1).skip(2) {
            let (x, not_x) = self.chance(step.level, q, &yes, &no);
            let (lo, hi) = (step.lo.index(), step.hi.index());
            yes.push(x * yes[hi] + not_x * yes[lo]);
            no.push(x * no[hi] + not_x * no[lo]);
        }
        (yes, no)
    }

    /// The probabilities that what a level asks is so, and that it is not.
    fn chance(&self, level: u32, q: &Probabilities, yes: &[f64], no: &[f64]) -> (f64, f64) {
        match self.variables[level as usize] {
            Variable::Event(event) => (q.of(event), 1.0 - q.of(event)),
            Variable::Module(root) => (yes[root.index()], no[root.index()]),
        }
    }

    /// The derivative of the probability of `root` by the probability of each of `events` events: from `root` down, how
    /// much each node counts.
    pub(crate) fn derivatives(&self, root: NodeId, q: &Probabilities, events: usize) -> Vec<f64> {
        let (chances, no) = self.both_chances(root, q);
        let mut counts = vec![0.0; root.index().max(1) + 1];
        counts[root.index()] = 1.0;
        let mut derivatives = vec![0.0; events];
        for index in (2..=root.index()).rev() {
            let (count, step) = (counts[index], self.steps[index]);
            if count == 0.0 {
                continue;
            }
            let (x, not_x) = self.chance(step.level, q, &chances, &no);
            counts[step.hi.index()] += count * x;
            counts[step.lo.index()] += count * not_x;
            let slope = count * (chances[step.hi.index()] - chances[step.lo.index()]);
            match self.variables[step.level as usize] {
                Variable::Event(event) => derivatives[event.index()] += slope,
                Variable::Module(root) => counts[root.index()] += slope,
            }
        }
        derivatives
    }

    /// The distinct outcomes of the top levels for several roots at once: the probability of each, and what is below.
    /// `None` when there are more than `most`.
    pub(crate) fn frontier(
        &self,
        roots: &[NodeId],
        q: &Probabilities,
        most: usize,
    ) -> Option<Vec<(f64, Vec<NodeId>)>> {
        let mut outcomes = BTreeMap::from([(roots.to_vec(), 1.0)]);
        for (level, variable) in (0..).zip(self.variables.iter().take(self.first)) {
            let Variable::Event(event) = variable else { continue };
            let x = q.of(*event);
            let mut next: BTreeMap<Vec<NodeId>, f64> = BTreeMap::new();
            for (nodes, weight) in outcomes {
                if nodes.iter().all(|node| self.step(*node).level != level) {
                    *next.entry(nodes).or_default() += weight;
                    continue;
                }
                for (happens, share) in [(false, 1.0 - x), (true, x)] {
                    if share > 0.0 {
                        let below = nodes.iter().map(|node| self.child_at(*node, level, happens)).collect();
                        *next.entry(below).or_default() += weight * share;
                    }
                }
            }
            if next.len() > most {
                return None;
            }
            outcomes = next;
        }
        Some(outcomes.into_iter().map(|(nodes, weight)| (weight, nodes)).collect())
    }

    fn child_at(&self, node: NodeId, level: u32, happens: bool) -> NodeId {
        let step = self.step(node);
        match (step.level == level, happens) {
            (false, _) => node,
            (true, false) => step.lo,
            (true, true) => step.hi,
        }
    }

    /// Whether each node up to and with `last` is true when exactly `failed` events have happened (sorted).
    fn holds(&self, last: NodeId, failed: &[EventId]) -> Vec<bool> {
        let mut holds = Vec::with_capacity(last.index() + 1);
        holds.extend([false, true]);
        for step in self.steps.iter().take(last.index() + 1).skip(2) {
            let asked = match self.variables[step.level as usize] {
                Variable::Event(event) => failed.binary_search(&event).is_ok(),
                Variable::Module(root) => holds[root.index()],
            };
            holds.push(holds[if asked { step.hi } else { step.lo }.index()]);
        }
        holds
    }

    /// The events that alone make `root` true once the `failed` ones (sorted) have happened; `None` when it is true
    /// already. They all lie on the one way down that nothing else takes.
    pub(crate) fn single_points(&self, root: NodeId, failed: &[EventId]) -> Option<Vec<EventId>> {
        let holds = self.holds(root, failed);
        if holds[root.index()] {
            return None;
        }
        let mut points = Vec::new();
        let mut ways = vec![root];
        while let Some(way) = ways.pop() {
            // Whatever turns the value found at the end of this way is sought, for modules in either direction.
            let (value, mut node) = (holds[way.index()], way);
            while !node.is_constant() {
                let step = self.step(node);
                let turns = |other: NodeId| holds[other.index()] != value;
                node = match self.variables[step.level as usize] {
                    Variable::Event(event) if failed.binary_search(&event).is_ok() => step.hi,
                    Variable::Event(event) => {
                        points.extend(turns(step.hi).then_some(event));
                        step.lo
                    }
                    Variable::Module(root) => {
                        let (taken, other) =
                            if holds[root.index()] { (step.hi, step.lo) } else { (step.lo, step.hi) };
                        ways.extend(turns(other).then_some(root));
                        taken
                    }
                };
            }
        }
        points.sort_unstable();
        points.dedup();
        Some(points)
    }
}
