//! A circuit as diagrams: inputs before gates, modules apart, circles by iteration from "no" until nothing changes.

use super::apply::Bdd;
use super::diagram::{Diagram, Variable};
use super::store::{Full, NodeId};
use crate::circuit::{Circuit, Heuristic, Op, Order, Wire};
use std::ops::Range;

/// An attempt that came to its end before the tree did.
pub(super) struct Stopped {
    /// Nodes of the circuit that were built: the more, the better the order.
    pub(super) built: usize,
}

/// Builds every top under one order, and takes the steps that needs off `steps`.
pub(super) fn compile(
    circuit: &Circuit,
    heuristic: Heuristic,
    limit: usize,
    steps: &mut u64,
) -> Result<Diagram, Stopped> {
    let mut compiler = Compiler::new(circuit, heuristic, limit, *steps);
    let before = compiler.bdd.steps_left();
    let tops = compiler.build();
    *steps -= before - compiler.bdd.steps_left();
    match tops {
        Ok(tops) => Ok(Diagram::of(compiler.bdd.store(), &tops, compiler.variables, circuit.first.len())),
        Err(Full) => Err(Stopped { built: compiler.built }),
    }
}

/// Nodes that are kept without asking whether anything needs them.
const GARBAGE: usize = 200_000;

struct Compiler<'c> {
    circuit: &'c Circuit,
    order: Order,
    bdd: Bdd,
    /// The function of each node over the variables inside it.
    inside: Vec<NodeId>,
    /// What its users see: for a module a variable of its own, else the same.
    seen: Vec<NodeId>,
    variables: Vec<Variable>,
    /// The deepest level that each node asks about, as its users see it.
    deepest: Vec<u32>,
    /// How many nodes and tops still ask for each node.
    users_left: Vec<u32>,
    /// Nodes left by the last [`Compiler::collect`].
    kept: usize,
    /// Nodes of the circuit before the one that is being built.
    built: usize,
}

impl<'c> Compiler<'c> {
    fn new(circuit: &'c Circuit, heuristic: Heuristic, limit: usize, steps: u64) -> Self {
        let order = Order::of(circuit, heuristic);
        let mut inside = vec![NodeId::FALSE; circuit.nodes.len()];
        inside[1] = NodeId::TRUE;
        let variables = order.variables.iter().enumerate().map(|(level, wire)| {
            match (circuit.node(*wire).op, circuit.first.get(level)) {
                (Op::Event(event), _) | (_, Some(&event)) => Variable::Event(event),
                _ => Variable::Module(NodeId::FALSE),
            }
        });
        let variables = variables.collect();
        let mut users_left = vec![0; circuit.nodes.len()];
        let needed = circuit.reached();
        let asking = circuit.nodes.iter().zip(needed).filter(|(_, needed)| *needed);
        let asked = asking.flat_map(|(node, _)| &node.inputs).chain(&circuit.tops);
        asked.for_each(|wire| users_left[wire.index()] += 1);
        let deepest = order.deepest(circuit);
        Self {
            circuit,
            order,
            deepest,
            users_left,
            bdd: Bdd::new(limit, steps),
            seen: inside.clone(),
            inside,
            variables,
            kept: 0,
            built: 0,
        }
    }

    /// Every node the tops need, inputs first; the functions of the tops.
    fn build(&mut self) -> Result<Vec<NodeId>, Full> {
        let circuit = self.circuit;
        let needed = circuit.reached();
        let mut index = 2;
        while index < circuit.nodes.len() {
            let wire = Wire(u32::try_from(index).map_err(|_| Full)?);
            let circle = circuit.circle(wire).cloned();
            let from = index;
            self.built = index;
            index = circle.as_ref().map_or(index + 1, |circle| circle.end);
            match circle {
                Some(circle) if needed[circle.clone()].contains(&true) => self.circle(circle)?,
                None if needed[wire.index()] => {
                    let inside = self.inside(wire)?;
                    self.settle(wire, inside)?;
                }
                _ => {}
            }
            self.forget_inputs((from..index).filter(|node| needed[*node]));
            self.collect();
        }
        Ok(circuit.tops.iter().map(|top| self.inside[top.index()]).collect())
    }

    fn inside(&mut self, wire: Wire) -> Result<NodeId, Full> {
        let node = self.circuit.node(wire);
        // Of inputs that begin at the same level those that end deepest are joined first: where all share a few events,
        // what is built so far would be walked again for each otherwise.
        let mut wires = node.inputs.clone();
        if matches!(node.op, Op::Or | Op::And | Op::AtLeast(_)) {
            wires.sort_by_key(|input| std::cmp::Reverse(self.deepest[input.index()]));
        }
        let inputs: Vec<NodeId> = wires.iter().map(|input| self.seen[input.index()]).collect();
        match node.op {
            Op::Constant(value) => Ok(NodeId::constant(value)),
            Op::Event(_) => self.bdd.variable(self.order.level(wire)),
            Op::Or => self.bdd.any(inputs),
            Op::And => self.bdd.all(inputs),
            Op::Xor => self.bdd.odd(inputs),
            Op::AtLeast(needed) => self.bdd.at_least(needed as usize, inputs),
            Op::Not => self.bdd.not(inputs[0]),
        }
    }

