//! Strongly connected components of gates: where circles are, and an order in which children come first.

use crate::fault_tree::{FaultTree, GateId, GateKind, Term};
use thiserror::Error;

/// A circle of gates that passes a negation and so means nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a circle of {} gates passes a negation", .gates.len())]
pub struct NegatedCircle {
    /// The gates of the circle.
    pub gates: Vec<GateId>,
}

/// The components that the tops reach, children before parents. A gate alone is no circle unless it enters itself.
pub(crate) fn components(tree: &FaultTree, tops: &[Term]) -> Vec<Vec<GateId>> {
    let mut search = Search { index: vec![UNSEEN; tree.gates().len()], ..Search::default() };
    search.low = search.index.clone();
    for top in tops {
        if let Term::Gate(gate) = top
            && search.index[gate.index()] == UNSEEN
        {
            search.from(tree, *gate);
        }
    }
    search.found
}

/// Whether gates that are reached from a term refer to each other in a circle.
#[must_use]
pub fn has_circle(tree: &FaultTree, top: Term) -> bool {
    components(tree, &[top]).iter().any(|component| is_circle(tree, component))
}

/// Whether gates of a component refer to each other.
pub(crate) fn is_circle(tree: &FaultTree, component: &[GateId]) -> bool {
    component.len() > 1 || tree.of(component[0]).inputs.contains(&Term::Gate(component[0]))
}

/// Refuses circles with a negation in them.
pub(super) fn refuse_negated(tree: &FaultTree, components: &[Vec<GateId>]) -> Result<(), NegatedCircle> {
    let negates = |gate: &GateId| matches!(tree.of(*gate).kind, GateKind::Not | GateKind::Xor);
    match components.iter().find(|gates| gates.iter().any(negates) && is_circle(tree, gates)) {
        Some(gates) => Err(NegatedCircle { gates: gates.clone() }),
        None => Ok(()),
    }
}

const UNSEEN: u32 = u32::MAX;
/// A gate whose component is closed.
const CLOSED: u32 = u32::MAX - 1;

/// Tarjan's search with a stack of its own, so that depth costs memory and never the program's stack.
#[derive(Default)]
struct Search {
    index: Vec<u32>,
    low: Vec<u32>,
    next: u32,
    open: Vec<GateId>,
    found: Vec<Vec<GateId>>,
}

impl Search {
    fn from(&mut self, tree: &FaultTree, start: GateId) {
        let mut path: Vec<(GateId, usize)> = vec![(start, 0)];
        self.enter(start);
        while let Some((gate, input)) = path.last_mut() {
            let gate = *gate;
            let Some(term) = tree.of(gate).inputs.get(*input) else {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    self.low[parent.index()] = self.low[parent.index()].min(self.low[gate.index()]);
                }
                self.leave(gate);
                continue;
            };
            *input += 1;
            let Term::Gate(child) = *term else { continue };
            match self.index[child.index()] {
                UNSEEN => {
                    self.enter(child);
                    path.push((child, 0));
                }
                CLOSED => {}
                seen => self.low[gate.index()] = self.low[gate.index()].min(seen),
            }
        }
    }

    fn enter(&mut self, gate: GateId) {
        self.index[gate.index()] = self.next;
        self.low[gate.index()] = self.next;
        self.next += 1;
        self.open.push(gate);
    }

    /// Closes the component of which this gate was entered first.
    fn leave(&mut self, gate: GateId) {
        if self.low[gate.index()] != self.index[gate.index()] {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == gate).unwrap_or(0);
        let mut members = self.open.split_off(start);
        for member in &members {
            self.index[member.index()] = CLOSED;
            self.low[member.index()] = CLOSED;
        }
        members.sort_unstable();
        self.found.push(members);
    }
}
