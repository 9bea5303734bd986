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
    /// The `most` most probable sets, the most probable first. What is open at a time grows with `most`, not with how many sets are
    /// as probable as each other.
    #[must_use]
    pub fn most_probable(&self, most: usize, q: &Probabilities) -> Vec<CutSet> {
        let mut search = Search::new(self, q, most);
        let mut found = Vec::new();
        while found.len() < most {
            let Some(set) = search.next() else { break };
            found.push(set);
        }
        found
    }
}

/// Open sets below which none is dropped.
const FEW: usize = 4_096;

/// Keeps what the lists that begin at `heads` hold, and gives back where each of them begins then. Every list ends at the first entry.
fn compact<T: Copy>(entries: &mut Vec<T>, heads: &[usize], tail: fn(&mut T) -> &mut usize) -> Vec<usize> {
    let mut place = vec![0; entries.len()];
    for head in heads {
        let mut at = *head;
        while at != 0 && place[at] == 0 {
            place[at] = usize::MAX;
            at = *tail(&mut entries[at]);
        }
    }
    // A tail lies before its head, so that it has its new place already.
    let mut kept = 1;
    for at in 1..entries.len() {
        if place[at] == 0 {
            continue;
        }
        let mut entry = entries[at];
        let before = tail(&mut entry);
        *before = place[*before];
        entries[kept] = entry;
        place[at] = kept;
        kept += 1;
    }
    entries.truncate(kept);
    heads.iter().map(|head| place[*head]).collect()
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
    /// How many sets are wanted at most.
    most: usize,
}

impl<'c> Search<'c> {
    fn new(cut_sets: &'c CutSets, q: &'c Probabilities, most: usize) -> Self {
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
            most,
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
        loop {
            self.forget();
            let Partial { product, node, rest, taken, .. } = self.open.pop()?;
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
    }

    /// Drops what cannot be among the sets wanted: every open set ends in one of its own that is as probable as its bound, so that as
    /// many of the best as are wanted leave no room for the others.
    fn forget(&mut self) {
        if self.open.len() <= self.most.saturating_mul(2).max(FEW) {
            return;
        }
        let mut kept = std::mem::take(&mut self.open).into_vec();
        kept.select_nth_unstable_by(self.most, |a, b| b.cmp(a));
        kept.truncate(self.most + 1);
        let heads = |of: fn(&Partial) -> usize| kept.iter().map(of).collect::<Vec<_>>();
        let rest = compact(&mut self.rest, &heads(|partial| partial.rest), |entry| &mut entry.2);
        let taken = compact(&mut self.taken, &heads(|partial| partial.taken), |entry| &mut entry.1);
        for ((partial, rest), taken) in kept.iter_mut().zip(rest).zip(taken) {
            (partial.rest, partial.taken) = (rest, taken);
        }
        self.open = kept.into();
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
