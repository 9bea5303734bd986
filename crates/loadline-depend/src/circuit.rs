//! A fault tree in its simplest shape: no constants inside, no gate twice, circles set apart, children before parents.
//! Nothing here knows decision diagrams.

mod bounds;
mod builder;
mod components;
mod holds;
mod initiating;
mod modules;
mod order;
mod reshape;
mod simplify;

pub use components::{NegatedCircle, has_circle};
pub(crate) use holds::Upwards;
pub(crate) use initiating::initiating;
pub(crate) use order::{HEURISTICS, Heuristic, Order};
pub(crate) use simplify::circuit;

use crate::fault_tree::EventId;
use std::ops::Range;

/// Index of a node in its circuit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Wire(pub(crate) u32);

impl Wire {
    pub(crate) const FALSE: Self = Self(0);
    pub(crate) const TRUE: Self = Self(1);

    pub(crate) const fn constant(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Op {
    Constant(bool),
    Event(EventId),
    Or,
    And,
    AtLeast(u32),
    Not,
    Xor,
}

/// A node: an operation over other nodes.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) op: Op,
    pub(crate) inputs: Vec<Wire>,
}

/// The simplified tree. Inputs have smaller indices than the nodes they enter, except inside a circle.
#[derive(Debug, Clone)]
pub(crate) struct Circuit {
    pub(crate) nodes: Vec<Node>,
    /// Runs of nodes that refer to each other in a circle, ascending.
    pub(crate) circles: Vec<Range<usize>>,
    /// The node of every top, in the order asked for.
    pub(crate) tops: Vec<Wire>,
    /// Nodes whose events occur nowhere outside them: they can be solved apart and stand in for one event.
    pub(crate) modules: Vec<bool>,
    /// Events that keep the highest places in every order.
    pub(crate) first: Vec<EventId>,
    /// How many events the tree has.
    pub(crate) events: usize,
}

impl Circuit {
    pub(crate) fn node(&self, wire: Wire) -> &Node {
        &self.nodes[wire.index()]
    }

    /// Whether no node negates: then more failures never mend a top.
    pub(crate) fn is_coherent(&self) -> bool {
        !self.nodes.iter().any(|node| matches!(node.op, Op::Not | Op::Xor))
    }

    /// The circle a node lies in.
    pub(crate) fn circle(&self, wire: Wire) -> Option<&Range<usize>> {
        let after = self.circles.partition_point(|circle| circle.end <= wire.index());
        self.circles.get(after).filter(|circle| circle.contains(&wire.index()))
    }

    /// Which nodes the tops need.
    pub(crate) fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.nodes.len()];
        let mut open = self.tops.clone();
        while let Some(wire) = open.pop() {
            if !std::mem::replace(&mut reached[wire.index()], true) {
                open.extend(&self.node(wire).inputs);
            }
        }
        reached
    }

    /// The part of the circuit that one top needs is the circuit with that top alone.
    pub(crate) fn for_top(&self, top: usize) -> Self {
        let mut alone = self.clone();
        alone.tops = vec![self.tops[top]];
        alone.reshaped()
    }
}
