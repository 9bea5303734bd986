//! What the fault tree of a setting says: the top by every combination of its events.

use loadline_depend::fault_tree::{FaultTree, Gate, GateKind, Term};
use loadline_depend::{Failures, Late, Loads, Strength};
use loadline_flow::Flows;
use loadline_model::Model;

/// Which top of the only journey is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Top {
    Failed,
    Degraded,
    Late,
}

/// What is claimed of a top.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    /// Share of time it holds.
    pub(super) share: f64,
    /// Outages a second.
    pub(super) rate: f64,
}

/// Reads the model's fault tree and works out its top.
#[track_caller]
pub(super) fn claim(model: &Model, loads: &Loads, top: Top) -> Claim {
    let flows = Flows::read(model);
    let failures = Failures::read(model, &flows, loads, Strength::Hard);
    let [journey] = failures.journeys.as_slice() else { panic!("one journey") };
    let term = match (top, &journey.late) {
        (Top::Failed, _) => journey.failed,
        (Top::Degraded, _) => journey.degraded,
        (Top::Late, Late::When(term)) => *term,
        (Top::Late, other) => panic!("{other:?}"),
    };
    let probabilities = failures.stated();
    // Events that never happen need no combinations.
    let live: Vec<usize> = (0..probabilities.len()).filter(|event| probabilities[*event] > 0.0).collect();
    assert!(live.len() <= 16, "{} events", live.len());
    let mut table = Vec::with_capacity(1 << live.len());
    for combination in 0..1usize << live.len() {
        let mut events = vec![false; probabilities.len()];
        for (bit, event) in live.iter().enumerate() {
            events[*event] = combination >> bit & 1 == 1;
        }
        table.push(f64::from(u8::from(holds(&failures.tree, term, &events))));
    }
    let mut birnbaum = vec![0.0; probabilities.len()];
    for (bit, event) in live.iter().enumerate() {
        let given = |value: f64| {
            let mut probabilities = probabilities.clone();
            probabilities[*event] = value;
            expected(&table, &live, &probabilities)
        };
        birnbaum[live[bit]] = given(1.0) - given(0.0);
    }
    let share = expected(&table, &live, &probabilities);
    Claim { share, rate: failures.per_year(&birnbaum) / super::world::YEAR }
}

/// The mean of the table's values: one event after the other is averaged away, the last one first.
fn expected(table: &[f64], live: &[usize], probabilities: &[f64]) -> f64 {
    let mut table = table.to_vec();
    for event in live.iter().rev() {
        let (no, yes) = table.split_at(table.len() / 2);
        let p = probabilities[*event];
        table = no.iter().zip(yes).map(|(no, yes)| (1.0 - p) * no + p * yes).collect();
    }
    table[0]
}

/// Whether a term holds: the least fixed point of its gates.
fn holds(tree: &FaultTree, term: Term, events: &[bool]) -> bool {
    let mut gates = vec![false; tree.gates().len()];
    let value = |term: Term, gates: &[bool]| match term {
        Term::Constant(constant) => constant,
        Term::Event(event) => events[event.index()],
        Term::Gate(gate) => gates[gate.index()],
    };
    loop {
        let mut changed = false;
        // Gates are made before those they ask for, so the last come first.
        for (index, Gate { kind, inputs }) in tree.gates().iter().enumerate().rev() {
            if gates[index] {
                continue;
            }
            let mut inputs = inputs.iter().map(|input| value(*input, &gates));
            let now = match kind {
                GateKind::Or => inputs.any(|input| input),
                GateKind::And => inputs.all(|input| input),
                GateKind::AtLeast(least) => inputs.filter(|input| *input).count() >= *least as usize,
                GateKind::Not | GateKind::Xor => panic!("trees of models are coherent"),
            };
            gates[index] = now;
            changed |= now;
        }
        if !changed {
            return value(term, &gates);
        }
    }
}
