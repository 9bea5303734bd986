//! Several orders raced: a good order for one tree is a hopeless one for the next.

use super::compile::{Stopped, compile};
use super::diagram::Diagram;
use super::store::Full;
use crate::circuit::{Circuit, HEURISTICS, Op};

/// What an attempt may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Nodes of one attempt at most, those in passing included; about 40 bytes each with all tables.
    pub nodes: usize,
    /// Steps of all attempts together at most, from the first order tried to the last bound: some 100 ns each. Steps are
    /// counted and not timed, so the same tree gives the same answer on every machine.
    pub steps: u64,
}

/// Steps that every gate of a large tree may take.
const STEPS_PER_GATE: u64 = 60;

impl Budget {
    /// What a tree of this many gates may use: no less than any other.
    #[must_use]
    pub fn of(gates: usize) -> Self {
        let any = Self::default();
        Self { steps: any.steps.max((gates as u64).saturating_mul(STEPS_PER_GATE)), ..any }
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: 20_000_000, steps: 24_000_000 }
    }
}

/// Shares of the steps that each order gets in the rounds before the last.
const ROUNDS: [u64; 2] = [100, 25];
/// Orders in the last round: the first of them gets so much of the steps that are left, the next so much of the rest.
const LAST: [(u64, u64); 2] = [(3, 4), (1, 1)];

/// The first diagrams that fit. Every order gets a few steps, then more; what is left is for the orders that came furthest,
/// so that a hopeless one does not use up what another needs. Takes the steps it uses off `steps`, and stops when there are
/// none left.
pub(crate) fn race(circuit: &Circuit, nodes: usize, steps: &mut u64) -> Result<Diagram, Full> {
    // Each needs a node in any order, so fewer are not worth an attempt.
    if variables(circuit) > nodes {
        return Err(Full);
    }
    let all = *steps;
    let mut ranked = HEURISTICS.to_vec();
    for share in ROUNDS {
        let mut reached = Vec::with_capacity(ranked.len());
        for heuristic in ranked {
            let mut own = (all / share).min(*steps);
            *steps -= own;
            let attempt = compile(circuit, heuristic, nodes, &mut own);
            *steps += own;
            match attempt {
                Ok(diagram) => return Ok(diagram),
                Err(Stopped { built }) => reached.push((built, heuristic)),
            }
        }
        // A sort that keeps equals as they are.
        reached.sort_by_key(|(built, _)| std::cmp::Reverse(*built));
        ranked = reached.into_iter().map(|(_, heuristic)| heuristic).collect();
    }
    for (heuristic, (of, parts)) in ranked.into_iter().zip(LAST) {
        let mut own = *steps / parts * of;
        *steps -= own;
        let attempt = compile(circuit, heuristic, nodes, &mut own);
        *steps += own;
        if let Ok(diagram) = attempt {
            return Ok(diagram);
        }
    }
    Err(Full)
}

/// Events and modules that the tops need: each takes a node in any order, so smaller attempts are not worth making.
fn variables(circuit: &Circuit) -> usize {
    let needed = circuit.reached();
    let is_variable = |index: &usize| {
        needed[*index] && (circuit.modules[*index] || matches!(circuit.nodes[*index].op, Op::Event(_)))
    };
    (2..circuit.nodes.len()).filter(is_variable).count()
}
