//! Orders of variables: which event a diagram asks first. The order decides its size, and no single rule is always good.

use super::{Circuit, Op, Wire};

/// How a walk through the circuit picks the next input; events are numbered as they are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Heuristic {
    /// As written.
    Written,
    /// The input with the fewest events below it first.
    LightFirst,
    /// The input with the most events below it first.
    HeavyFirst,
    /// The input whose parts are used most elsewhere first.
    SharedFirst,
}

/// Every heuristic, in the order they are tried.
pub(crate) const HEURISTICS: [Heuristic; 4] =
    [Heuristic::HeavyFirst, Heuristic::LightFirst, Heuristic::Written, Heuristic::SharedFirst];

/// Levels of variables. Level 0 is asked first. Variables are events, and modules seen from outside.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    /// Level of each node that is a variable; `u32::MAX` for the rest.
    level: Vec<u32>,
    /// The node at each level.
    pub(crate) variables: Vec<Wire>,
}

impl Order {
    /// Walks the circuit. Modules are numbered after everything around them; their levels never mix with others.
    pub(crate) fn of(circuit: &Circuit, heuristic: Heuristic) -> Self {
        let mut walk = Walk {
            circuit,
            heuristic,
            weight: weights(circuit, heuristic),
            met: vec![false; circuit.nodes.len()],
            order: Self { level: vec![u32::MAX; circuit.nodes.len()], variables: Vec::new() },
            modules: Vec::new(),
        };
        walk.place_first();
        for top in &circuit.tops {
            walk.from(*top);
        }
        let mut next = 0;
        while let Some(module) = walk.modules.get(next).copied() {
            next += 1;
            walk.below(module);
        }
        walk.order
    }

    pub(crate) fn level(&self, wire: Wire) -> u32 {
        self.level[wire.index()]
    }

    /// The deepest level that each node asks about; modules ask about one of their own, constants about the first.
    pub(crate) fn deepest(&self, circuit: &Circuit) -> Vec<u32> {
        let mut deepest = vec![0; circuit.nodes.len()];
        let mut circles = circuit.circles.iter().peekable();
        let mut index = 2;
        while index < circuit.nodes.len() {
            let circle = circles.next_if(|circle| circle.start == index).cloned();
            let members = circle.unwrap_or(index..index + 1);
            let inputs = circuit.nodes[members.clone()].iter().flat_map(|node| &node.inputs);
            let below = inputs.map(|input| deepest[input.index()]).max().unwrap_or(0);
            let own = self.level[index];
            deepest[members.clone()].fill(if own == u32::MAX { below } else { own });
            index = members.end;
        }
        deepest
    }
}

struct Walk<'c> {
    circuit: &'c Circuit,
    heuristic: Heuristic,
    weight: Vec<f32>,
    met: Vec<bool>,
    order: Order,
    modules: Vec<Wire>,
}

impl Walk<'_> {
    /// Every event that must stay on top has the level of its place, whether a top needs it or not.
    fn place_first(&mut self) {
        let mut wires = vec![None; self.circuit.events];
        for (node, index) in self.circuit.nodes.iter().zip(0..) {
            if let Op::Event(event) = node.op {
                wires[event.index()] = Some(Wire(index));
            }
        }
        for event in &self.circuit.first {
            match wires[event.index()] {
                Some(wire) => self.place(wire),
                None => self.order.variables.push(Wire::FALSE),
            }
        }
    }

    fn place(&mut self, wire: Wire) {
        if !std::mem::replace(&mut self.met[wire.index()], true) {
            self.order.level[wire.index()] = u32::try_from(self.order.variables.len()).unwrap_or(u32::MAX);
            self.order.variables.push(wire);
        }
    }

    fn from(&mut self, wire: Wire) {
        let mut open = vec![wire];
        while let Some(wire) = open.pop() {
            if self.met[wire.index()] {
                continue;
            }
            match self.circuit.node(wire).op {
                Op::Constant(_) => {}
                Op::Event(_) => self.place(wire),
                _ if self.circuit.modules[wire.index()] => {
                    self.place(wire);
                    self.modules.push(wire);
                }
                _ => {
                    self.met[wire.index()] = true;
                    open.extend(self.inputs(wire).into_iter().rev());
                }
            }
        }
    }

    fn below(&mut self, module: Wire) {
        for input in self.inputs(module) {
            self.from(input);
        }
    }

    /// The inputs of a node, the one to be walked first in front. Ties stay as written.
    fn inputs(&self, wire: Wire) -> Vec<Wire> {
        let mut inputs = self.circuit.node(wire).inputs.clone();
        let weight = |input: &Wire| self.weight[input.index()];
        match self.heuristic {
            Heuristic::Written => {}
            Heuristic::LightFirst => inputs.sort_by(|a, b| weight(a).total_cmp(&weight(b))),
            Heuristic::HeavyFirst | Heuristic::SharedFirst => {
                inputs.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
            }
        }
        inputs
    }
}

/// How much hangs on each node: events below it, counted once for every way down, or how often they are used.
fn weights(circuit: &Circuit, heuristic: Heuristic) -> Vec<f32> {
    let mut uses = vec![0_f32; circuit.nodes.len()];
    if heuristic == Heuristic::SharedFirst {
        circuit.nodes.iter().flat_map(|node| &node.inputs).for_each(|input| uses[input.index()] += 1.0);
    }
    let mut weight = vec![0_f32; circuit.nodes.len()];
    for (index, node) in circuit.nodes.iter().enumerate() {
        let below: f32 = node.inputs.iter().map(|input| weight[input.index()]).sum();
        let width = node.inputs.len().max(1) as f32;
        weight[index] = match (heuristic, node.op) {
            (_, Op::Constant(_)) => 0.0,
            (Heuristic::SharedFirst, Op::Event(_)) => uses[index],
            (Heuristic::SharedFirst, _) => uses[index].max(below / width),
            (_, Op::Event(_)) => 1.0,
            _ if circuit.modules[index] => 1.0,
            _ => below.min(f32::MAX),
        };
    }
    weight
}
