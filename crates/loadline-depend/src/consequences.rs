//! What follows when some events hold: every gate that becomes true, and because of what.
//!
//! Exact without any probability, and linear in what is reached; that is why questions about structure (what breaks, what
//! is a single point of failure) are asked here and not of the decision diagrams. Trees with negation are not for it.

use crate::fault_tree::{EventId, FaultTree, GateId, GateKind, Term};
use std::ops::Range;

/// Gates with what holds at the moment. Events are added and taken back like a stack.
#[derive(Debug, Clone)]
pub struct Consequences {
    uses: Uses,
    /// True inputs that each gate must have.
    wanted: Vec<u32>,
    /// True inputs that each gate has.
    has: Vec<u32>,
    events: Vec<bool>,
    /// For each gate that holds, the input that made it true.
    because: Vec<Option<Term>>,
    /// What became true, newest last.
    changes: Vec<Term>,
}

/// How far [`Consequences::release`] goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(usize);

impl Consequences {
    /// Nothing holds but constants and the events that always do.
    #[must_use]
    pub fn new(tree: &FaultTree, always: impl IntoIterator<Item = EventId>) -> Self {
        let gates = tree.gates();
        let mut made = Self {
            uses: Uses::of(tree),
            wanted: gates.iter().map(|gate| threshold(gate.kind, gate.inputs.len())).collect(),
            has: vec![0; gates.len()],
            events: vec![false; tree.event_count()],
            because: vec![None; gates.len()],
            changes: Vec::new(),
        };
        let first = made.changes.len();
        for (index, gate) in (0u32..).zip(gates) {
            if made.wanted[index as usize] == 0 {
                made.changes.push(Term::Gate(GateId(index)));
            }
            for input in gate.inputs.iter().filter(|input| **input == Term::Constant(true)) {
                made.feed(index, *input);
            }
        }
        made.spread(first);
        made.hold(always);
        made
    }

    /// Where things stand now.
    #[must_use]
    pub const fn mark(&self) -> Mark {
        Mark(self.changes.len())
    }

    /// Lets further events hold.
    pub fn hold(&mut self, events: impl IntoIterator<Item = EventId>) {
        let first = self.changes.len();
        for event in events {
            if !std::mem::replace(&mut self.events[event.index()], true) {
                self.changes.push(Term::Event(event));
            }
        }
        self.spread(first);
    }

    /// Takes back everything since the mark.
    pub fn release(&mut self, mark: Mark) {
        while self.changes.len() > mark.0 {
            let Some(change) = self.changes.pop() else { return };
            match change {
                Term::Event(event) => self.events[event.index()] = false,
                Term::Gate(gate) => self.because[gate.index()] = None,
                Term::Constant(_) => {}
            }
            for position in self.uses.range(change) {
                self.has[self.uses.gates[position] as usize] -= 1;
            }
        }
    }

    /// Whether something holds.
    #[must_use]
    pub fn holds(&self, term: Term) -> bool {
        match term {
            Term::Constant(holds) => holds,
            Term::Event(event) => self.events[event.index()],
            Term::Gate(gate) => self.has[gate.index()] >= self.wanted[gate.index()],
        }
    }

    /// Why a gate holds: the input that made it true, the input that made that one true, and so on to an event. Empty
    /// when it does not hold. Gates become true breadth first, so the way is a short one.
    #[must_use]
    pub fn witness(&self, term: Term) -> Vec<Term> {
        let mut way = Vec::new();
        let mut at = Some(term).filter(|term| self.holds(*term));
        while let Some(term) = at {
            way.push(term);
            at = match term {
                Term::Gate(gate) => self.because[gate.index()],
                Term::Event(_) | Term::Constant(_) => None,
            };
        }
        way
    }

    /// Works off what became true, in the order it did; the list of changes grows meanwhile.
    fn spread(&mut self, first: usize) {
        let mut next = first;
        while let Some(change) = self.changes.get(next).copied() {
            next += 1;
            for position in self.uses.range(change) {
                self.feed(self.uses.gates[position], change);
            }
        }
    }

    /// One more input of a gate is true.
    fn feed(&mut self, gate: u32, input: Term) {
        let index = gate as usize;
        self.has[index] += 1;
        if self.has[index] == self.wanted[index] {
            self.because[index] = Some(input);
            self.changes.push(Term::Gate(GateId(gate)));
        }
    }
}

