//! Finished diagrams of several tops: only the nodes they need, children first, every pass a plain loop.

use super::store::{NodeId, Store};
use crate::fault_tree::EventId;

/// What a level of a diagram asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variable {
    /// Whether an event happens.
    Event(EventId),
    /// Whether a module is true: a function of variables that occur nowhere else, at this node of the same diagram.
    Module(NodeId),
}

/// A node of a finished diagram.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) level: u32,
    pub(crate) lo: NodeId,
    pub(crate) hi: NodeId,
}

/// Finished diagrams. Nodes 0 and 1 are the constants; a module's nodes come before any node that asks for it.
#[derive(Debug, Clone)]
pub(crate) struct Diagram {
    pub(crate) steps: Vec<Step>,
    /// The root of every top.
    pub(crate) tops: Vec<NodeId>,
    /// What each level asks.
    pub(crate) variables: Vec<Variable>,
    /// Levels kept on top.
    pub(crate) first: usize,
}

impl Diagram {
    /// Takes out of an arena what these tops need.
    pub(crate) fn of(store: &Store, tops: &[NodeId], variables: Vec<Variable>, first: usize) -> Self {
        let needed = needed(store, tops, &variables);
        let mut map = vec![NodeId::FALSE; store.len()];
        let constant = Step { level: u32::MAX, lo: NodeId::FALSE, hi: NodeId::FALSE };
        let mut steps = vec![constant; 2];
        map[1] = NodeId::TRUE;
        for (index, id) in (2..store.len()).zip(2..) {
            if needed[index] {
                let id = NodeId(id);
                let (lo, hi) = (map[store.lo(id).index()], map[store.hi(id).index()]);
                map[index] = NodeId(u32::try_from(steps.len()).unwrap_or(u32::MAX));
                steps.push(Step { level: store.level(id), lo, hi });
            }
        }
        let variables = variables.into_iter().map(|variable| match variable {
            Variable::Module(root) => Variable::Module(map[root.index()]),
            event @ Variable::Event(_) => event,
        });
        let tops = tops.iter().map(|top| map[top.index()]).collect();
        Self { tops, variables: variables.collect(), steps, first }
    }

    pub(crate) fn step(&self, node: NodeId) -> Step {
        self.steps[node.index()]
    }

    /// The diagram of one function alone, as its only top: passes over it cost what it needs, not what the others need.
    pub(crate) fn alone(&self, root: NodeId) -> Self {
        let below = self.below(root);
        let mut map = vec![NodeId::FALSE; below.len().max(2)];
        map[1] = NodeId::TRUE;
        let mut steps = self.steps[..2].to_vec();
        for (index, step) in self.steps.iter().enumerate().take(below.len()).skip(2) {
            if below[index] {
                map[index] = NodeId(u32::try_from(steps.len()).unwrap_or(u32::MAX));
                steps.push(Step { level: step.level, lo: map[step.lo.index()], hi: map[step.hi.index()] });
            }
        }
        // A module that nothing asks for may lie anywhere; its place is never looked at.
        let module = |root: &NodeId| map.get(root.index()).copied().unwrap_or(NodeId::FALSE);
        let variables = self.variables.iter().map(|variable| match variable {
            Variable::Module(root) => Variable::Module(module(root)),
            event @ Variable::Event(_) => *event,
        });
        Self { variables: variables.collect(), tops: vec![map[root.index()]], steps, first: self.first }
    }

    /// Which nodes a node needs, modules included, up to and with itself.
    pub(crate) fn below(&self, root: NodeId) -> Vec<bool> {
        let mut below = vec![false; root.index() + 1];
        below[root.index()] = true;
        for index in (2..=root.index()).rev() {
            if !below[index] {
                continue;
            }
            let step = self.steps[index];
            below[step.lo.index()] = true;
            below[step.hi.index()] = true;
            if let Variable::Module(root) = self.variables[step.level as usize] {
                below[root.index()] = true;
            }
        }
        below
    }
}

fn needed(store: &Store, tops: &[NodeId], variables: &[Variable]) -> Vec<bool> {
    let mut needed = vec![false; store.len()];
    let mut open = tops.to_vec();
    while let Some(node) = open.pop() {
        if node.is_constant() || std::mem::replace(&mut needed[node.index()], true) {
            continue;
        }
        open.extend([store.lo(node), store.hi(node)]);
        if let Variable::Module(root) = variables[store.level(node) as usize] {
            open.push(root);
        }
    }
    needed
}
