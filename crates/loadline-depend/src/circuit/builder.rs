//! Adds nodes to a circuit, each in normal form and none twice.

use super::{Node, Op, Wire};
use crate::fault_tree::EventId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A circuit being built.
pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    pub(super) circles: Vec<Range<usize>>,
    known: FxHashMap<(Op, Vec<Wire>), Wire>,
    events: Vec<Option<Wire>>,
}

/// What an operation over these inputs comes to.
enum Normal {
    Same(Wire),
    Node(Op, Vec<Wire>),
    /// The opposite of a node.
    Opposite(Op, Vec<Wire>),
}

impl Builder {
    pub(super) fn new(events: usize) -> Self {
        let constant = |value| Node { op: Op::Constant(value), inputs: Vec::new() };
        Self {
            nodes: vec![constant(false), constant(true)],
            circles: Vec::new(),
            known: FxHashMap::default(),
            events: vec![None; events],
        }
    }

    pub(super) fn event(&mut self, event: EventId) -> Wire {
        if let Some(known) = self.events[event.index()] {
            return known;
        }
        let wire = self.push(Op::Event(event), Vec::new());
        self.events[event.index()] = Some(wire);
        wire
    }

    /// The node of an operation; an old one where there is one that means the same.
    pub(super) fn gate(&mut self, op: Op, inputs: Vec<Wire>) -> Wire {
        match self.normal(op, inputs) {
            Normal::Same(wire) => wire,
            Normal::Node(op, inputs) => self.shared(op, inputs),
            Normal::Opposite(op, inputs) => {
                let wire = self.shared(op, inputs);
                self.gate(Op::Not, vec![wire])
            }
        }
    }

    /// Makes room for nodes that refer to each other; [`Self::tie`] gives them their inputs.
    pub(super) fn circle(&mut self, members: usize) -> Range<usize> {
        let start = self.nodes.len();
        for _ in 0..members {
            self.push(Op::Or, Vec::new());
        }
        self.circles.push(start..start + members);
        start..start + members
    }

    /// Gives a member of a circle its inputs.
    pub(super) fn tie(&mut self, member: usize, op: Op, inputs: Vec<Wire>) {
        let (op, inputs) = match self.normal(op, inputs) {
            Normal::Same(wire) => (Op::Or, vec![wire]),
            // Circles never hold an operation that can turn into its opposite.
            Normal::Node(op, inputs) | Normal::Opposite(op, inputs) => (op, inputs),
        };
        self.nodes[member] = Node { op, inputs };
    }

    fn push(&mut self, op: Op, inputs: Vec<Wire>) -> Wire {
        let wire = Wire(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { op, inputs });
        wire
    }

    fn shared(&mut self, op: Op, inputs: Vec<Wire>) -> Wire {
        let mut key = inputs.clone();
        key.sort_unstable();
        if let Some(known) = self.known.get(&(op, key.clone())) {
            return *known;
        }
        let wire = self.push(op, inputs);
        self.known.insert((op, key), wire);
        wire
    }

    fn normal(&self, op: Op, inputs: Vec<Wire>) -> Normal {
        match op {
            Op::Constant(value) => Normal::Same(Wire::constant(value)),
            Op::Event(_) => Normal::Node(op, inputs),
            Op::Or => any_or_all(op, inputs, Wire::TRUE),
            Op::And => any_or_all(op, inputs, Wire::FALSE),
            Op::AtLeast(needed) => at_least(needed, inputs),
            Op::Not => self.not(inputs),
            Op::Xor => odd(inputs),
        }
    }

    /// Without exactly one input, the opposite of their disjunction.
    fn not(&self, inputs: Vec<Wire>) -> Normal {
        match inputs[..] {
            [Wire::FALSE] => Normal::Same(Wire::TRUE),
            [Wire::TRUE] => Normal::Same(Wire::FALSE),
            [input] => match &self.nodes[input.index()] {
                Node { op: Op::Not, inputs } => Normal::Same(inputs[0]),
                _ => Normal::Node(Op::Not, inputs),
            },
            _ => match any_or_all(Op::Or, inputs, Wire::TRUE) {
                Normal::Same(wire) => self.not(vec![wire]),
                Normal::Node(op, inputs) | Normal::Opposite(op, inputs) => Normal::Opposite(op, inputs),
            },
        }
    }
}

/// An or (decided by a true input) or an and (decided by a false one).
fn any_or_all(op: Op, inputs: Vec<Wire>, decisive: Wire) -> Normal {
    let neutral = if decisive == Wire::TRUE { Wire::FALSE } else { Wire::TRUE };
    if inputs.contains(&decisive) {
        return Normal::Same(decisive);
    }
    let mut seen = FxHashSet::default();
    let inputs: Vec<Wire> =
        inputs.into_iter().filter(|input| *input != neutral && seen.insert(*input)).collect();
    match inputs[..] {
        [] => Normal::Same(neutral),
        [only] => Normal::Same(only),
        _ => Normal::Node(op, inputs),
    }
}

fn at_least(needed: u32, mut inputs: Vec<Wire>) -> Normal {
    let certain = inputs.iter().filter(|input| **input == Wire::TRUE).count();
    inputs.retain(|input| !matches!(*input, Wire::TRUE | Wire::FALSE));
    let needed = (needed as usize).saturating_sub(certain);
    match needed {
        0 => Normal::Same(Wire::TRUE),
        1 => any_or_all(Op::Or, inputs, Wire::TRUE),
        _ if needed > inputs.len() => Normal::Same(Wire::FALSE),
        _ if needed == inputs.len() => any_or_all(Op::And, inputs, Wire::FALSE),
        _ if inputs.iter().all(|input| *input == inputs[0]) => Normal::Same(inputs[0]),
        _ => Normal::Node(Op::AtLeast(u32::try_from(needed).unwrap_or(u32::MAX)), inputs),
    }
}

/// An odd number of inputs: what stands twice cancels.
fn odd(mut inputs: Vec<Wire>) -> Normal {
    let mut opposite = inputs.iter().filter(|input| **input == Wire::TRUE).count() % 2 == 1;
    inputs.retain(|input| !matches!(*input, Wire::TRUE | Wire::FALSE));
    inputs.sort_unstable();
    let odd: Vec<Wire> =
        inputs.chunk_by(|a, b| a == b).filter_map(|same| (same.len() % 2 == 1).then_some(same[0])).collect();
    match odd[..] {
        [] => Normal::Same(Wire::constant(std::mem::take(&mut opposite))),
        [only] if opposite => Normal::Node(Op::Not, vec![only]),
        [only] => Normal::Same(only),
        _ if opposite => Normal::Opposite(Op::Xor, odd),
        _ => Normal::Node(Op::Xor, odd),
    }
}
