//! Several orders raced under growing budgets: a good order for one tree is a hopeless one for the next.

use super::compile::compile;
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

impl Default for Budget {
    fn default() -> Self {
        Self { nodes: 20_000_000, steps: 24_000_000 }
    }
}

/// Shares of the budget at which each order gets its chance, before one may use it all.
const ROUNDS: [usize; 3] = [400, 100, 8];

/// The first diagrams that fit: every order with a small budget, then every order with a larger one. Takes the steps it
/// uses off `steps`, and stops when there are none left.
pub(crate) fn race(circuit: &Circuit, nodes: usize, steps: &mut u64) -> Result<Diagram, Full> {
    let least = variables(circuit);
    let limits = ROUNDS.into_iter().chain([1]).map(|share| (nodes / share).max(2));
    for limit in limits.filter(|limit| *limit >= least) {
        for heuristic in HEURISTICS {
            if let Ok(diagram) = compile(circuit, heuristic, limit, steps) {
                return Ok(diagram);
            }
            if *steps == 0 {
                return Err(Full);
            }
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