/// True inputs a gate must have. Negations never come true here.
fn threshold(kind: GateKind, inputs: usize) -> u32 {
    match kind {
        GateKind::Or => 1,
        GateKind::And => u32::try_from(inputs).unwrap_or(u32::MAX),
        GateKind::AtLeast(least) => least,
        GateKind::Not | GateKind::Xor => u32::MAX,
    }
}

/// Which gates use an event or gate, as many times as they name it; the lists lie one after the other.
#[derive(Debug, Clone)]
struct Uses {
    /// Where the list of each event and then of each gate begins; one more at the end.
    begins: Vec<u32>,
    gates: Vec<u32>,
    events: usize,
}

impl Uses {
    fn of(tree: &FaultTree) -> Self {
        let events = tree.event_count();
        let mut begins = vec![0u32; events + tree.gates().len() + 1];
        let named = || {
            (0u32..)
                .zip(tree.gates())
                .flat_map(|(gate, body)| body.inputs.iter().map(move |term| (gate, *term)))
        };
        let place = |term: Term| match term {
            Term::Constant(_) => None,
            Term::Event(event) => Some(event.index()),
            Term::Gate(gate) => Some(events + gate.index()),
        };
        for (_, term) in named() {
            if let Some(place) = place(term) {
                begins[place + 1] += 1;
            }
        }
        for index in 1..begins.len() {
            begins[index] += begins[index - 1];
        }
        let mut next = begins.clone();
        let mut gates = vec![0; begins.last().map_or(0, |end| *end as usize)];
        for (gate, term) in named() {
            if let Some(place) = place(term) {
                gates[next[place] as usize] = gate;
                next[place] += 1;
            }
        }
        Self { begins, gates, events }
    }

    fn range(&self, term: Term) -> Range<usize> {
        let place = match term {
            Term::Constant(_) => return 0..0,
            Term::Event(event) => event.index(),
            Term::Gate(gate) => self.events + gate.index(),
        };
        self.begins[place] as usize..self.begins[place + 1] as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gates_become_true_for_a_reason_and_are_taken_back() {
        let mut tree = FaultTree::default();
        let [a, b, c] = [tree.event(), tree.event(), tree.event()];
        let two = tree.gate(GateKind::AtLeast(2), vec![Term::Event(a), Term::Event(b), Term::Event(c)]);
        let top = tree.gate(GateKind::And, vec![Term::Gate(two), Term::Event(a)]);
        let mut now = Consequences::new(&tree, []);
        now.hold([b, c]);
        assert!(now.holds(Term::Gate(two)) && !now.holds(Term::Gate(top)));
        let mark = now.mark();
        now.hold([a]);
        assert!(now.holds(Term::Gate(top)));
        now.release(mark);
        assert!(now.holds(Term::Gate(two)) && !now.holds(Term::Gate(top)));
        assert_eq!(now.witness(Term::Gate(two)), [Term::Gate(two), Term::Event(c)]);
        now.release(Mark(0));
        assert!(!now.holds(Term::Gate(two)));
    }

    #[test]
    fn an_input_named_twice_counts_twice() {
        let mut tree = FaultTree::default();
        let [a, b] = [tree.event(), tree.event()];
        let two = tree.gate(GateKind::AtLeast(2), vec![Term::Event(a), Term::Event(a), Term::Event(b)]);
        let mut now = Consequences::new(&tree, []);
        now.hold([b]);
        assert!(!now.holds(Term::Gate(two)));
        now.release(Mark(0));
        now.hold([a]);
        assert!(now.holds(Term::Gate(two)));
    }

    #[test]
    fn circles_hold_only_for_a_reason_outside() {
        let mut tree = FaultTree::default();
        let a = tree.event();
        let first = tree.gate(GateKind::Or, Vec::new());
        let second = tree.gate(GateKind::Or, vec![Term::Gate(first)]);
        tree.define(first, GateKind::Or, vec![Term::Gate(second), Term::Event(a)]);
        let mut now = Consequences::new(&tree, []);
        assert!(!now.holds(Term::Gate(first)));
        now.hold([a]);
        assert!(now.holds(Term::Gate(second)));
    }

    #[test]
    fn constants_hold_from_the_start() {
        let mut tree = FaultTree::default();
        let a = tree.event();
        let always = tree.gate(GateKind::And, Vec::new());
        let or = tree.gate(GateKind::Or, vec![Term::Constant(true), Term::Event(a)]);
        let and = tree.gate(GateKind::And, vec![Term::Gate(or), Term::Gate(always)]);
        let now = Consequences::new(&tree, []);
        assert!(now.holds(Term::Gate(and)));
    }
}
