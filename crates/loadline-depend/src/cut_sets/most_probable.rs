//! The most probable cut sets, best first: the best way on from every node is known, so a search goes straight there.

use super::CutSets;
use crate::bdd::{NodeId, Variable};
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A minimal cut set.
#[derive(Debug, Clone, PartialEq)]
pub struct CutSet {
    /// Its events, ascending.
    pub events: Vec<EventId>,
    /// The probability that all of them happen.
    pub probability: f64,
}

/// A set on its way.
struct Partial {
    /// What the finished set has at best.
    bound: f64,
    /// Found earlier goes first among equals, which keeps the order the same on every run.
    number: u64,
    /// Product of the events taken.
    product: f64,
    /// The family to pick from now.
    node: NodeId,
    /// Families to pick from afterwards; where in [`Search::rest`].
    rest: usize,
    /// Events taken; where in [`Search::taken`].
    taken: usize,
}

impl PartialEq for Partial {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Partial {}

impl PartialOrd for Partial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Partial {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(other.number.cmp(&self.number))
    }
}

impl CutSets {
    /// The `most` most probable sets, the most probable first.
    #[must_use]
    pub fn most_probable(&self, most: usize, q: &Probabilities) -> Vec<CutSet> {
        let mut search = Search::new(self, q);
        let mut found = Vec::new();
        while found.len() < most {
            let Some(set) = search.next() else { break };
            found.push(set);
        }
        found
    }
}

struct Search<'c> {
    cut_sets: &'c CutSets,
    q: &'c Probabilities,
    /// The most probable set of every node's family.
    best: Vec<f64>,
    open: BinaryHeap<Partial>,
    /// Linked lists that share their tails: a family, the best of it and everything after it, the place of the tail.
    rest: Vec<(NodeId, f64, usize)>,
    /// The same for events; the first entry ends every list.
    taken: Vec<(EventId, usize)>,
    number: u64,
}

impl<'c> Search<'c> {
    fn new(cut_sets: &'c CutSets, q: &'c Probabilities) -> Self {
        let family = &cut_sets.family;
        let mut best = vec![0.0, 1.0];
        for step in family.steps.iter().skip(2) {
            let each = match family.variables[step.level as usize] {
                Variable::Event(event) => q.of(event),
                Variable::Module(root) => best[root.index()],
            };
            best.push(f64::max(each * best[step.hi.index()], best[step.lo.index()]));
        }
        let end = (NodeId::TRUE, 1.0, 0);
        let mut search = Self {
            cut_sets,
            q,
            best,
            open: BinaryHeap::new(),
            rest: vec![end],
            taken: vec![(EventId(0), 0)],
            number: 0,
        };
        search.push(1.0, cut_sets.root(), 0, 0);
        search
    }

    fn push(&mut self, product: f64, node: NodeId, rest: usize, taken: usize) {
        if node == NodeId::FALSE {
            return;
        }
        let bound = product * self.best[node.index()] * self.rest[rest].1;
        self.number += 1;
        self.open.push(Partial { bound, number: self.number, product, node, rest, taken });
    }

    fn next(&mut self) -> Option<CutSet> {
        while let Some(Partial { product, node, rest, taken, .. }) = self.open.pop() {
            if node == NodeId::TRUE {
                if rest == 0 {
                    return Some(self.finished(product, taken));
                }
                let (next, _, after) = self.rest[rest];
                self.push(product, next, after, taken);
                continue;
            }
            let step = self.cut_sets.family.step(node);
            self.push(product, step.lo, rest, taken);
            match self.cut_sets.family.variables[step.level as usize] {
                Variable::Event(event) => {
                    self.taken.push((event, taken));
                    self.push(product * self.q.of(event), step.hi, rest, self.taken.len() - 1);
                }
                Variable::Module(root) if step.hi == NodeId::TRUE => self.push(product, root, rest, taken),
                Variable::Module(root) => {
                    let best = self.best[step.hi.index()] * self.rest[rest].1;
                    self.rest.push((step.hi, best, rest));
                    self.push(product, root, self.rest.len() - 1, taken);
                }
            }
        }
        None
    }

    fn finished(&self, probability: f64, mut taken: usize) -> CutSet {
        let mut events = Vec::new();
        while taken != 0 {
            let (event, before) = self.taken[taken];
            events.push(event);
            taken = before;
        }
        events.sort_unstable();
        CutSet { events, probability }
    }
}
