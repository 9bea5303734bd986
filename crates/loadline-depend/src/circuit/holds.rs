//! Which nodes of a circuit without negations become true when some events happen: counted upwards from the events, so
//! that only what changes is touched. What lies in a circle becomes true only for a reason from outside, by itself.

use super::{Circuit, Op, Wire};
use crate::fault_tree::EventId;

/// A circuit read from its events upwards.
#[derive(Debug)]
pub(crate) struct Upwards {
    /// Where the users of each node begin in `users`; one entry more than there are nodes.
    starts: Vec<usize>,
    users: Vec<Wire>,
    /// True inputs that make a node true.
    needed: Vec<u32>,
    /// True inputs met so far; zero for every node between questions.
    met: Vec<u32>,
    events: Vec<Wire>,
    top: Wire,
}

impl Upwards {
    /// Prepares questions about the only top of a circuit without negations.
    pub(crate) fn new(circuit: &Circuit) -> Self {
        let mut starts = vec![0; circuit.nodes.len() + 1];
        let inputs = || circuit.nodes.iter().flat_map(|node| &node.inputs);
        inputs().for_each(|input| starts[input.index() + 1] += 1);
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut users = vec![Wire::FALSE; starts[circuit.nodes.len()]];
        let mut events = vec![Wire::FALSE; circuit.events];
        let mut needed = Vec::with_capacity(circuit.nodes.len());
        for (node, wire) in circuit.nodes.iter().zip((0..).map(Wire)) {
            for input in &node.inputs {
                users[next[input.index()]] = wire;
                next[input.index()] += 1;
            }
            if let Op::Event(event) = node.op {
                events[event.index()] = wire;
            }
            needed.push(match node.op {
                Op::AtLeast(needed) => needed,
                Op::And => u32::try_from(node.inputs.len()).unwrap_or(u32::MAX),
                _ => 1,
            });
        }
        Self { starts, users, met: vec![0; needed.len()], needed, events, top: circuit.tops[0] }
    }

    /// Lets an event happen beside those before it, unless that makes the top true: then it is taken back. Questions of
    /// [`Self::holds`] are not to be asked afterwards. Without an event, lets happen what always does.
    pub(super) fn stays_false(&mut self, event: Option<EventId>, work: &mut usize) -> bool {
        let mut open = vec![event.map_or(Wire::TRUE, |event| self.events[event.index()])];
        let mut touched = Vec::new();
        let mut found = false;
        while let Some(wire) = open.pop() {
            if wire == self.top {
                found = true;
                break;
            }
            for place in self.starts[wire.index()]..self.starts[wire.index() + 1] {
                let user = self.users[place];
                touched.push(user);
                self.met[user.index()] += 1;
                if self.met[user.index()] == self.needed[user.index()] {
                    open.push(user);
                }
            }
        }
        *work += touched.len() + 1;
        if found {
            touched.into_iter().for_each(|user| self.met[user.index()] -= 1);
        }
        !found
    }

    /// Whether the top is true when these events happen and no other.
    pub(crate) fn holds(&mut self, happened: impl Iterator<Item = EventId>) -> bool {
        let mut open: Vec<Wire> = happened.map(|event| self.events[event.index()]).collect();
        open.push(Wire::TRUE);
        let mut touched = Vec::new();
        let mut found = false;
        while let Some(wire) = open.pop() {
            if wire == self.top {
                found = true;
                break;
            }
            for place in self.starts[wire.index()]..self.starts[wire.index() + 1] {
                let user = self.users[place];
                touched.push(user);
                self.met[user.index()] += 1;
                if self.met[user.index()] == self.needed[user.index()] {
                    open.push(user);
                }
            }
        }
        touched.into_iter().for_each(|user| self.met[user.index()] = 0);
        found
    }
}
