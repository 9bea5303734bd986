//! Judging a plan: every requirement is asked, then gates open in order.

use crate::ask::Ask;
use crate::bar;
use crate::facts::Facts;
use crate::requirement::{By, Requirement};
use crate::verdict::{Answer, GateVerdict, State, TableVerdict, Verdict};
use crate::workflow::Workflow;

/// Judges the plan of a workflow. A function of the facts: the same facts give the same verdict.
#[must_use]
pub fn judge(workflow: Workflow, facts: &Facts<'_>) -> Verdict {
    let mut gates: Vec<GateVerdict> = Vec::new();
    let mut held_by = None;
    for gate in workflow.gates() {
        let answers: Vec<Answer> = gate.requirements.iter().map(|one| answer(one, facts)).collect();
        let met = answers.iter().all(|answer| answer.gaps.is_empty());
        let state = match held_by {
            Some(id) => State::Blocked(id),
            None if met => State::Passed,
            None => {
                held_by = Some(gate.id);
                State::Open
            }
        };
        gates.push(GateVerdict { gate, state, answers });
    }
    let tables = bar::tables(workflow).iter().map(|table| TableVerdict::of(table, &gates)).collect();
    Verdict { workflow, gates, tables }
}

/// Asks one requirement.
pub(crate) fn answer(requirement: &'static Requirement, facts: &Facts<'_>) -> Answer {
    let mut ask = Ask::new(requirement.id, requirement.assumable, facts);
    match requirement.by {
        By::Model(read) | By::Engine(read) => read(&mut ask),
        By::Silence(silence) => ask.listen(silence),
    }
    let (evidence, gaps) = ask.into_parts();
    Answer { requirement, evidence, gaps }
}
