//! A circuit as diagrams: inputs before gates, modules apart, circles by iteration from "no" until nothing changes.

use super::apply::Bdd;
use super::diagram::{Diagram, Variable};
use super::store::{Full, NodeId};
use crate::circuit::{Circuit, Heuristic, Op, Order, Wire};
use std::ops::Range;

/// Builds every top under one order.
pub(crate) fn compile(circuit: &Circuit, heuristic: Heuristic, limit: usize) -> Result<Diagram, Full> {
    let mut compiler = Compiler::new(circuit, heuristic, limit);
    let needed = circuit.reached();
    let mut index = 2;
    while index < circuit.nodes.len() {
        let wire = Wire(u32::try_from(index).map_err(|_| Full)?);
        let circle = circuit.circle(wire).cloned();
        index = circle.as_ref().map_or(index + 1, |circle| circle.end);
        match circle {
            Some(circle) if needed[circle.clone()].contains(&true) => compiler.circle(circle)?,
            None if needed[wire.index()] => {
                let inside = compiler.inside(wire)?;
                compiler.settle(wire, inside)?;
            }
            _ => {}
        }
    }
    let tops: Vec<NodeId> = circuit.tops.iter().map(|top| compiler.inside[top.index()]).collect();
    Ok(Diagram::of(compiler.bdd.store(), &tops, compiler.variables, circuit.first.len()))
}

struct Compiler<'c> {
    circuit: &'c Circuit,
    order: Order,
    bdd: Bdd,
    /// The function of each node over the variables inside it.
    inside: Vec<NodeId>,
    /// What its users see: for a module a variable of its own, else the same.
    seen: Vec<NodeId>,
    variables: Vec<Variable>,
}

impl<'c> Compiler<'c> {
    fn new(circuit: &'c Circuit, heuristic: Heuristic, limit: usize) -> Self {
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
        Self { circuit, order, bdd: Bdd::new(limit), seen: inside.clone(), inside, variables }
    }

    fn inside(&mut self, wire: Wire) -> Result<NodeId, Full> {
        let node = self.circuit.node(wire);
        let inputs: Vec<NodeId> = node.inputs.iter().map(|input| self.seen[input.index()]).collect();
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
        let mut stale = vec![true; members.len()];
        while stale.contains(&true) {
            for member in members.clone() {
                if !std::mem::take(&mut stale[member - members.start]) {
                    continue;
                }
                let function = self.inside(Wire(u32::try_from(member).map_err(|_| Full)?))?;
                if function != self.inside[member] {
                    self.inside[member] = function;
                    self.seen[member] = function;
                    users[member - members.start].iter().for_each(|user| stale[user - members.start] = true);
                }
            }
        }
        Ok(())
    }
}
