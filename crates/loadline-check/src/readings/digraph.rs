//! Cycles of a directed graph: which nodes lie on one, and a short one to show.
//!
//! Everything is iterative, so that a chain of ten thousand services cannot overflow the stack.

use std::collections::VecDeque;

const UNSEEN: usize = usize::MAX;

/// Nodes of a component a shortest cycle is sought from. More would make large components slow for a shorter picture.
const STARTS: usize = 32;

/// An arc and what it stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc<E> {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) label: E,
}

/// A directed graph over the nodes `0..n`.
#[derive(Debug)]
pub(crate) struct Digraph<E> {
    out: Vec<Vec<Arc<E>>>,
}

impl<E: Copy> Digraph<E> {
    /// A graph of that many nodes and these arcs.
    pub(crate) fn new(nodes: usize, arcs: impl IntoIterator<Item = Arc<E>>) -> Self {
        let mut out = vec![Vec::new(); nodes];
        for arc in arcs {
            out[arc.from].push(arc);
        }
        Self { out }
    }

    /// One cycle for every strongly connected component that has one, by lowest node. It starts at the component's
    /// lowest node on it and is the shortest one, or a short one when the component is large.
    pub(crate) fn cycles(&self) -> Vec<Vec<Arc<E>>> {
        let component = self.components();
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.out.len()];
        for (node, component) in component.iter().enumerate() {
            members[*component].push(node);
        }
        members.sort_by_key(|members| members.first().copied());
        let shortest = |members: &Vec<usize>| {
            let mut best: Option<Vec<Arc<E>>> = None;
            for start in members.iter().take(STARTS) {
                let shorter = |found: &Vec<Arc<E>>| best.as_ref().is_none_or(|best| found.len() < best.len());
                if let Some(found) = self.path(*start, *start, &component).filter(shorter) {
                    best = Some(found);
                }
            }
            best
        };
        members.iter().filter_map(shortest).collect()
    }

    /// A shortest cycle that begins with this arc, if it lies on one.
    pub(crate) fn cycle_with(&self, arc: Arc<E>, component: &[usize]) -> Option<Vec<Arc<E>>> {
        if component[arc.from] != component[arc.to] {
            return None;
        }
        let mut cycle = vec![arc];
        if arc.from != arc.to {
            cycle.extend(self.path(arc.to, arc.from, component)?);
        }
        Some(cycle)
    }

    /// The strongly connected component of every node (Tarjan 1972).
    pub(crate) fn components(&self) -> Vec<usize> {
        let nodes = self.out.len();
        let (mut order, mut low, mut component) = (vec![UNSEEN; nodes], vec![0; nodes], vec![UNSEEN; nodes]);
        let (mut open, mut path) = (Vec::new(), Vec::new());
        let (mut seen, mut found) = (0, 0);
        for root in 0..nodes {
            if order[root] == UNSEEN {
                path.push((root, 0));
            }
            while let Some((node, next)) = path.last_mut() {
                let node = *node;
                if *next == 0 && order[node] == UNSEEN {
                    (order[node], low[node]) = (seen, seen);
                    seen += 1;
                    open.push(node);
                }
                if let Some(arc) = self.out[node].get(*next) {
                    *next += 1;
                    if order[arc.to] == UNSEEN {
                        path.push((arc.to, 0));
                    } else if component[arc.to] == UNSEEN {
                        low[node] = low[node].min(order[arc.to]);
                    }
                    continue;
                }
                path.pop();
                if let Some((caller, _)) = path.last() {
                    low[*caller] = low[*caller].min(low[node]);
                }
                if low[node] == order[node] {
                    while let Some(member) = open.pop() {
                        component[member] = found;
                        if member == node {
                            break;
                        }
                    }
                    found += 1;
                }
            }
        }
        component
    }

    /// A shortest path of at least one arc inside a component, breadth first.
    fn path(&self, start: usize, goal: usize, component: &[usize]) -> Option<Vec<Arc<E>>> {
        let mut came_by: rustc_hash::FxHashMap<usize, Arc<E>> = rustc_hash::FxHashMap::default();
        let mut queue = VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for arc in &self.out[node] {
                if component[arc.to] != component[start] || came_by.contains_key(&arc.to) {
                    continue;
                }
                came_by.insert(arc.to, *arc);
                if arc.to != goal {
                    queue.push_back(arc.to);
                    continue;
                }
                let mut path = vec![*arc];
                let mut node = arc.from;
                while let Some(arc) = came_by.get(&node).filter(|_| node != start) {
                    path.push(*arc);
                    node = arc.from;
                }
                path.reverse();
                return Some(path);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cycles of a graph, each as the nodes it passes.
    #[track_caller]
    fn check(nodes: usize, arcs: &[(usize, usize)], expected: &[&[usize]]) {
        let arcs = arcs.iter().map(|(from, to)| Arc { from: *from, to: *to, label: () });
        let cycles = Digraph::new(nodes, arcs).cycles();
        let found: Vec<Vec<usize>> =
            cycles.iter().map(|cycle| cycle.iter().map(|arc| arc.from).collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn one_cycle_a_component() {
        check(0, &[], &[]);
        check(3, &[(0, 1), (1, 2)], &[]);
        check(1, &[(0, 0)], &[&[0]]);
        check(3, &[(0, 1), (1, 2), (2, 0)], &[&[0, 1, 2]]);
        check(4, &[(0, 1), (1, 2), (2, 3), (3, 0), (2, 1)], &[&[1, 2]]);
        check(5, &[(3, 4), (4, 3), (1, 0), (0, 1), (0, 3)], &[&[0, 1], &[3, 4]]);
    }

    #[test]
    fn long_chains_do_not_overflow() {
        let nodes = 100_000;
        let arcs = (0..nodes).map(|node| Arc { from: node, to: (node + 1) % nodes, label: () });
        assert_eq!(Digraph::new(nodes, arcs).cycles().len(), 1);
    }

    #[test]
    fn a_cycle_through_an_arc() {
        let arc = |from, to| Arc { from, to, label: () };
        let graph = Digraph::new(3, [arc(0, 1), arc(1, 0), arc(1, 2), arc(2, 2)]);
        let component = graph.components();
        let length = |arc| graph.cycle_with(arc, &component).map(|cycle| cycle.len());
        assert_eq!((length(arc(1, 0)), length(arc(1, 2)), length(arc(2, 2))), (Some(2), None, Some(1)));
    }
}
