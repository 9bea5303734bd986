//! An independent evaluation of fault trees: every assignment of its events, one bit each.

use crate::random_tree::RandomTree;
use loadline_depend::fault_tree::{FaultTree, Gate, GateKind, Term};

/// The value of one function under every assignment; bit i of an assignment's number says whether event i happens.
#[derive(Clone, PartialEq)]
pub(crate) struct TruthTable {
    pub(crate) events: usize,
    pub(crate) values: Vec<bool>,
}

/// The tables of every top.
pub(crate) fn truth_tables(random: &RandomTree) -> Vec<TruthTable> {
    let events = random.events.len();
    let mut tables: Vec<TruthTable> =
        random.tops.iter().map(|_| TruthTable { events, values: vec![] }).collect();
    let mut gates = vec![false; random.tree.gates().len()];
    for assignment in 0..1_usize << events {
        gates.fill(false);
        for group in &random.groups {
            // A circle goes from "no" upwards until nothing changes.
            loop {
                let mut changed = false;
                for gate in group {
                    let value = evaluate(random.tree.of(*gate), assignment, &gates);
                    changed |= std::mem::replace(&mut gates[gate.index()], value) != value;
                }
                if !changed || group.len() == 1 && !refers_to_itself(&random.tree, group[0].index()) {
                    break;
                }
            }
        }
        for (table, top) in tables.iter_mut().zip(&random.tops) {
            table.values.push(value(*top, assignment, &gates));
        }
    }
    tables
}

fn refers_to_itself(tree: &FaultTree, gate: usize) -> bool {
    tree.gates()[gate].inputs.iter().any(|input| matches!(input, Term::Gate(other) if other.index() == gate))
}

fn value(term: Term, assignment: usize, gates: &[bool]) -> bool {
    match term {
        Term::Constant(value) => value,
        Term::Event(event) => assignment >> event.index() & 1 == 1,
        Term::Gate(gate) => gates[gate.index()],
    }
}

fn evaluate(gate: &Gate, assignment: usize, gates: &[bool]) -> bool {
    let count = gate.inputs.iter().filter(|input| value(**input, assignment, gates)).count();
    match gate.kind {
        GateKind::Or => count > 0,
        GateKind::And => count == gate.inputs.len(),
        GateKind::AtLeast(needed) => count >= needed as usize,
        GateKind::Not => count == 0,
        GateKind::Xor => count % 2 == 1,
    }
}

impl TruthTable {
    /// The probability, summed over every assignment.
    pub(crate) fn probability(&self, q: &[f64]) -> f64 {
        let weight = |assignment: usize| -> f64 {
            q.iter()
                .enumerate()
                .map(|(bit, q)| if assignment >> bit & 1 == 1 { *q } else { 1.0 - *q })
                .product()
        };
        (0..self.values.len()).filter(|assignment| self.values[*assignment]).map(weight).sum()
    }

    /// The table with one event settled.
    pub(crate) fn given(&self, event: usize, happens: bool) -> Self {
        let settle = |assignment: usize| {
            if happens { assignment | 1 << event } else { assignment & !(1 << event) }
        };
        let values = (0..self.values.len()).map(|assignment| self.values[settle(assignment)]).collect();
        Self { events: self.events, values }
    }

    /// Sets of events, as bits, that make it true when exactly they happen, and no part of them does.
    pub(crate) fn minimal_sets(&self) -> Vec<usize> {
        let mut part_does = vec![false; self.values.len()];
        let mut minimal = Vec::new();
        for set in 0..self.values.len() {
            let parts = (0..self.events).filter(|bit| set >> bit & 1 == 1).map(|bit| set & !(1 << bit));
            part_does[set] = parts.into_iter().any(|part| part_does[part] || self.values[part]);
            if self.values[set] && !part_does[set] {
                minimal.push(set);
            }
        }
        minimal
    }
}
