//! Drops what no top needs, draws chains of one kind together, and sets the private events of a gate apart, so that they
//! become a module.

use super::builder::Builder;
use super::modules::modules;
use super::{Circuit, Op, Wire};
use crate::fault_tree::EventId;
use rustc_hash::{FxHashMap, FxHashSet};

impl Circuit {
    /// The same functions in a better shape.
    pub(super) fn reshaped(&self) -> Self {
        self.reshaped_with(&FxHashMap::default())
    }

    /// The functions with some events settled, in a better shape.
    pub(crate) fn given(&self, settled: &[(EventId, bool)]) -> Self {
        // Once to put the constants in, once to drop what they made superfluous.
        self.reshaped_with(&settled.iter().copied().collect()).reshaped()
    }

    fn reshaped_with(&self, settled: &FxHashMap<EventId, bool>) -> Self {
        let mut reshaping = Reshaping::new(self, settled);
        let mut circles = self.circles.iter();
        let mut circle = circles.next();
        let mut index = 2;
        while index < self.nodes.len() {
            match circle {
                Some(range) if range.start == index => {
                    reshaping.circle(range.clone());
                    index = range.end;
                    circle = circles.next();
                }
                _ => {
                    reshaping.node(index);
                    index += 1;
                }
            }
        }
        let tops: Vec<Wire> = self.tops.iter().map(|top| reshaping.map[top.index()]).collect();
        let Builder { nodes, circles, .. } = reshaping.builder;
        let mut circuit = Self {
            nodes,
            circles,
            tops,
            modules: Vec::new(),
            first: self.first.clone(),
            events: self.events,
        };
        circuit.modules = modules(&circuit);
        circuit
    }
}

struct Reshaping<'c> {
    from: &'c Circuit,
    builder: Builder,
    /// New wires of old ones.
    map: Vec<Wire>,
    /// How often each node is an input or a top; 0 when no top needs it.
    uses: Vec<u32>,
    /// Nodes whose inputs go straight into their only user, which is of the same kind.
    absorbed: Vec<bool>,
    first: FxHashSet<EventId>,
    settled: &'c FxHashMap<EventId, bool>,
}

impl<'c> Reshaping<'c> {
    fn new(from: &'c Circuit, settled: &'c FxHashMap<EventId, bool>) -> Self {
        let uses = uses(from);
        let mut absorbed = vec![false; from.nodes.len()];
        for (node, _) in from.nodes.iter().zip(&uses).filter(|(_, uses)| **uses > 0) {
            for input in &node.inputs {
                let same = matches!(node.op, Op::Or | Op::And) && from.node(*input).op == node.op;
                absorbed[input.index()] = same && uses[input.index()] == 1 && from.circle(*input).is_none();
            }
        }
        let mut map = vec![Wire::FALSE; from.nodes.len()];
        map[1] = Wire::TRUE;
        let first = from.first.iter().copied().collect();
        Self { from, builder: Builder::new(from.events), map, uses, absorbed, first, settled }
    }

    fn node(&mut self, index: usize) {
        if self.uses[index] == 0 || self.absorbed[index] {
            return;
        }
        self.map[index] = match self.from.nodes[index].op {
            Op::Event(event) => match self.settled.get(&event) {
                Some(happens) => Wire::constant(*happens),
                None => self.builder.event(event),
            },
            op => {
                let inputs = self.inputs(index);
                let inputs = self.grouped(op, &inputs);
                let inputs = inputs.into_iter().map(|input| self.renamed(input)).collect();
                self.builder.gate(op, inputs)
            }
        };
    }

    fn circle(&mut self, range: std::ops::Range<usize>) {
        let members: Vec<usize> = range.filter(|member| self.uses[*member] > 0).collect();
        let inputs: Vec<Vec<Input>> = members
            .iter()
            .map(|member| {
                let inputs = self.inputs(*member);
                self.grouped(self.from.nodes[*member].op, &inputs)
            })
            .collect();
        let places = self.builder.circle(members.len());
        for (member, place) in members.iter().zip(places.clone()) {
            self.map[*member] = Wire(u32::try_from(place).unwrap_or(u32::MAX));
        }
        for ((member, place), inputs) in members.iter().zip(places).zip(inputs) {
            let inputs = inputs.into_iter().map(|input| self.renamed(input)).collect();
            self.builder.tie(place, self.from.nodes[*member].op, inputs);
        }
    }

    /// The inputs of a node with absorbed ones opened, in the order written.
    fn inputs(&self, index: usize) -> Vec<Wire> {
        let mut inputs = Vec::new();
        let mut open: Vec<Wire> = self.from.nodes[index].inputs.iter().rev().copied().collect();
        while let Some(input) = open.pop() {
            if self.absorbed[input.index()] {
                open.extend(self.from.node(input).inputs.iter().rev());
            } else {
                inputs.push(input);
            }
        }
        inputs
    }

    /// The inputs of a gate with its private events drawn together where the first of them stood.
    fn grouped(&mut self, op: Op, inputs: &[Wire]) -> Vec<Input> {
        let private: Vec<Wire> = inputs.iter().copied().filter(|input| self.is_private(*input)).collect();
        if !matches!(op, Op::Or | Op::And) || private.len() < 2 || private.len() == inputs.len() {
            return inputs.iter().copied().map(Input::Old).collect();
        }
        let events = private.iter().map(|event| self.map[event.index()]).collect();
        let group = self.builder.gate(op, events);
        let mut shape = Vec::new();
        for input in inputs {
            if *input == private[0] {
                shape.push(Input::New(group));
            } else if !self.is_private(*input) {
                shape.push(Input::Old(*input));
            }
        }
        shape
    }

    fn is_private(&self, wire: Wire) -> bool {
        match self.from.node(wire).op {
            Op::Event(event) => self.uses[wire.index()] == 1 && !self.first.contains(&event),
            _ => false,
        }
    }

    fn renamed(&self, input: Input) -> Wire {
        match input {
            Input::Old(old) => self.map[old.index()],
            Input::New(new) => new,
        }
    }
}

/// An input of a node on its way to the new circuit.
#[derive(Clone, Copy)]
enum Input {
    Old(Wire),
    New(Wire),
}

/// How often each node that a top reaches is an input or a top.
fn uses(circuit: &Circuit) -> Vec<u32> {
    let mut uses = vec![0; circuit.nodes.len()];
    let mut open = Vec::new();
    for top in &circuit.tops {
        use_once(*top, &mut uses, &mut open);
    }
    while let Some(wire) = open.pop() {
        for input in &circuit.node(wire).inputs {
            use_once(*input, &mut uses, &mut open);
        }
    }
    uses
}

fn use_once(wire: Wire, uses: &mut [u32], open: &mut Vec<Wire>) {
    uses[wire.index()] += 1;
    if uses[wire.index()] == 1 {
        open.push(wire);
    }
}
