//! `engineering.update`: how far a plan is, what is in its way, and what comes next.

use super::{Event, Kind, source};
use crate::facts::Facts;
use crate::gap::Gap;
use crate::handover::{Node, implementation_id, model_fingerprint};
use crate::judge::judge;
use crate::verdict::{GateVerdict, State};
use crate::workflow::Workflow;

/// How far `workflow` is. The next milestone is the first gate that is not passed, and what it lacks are the blockers.
#[must_use]
pub fn update(workflow: Workflow, facts: &Facts<'_>) -> Event {
    let verdict = judge(workflow, facts);
    let next = verdict.gates.iter().find(|gate| gate.state == State::Open);
    let blockers = next.map(|gate| gate.gaps().map(blocker).collect()).unwrap_or_default();
    let data = Node::Record(vec![
        ("id", implementation_id(facts).into()),
        ("workflow", workflow.word().into()),
        ("status", if verdict.passed() { "final" } else { "draft" }.into()),
        ("progress", progress(&verdict.gates)),
        ("blockers", Node::List(blockers)),
        ("next_milestone", next.map_or(Node::Nothing, milestone)),
    ]);
    let id = facts.identity().and_then(|it| it.id.as_ref()).map(|id| id.value.as_str());
    Event {
        kind: Kind::EngineeringUpdate,
        source: source(id),
        subject: workflow.word().to_owned(),
        state: model_fingerprint(facts),
        data,
    }
}

/// Counts, not a percentage: gates are not of one size, and a share would say more than is known.
fn progress(gates: &[GateVerdict]) -> Node {
    let count = |count: usize| Node::Number(count as f64);
    let passed = gates.iter().filter(|gate| gate.state == State::Passed).count();
    Node::Record(vec![
        ("gates_passed", count(passed)),
        ("gates", count(gates.len())),
        ("requirements_met", count(gates.iter().map(GateVerdict::met).sum())),
        ("requirements", count(gates.iter().map(|gate| gate.answers.len()).sum())),
    ])
}

fn blocker(gap: &Gap) -> Node {
    Node::Record(vec![
        ("requirement", gap.requirement.into()),
        ("why", gap.why.word().into()),
        ("rule", gap.why.rule().into()),
        ("path", gap.path.as_str().into()),
        ("text", gap.text.as_str().into()),
        ("close", gap.close.to_string().into()),
    ])
}

fn milestone(gate: &GateVerdict) -> Node {
    Node::Record(vec![
        ("gate", gate.gate.id.into()),
        ("title", gate.gate.title.into()),
        ("missing", Node::Number(gate.gaps().count() as f64)),
    ])
}
