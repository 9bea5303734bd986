//! From a fault tree to a circuit: bottom-up, circles as a whole.
//!
//! A gate's least fixed point that reads itself reads "no" there: it can only become true for another reason.

use super::builder::Builder;
use super::components::{NegatedCircle, components, is_circle, refuse_negated};
use super::{Circuit, Op, Wire};
use crate::fault_tree::{EventId, FaultTree, GateId, GateKind, Term};
use rustc_hash::FxHashMap;

/// Simplifies what the tops reach. `first` are events that must stand above all others in every order.
pub(crate) fn circuit(tree: &FaultTree, tops: &[Term], first: &[EventId]) -> Result<Circuit, NegatedCircle> {
    let components = components(tree, tops);
    refuse_negated(tree, &components)?;
    let mut lowering = Lowering {
        tree,
        builder: Builder::new(tree.event_count()),
        wires: vec![Wire::FALSE; tree.gates().len()],
    };
    for component in &components {
        if is_circle(tree, component) {
            lowering.circle(component);
        } else {
            lowering.gate(component[0]);
        }
    }
    let tops = tops.iter().map(|top| lowering.wire(*top)).collect();
    let plain = Circuit {
        nodes: lowering.builder.nodes,
        circles: lowering.builder.circles,
        tops,
        modules: Vec::new(),
        first: first.to_vec(),
        events: tree.event_count(),
    };
    Ok(plain.reshaped())
}

struct Lowering<'t> {
    tree: &'t FaultTree,
    builder: Builder,
    wires: Vec<Wire>,
}

impl Lowering<'_> {
    fn wire(&mut self, term: Term) -> Wire {
        match term {
            Term::Constant(value) => Wire::constant(value),
            Term::Event(event) => self.builder.event(event),
            Term::Gate(gate) => self.wires[gate.index()],
        }
    }

    fn gate(&mut self, gate: GateId) {
        let tree = self.tree;
        let inputs = tree.of(gate).inputs.iter().map(|input| self.wire(*input)).collect();
        self.wires[gate.index()] = self.builder.gate(op(tree.of(gate).kind), inputs);
    }

    fn circle(&mut self, gates: &[GateId]) {
        let tree = self.tree;
        let groups = or_groups(tree, gates);
        // What enters from outside comes before the circle: gates are there already, events may not be.
        for input in gates.iter().flat_map(|gate| &tree.of(*gate).inputs) {
            self.wire(*input);
        }
        let members = if groups.len() > 1 { self.builder.circle(groups.len()) } else { 0..0 };
        for (group, member) in groups.iter().zip(members.clone()) {
            for gate in group {
                self.wires[gate.index()] = Wire(u32::try_from(member).unwrap_or(u32::MAX));
            }
        }
        for (index, group) in groups.iter().enumerate() {
            let op = op(tree.of(group[0]).kind);
            let mut inputs = Vec::new();
            for gate in group {
                for input in &tree.of(*gate).inputs {
                    let itself = matches!(input, Term::Gate(gate) if group.contains(gate));
                    inputs.push(if itself { Wire::FALSE } else { self.wire(*input) });
                }
            }
            match members.clone().nth(index) {
                Some(member) => self.builder.tie(member, op, inputs),
                None => {
                    let wire = self.builder.gate(op, inputs);
                    group.iter().for_each(|gate| self.wires[gate.index()] = wire);
                }
            }
        }
    }
}

/// Gates of a circle that are equal because they are or gates in a circle of their own; every other gate alone.
fn or_groups(tree: &FaultTree, gates: &[GateId]) -> Vec<Vec<GateId>> {
    let (or, other): (Vec<GateId>, Vec<GateId>) =
        gates.iter().copied().partition(|gate| tree.of(*gate).kind == GateKind::Or);
    let place: FxHashMap<GateId, u32> = or.iter().copied().zip(0..).collect();
    let mut among = FaultTree::default();
    for gate in &or {
        let inputs = tree.of(*gate).inputs.iter().filter_map(|input| match input {
            Term::Gate(gate) => Some(Term::Gate(GateId(*place.get(gate)?))),
            _ => None,
        });
        among.gate(GateKind::Or, inputs.collect());
    }
    let all: Vec<Term> = (0..).take(or.len()).map(|place| Term::Gate(GateId(place))).collect();
    let groups = components(&among, &all).into_iter();
    let groups = groups.map(|group| group.into_iter().map(|gate| or[gate.index()]).collect());
    groups.chain(other.into_iter().map(|gate| vec![gate])).collect()
}

const fn op(kind: GateKind) -> Op {
    match kind {
        GateKind::Or => Op::Or,
        GateKind::And => Op::And,
        GateKind::AtLeast(needed) => Op::AtLeast(needed),
        GateKind::Not => Op::Not,
        GateKind::Xor => Op::Xor,
    }
}
