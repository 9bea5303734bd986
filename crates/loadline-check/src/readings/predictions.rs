//! What the exact engine predicts for the journeys that have an availability objective, from stated figures alone.
//!
//! What nobody stated counts as never failing here: a guess must not break a rule.

use crate::check::Check;
use crate::readings::objective::availability_objectives;
use loadline_capacity::sizing;
use loadline_depend::{Budget, Failures, Solved, Strength};
use loadline_flow::{Flow, Loads};

/// What is predicted for journeys with objectives.
pub(crate) struct Predictions<'m> {
    /// With edges that do not say their kind taken as hard: the most that can be lost.
    pub(crate) most: Solved<'m>,
    /// With those edges taken as soft; `None` where every edge says its kind.
    pub(crate) least: Option<Solved<'m>>,
}

/// Solves the journeys that have an availability objective; `None` when there are none.
pub(crate) fn predictions<'m>(cx: &Check<'m>) -> Option<Predictions<'m>> {
    let mut flows: Vec<&Flow<'m>> = Vec::new();
    for objective in availability_objectives(cx) {
        if !flows.iter().any(|flow| flow.id == objective.flow.id) {
            flows.push(objective.flow);
        }
    }
    if flows.is_empty() {
        return None;
    }
    let loads = loads(cx);
    let solved = |unsaid| {
        Solved::without_guesses(
            Failures::of(cx.model, flows.iter().copied(), &loads, unsaid),
            Budget::default(),
        )
    };
    let least = has_unsaid_strength(cx).then(|| solved(Strength::Soft));
    Some(Predictions { most: solved(Strength::Hard), least })
}

/// The failures of some journeys, edges of unknown strength taken as hard; and taken as soft, where there are such edges.
pub(crate) fn failures<'m>(cx: &Check<'m>, flows: &[&Flow<'m>]) -> (Failures<'m>, Option<Failures<'m>>) {
    let loads = loads(cx);
    let read = |unsaid| Failures::of(cx.model, flows.iter().copied(), &loads, unsaid);
    (read(Strength::Hard), has_unsaid_strength(cx).then(|| read(Strength::Soft)))
}

fn has_unsaid_strength(cx: &Check<'_>) -> bool {
    cx.model.edges().any(|edge| edge.waits() && edge.need.kind.is_none())
}

fn loads(cx: &Check<'_>) -> Loads {
    sizing::loads(cx.model, &sizing::sizings(cx.model, cx.flows, cx.demands))
}
