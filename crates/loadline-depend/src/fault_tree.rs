//! Fault trees: basic events and gates over them. Nothing here knows what an event stands for.

/// Index of a basic event in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventId(pub(crate) u32);

/// Index of a gate in its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GateId(pub(crate) u32);

impl EventId {
    /// Position among the events of the tree, from 0, for arrays that run beside them.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

impl GateId {
    /// Position among the gates of the tree, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// An input of a gate, or the top of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Term {
    /// True always or never.
    Constant(bool),
    /// A basic event.
    Event(EventId),
    /// A gate.
    Gate(GateId),
}

/// How a gate combines its inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GateKind {
    /// At least one input is true; false without inputs.
    Or,
    /// All inputs are true; true without inputs.
    And,
    /// At least this many inputs are true. An input named twice counts twice.
    AtLeast(u32),
    /// The only input is false. Foreign trees have it; trees of models never do, they are coherent.
    Not,
    /// An odd number of inputs is true.
    Xor,
}

/// A gate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gate {
    /// How it combines its inputs.
    pub kind: GateKind,
    /// Its inputs.
    pub inputs: Vec<Term>,
}

/// Basic events and gates. Gates may refer to each other in circles as long as no circle passes a negation; such gates
/// mean their least fixed point: they are true only for a reason outside the circle.
#[derive(Debug, Clone, Default)]
pub struct FaultTree {
    events: u32,
    gates: Vec<Gate>,
}

impl FaultTree {
    /// A further basic event.
    pub fn event(&mut self) -> EventId {
        let id = EventId(self.events);
        self.events += 1;
        id
    }

    /// A further gate.
    pub fn gate(&mut self, kind: GateKind, inputs: Vec<Term>) -> GateId {
        let id = GateId(u32::try_from(self.gates.len()).unwrap_or(u32::MAX));
        self.gates.push(Gate { kind, inputs });
        id
    }

    /// Gives a gate made before other inputs: how circles are tied.
    pub fn define(&mut self, gate: GateId, kind: GateKind, inputs: Vec<Term>) {
        self.gates[gate.index()] = Gate { kind, inputs };
    }

    /// How many basic events there are.
    #[must_use]
    pub const fn event_count(&self) -> usize {
        self.events as usize
    }

    /// Every gate.
    #[must_use]
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// The gate with this index.
    #[must_use]
    pub fn of(&self, gate: GateId) -> &Gate {
        &self.gates[gate.index()]
    }

    /// The events that are reached from a term, ascending, whether they change it or not.
    #[must_use]
    pub fn events_below(&self, term: Term) -> Vec<EventId> {
        let mut met = vec![false; self.gates.len()];
        let mut found = vec![false; self.event_count()];
        let mut open = vec![term];
        while let Some(term) = open.pop() {
            match term {
                Term::Constant(_) => {}
                Term::Event(event) => found[event.index()] = true,
                Term::Gate(gate) => {
                    if !std::mem::replace(&mut met[gate.index()], true) {
                        open.extend(&self.of(gate).inputs);
                    }
                }
            }
        }
        (0..self.events).map(EventId).filter(|event| found[event.index()]).collect()
    }
}