    /// Records a node. A module stands for a variable of its own; one that is true as long as nothing fails stands for
    /// its opposite, so that the sets that make a module true are all there is to know about it.
    fn settle(&mut self, wire: Wire, inside: NodeId) -> Result<(), Full> {
        self.inside[wire.index()] = inside;
        self.seen[wire.index()] = inside;
        let level = self.order.level(wire);
        if self.circuit.modules[wire.index()] && level != u32::MAX && !inside.is_constant() {
            let opposite = self.holds_at_rest(inside);
            let root = if opposite { self.bdd.not(inside)? } else { inside };
            self.variables[level as usize] = Variable::Module(root);
            let (lo, hi) = (NodeId::constant(opposite), NodeId::constant(!opposite));
            self.seen[wire.index()] = self.bdd.make(level, lo, hi)?;
        }
        Ok(())
    }

    /// Whether a function is true when nothing has failed.
    fn holds_at_rest(&self, mut function: NodeId) -> bool {
        while !function.is_constant() {
            function = self.bdd.store().lo(function);
        }
        function == NodeId::TRUE
    }

    fn circle(&mut self, members: Range<usize>) -> Result<(), Full> {
        let mut users: Vec<Vec<usize>> = vec![Vec::new(); members.len()];
        for member in members.clone() {
            for input in &self.circuit.nodes[member].inputs {
                if members.contains(&input.index()) {
                    users[input.index() - members.start].push(member);
                }
            }
        }
        let order = self.inputs_first(&members);
        // Functions in a circle only grow, so of the inputs of an or gate only those that changed are joined.
        let mut changed: Vec<Vec<Wire>> =
            members.clone().map(|member| self.circuit.nodes[member].inputs.clone()).collect();
        while changed.iter().any(|changed| !changed.is_empty()) {
            for member in order.iter().copied() {
                let place = member - members.start;
                let inputs = std::mem::take(&mut changed[place]);
                if inputs.is_empty() {
                    continue;
                }
                let wire = Wire(u32::try_from(member).map_err(|_| Full)?);
                let function = match self.circuit.node(wire).op {
                    Op::Or => {
                        let grown = inputs.iter().map(|input| self.seen[input.index()]);
                        self.bdd.any(grown.chain([self.inside[member]]).collect())?
                    }
                    _ => self.inside(wire)?,
                };
                if function != self.inside[member] {
                    self.inside[member] = function;
                    self.seen[member] = function;
                    users[place].iter().for_each(|user| changed[user - members.start].push(wire));
                }
                self.collect();
            }
        }
        Ok(())
    }

    /// The members of a circle, each after its inputs but for those that close the circle: fewer rounds than any order.
    fn inputs_first(&self, members: &Range<usize>) -> Vec<usize> {
        let mut met = vec![false; members.len()];
        let mut order = Vec::with_capacity(members.len());
        for start in members.clone() {
            let mut open = vec![(start, false)];
            while let Some((member, finished)) = open.pop() {
                if finished {
                    order.push(member);
                } else if !std::mem::replace(&mut met[member - members.start], true) {
                    open.push((member, true));
                    let inputs = self.circuit.nodes[member].inputs.iter().rev().map(|input| input.index());
                    open.extend(inputs.filter(|input| members.contains(input)).map(|input| (input, false)));
                }
            }
        }
        order
    }

    /// Gives up functions that no node still to come asks for.
    fn forget_inputs(&mut self, finished: impl Iterator<Item = usize>) {
        for input in finished.flat_map(|node| &self.circuit.nodes[node].inputs) {
            self.users_left[input.index()] -= 1;
            if self.users_left[input.index()] == 0 && input.0 > 1 {
                self.inside[input.index()] = NodeId::FALSE;
                self.seen[input.index()] = NodeId::FALSE;
            }
        }
    }

    /// Throws away what no finished node needs, once half of the nodes are used or so many that looking for them takes long.
    /// What is needed then counts against the other half, so a function that is too large is still found out.
    fn collect(&mut self) {
        let few = (self.bdd.limit() / 2).min(GARBAGE.max(self.circuit.nodes.len()));
        if self.bdd.store().len() <= few.max(self.kept * 2) {
            return;
        }
        let modules = self.variables.iter().map(|variable| match variable {
            Variable::Module(root) => *root,
            Variable::Event(_) => NodeId::FALSE,
        });
        let mut live: Vec<NodeId> = self.inside.iter().chain(&self.seen).copied().chain(modules).collect();
        self.bdd.collect(&mut live);
        self.kept = self.bdd.store().len();
        let (inside, others) = live.split_at(self.inside.len());
        let (seen, modules) = others.split_at(self.seen.len());
        self.inside.copy_from_slice(inside);
        self.seen.copy_from_slice(seen);
        for (variable, root) in self.variables.iter_mut().zip(modules) {
            if let Variable::Module(known) = variable {
                *known = *root;
            }
        }
    }
}
