//! What the exact engine says of the journeys that have an availability objective or are important.
//!
//! What nobody stated counts as never failing here: a guess must not break a rule.

use crate::readings::objective::availability_objectives;
use loadline_capacity::sizing;
use loadline_depend::{Budget, Failures, Solved, Strength};
use loadline_flow::{Demands, Flow, Flows};
use loadline_model::Model;
use loadline_model::kinds::Criticality;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// The failures of the journeys that rules ask about, read once for all of them.
#[derive(Debug)]
pub(crate) struct Predicted<'m> {
    /// The journeys, in the order of those of the failures.
    pub(crate) flows: Vec<&'m Flow<'m>>,
    /// Which of them have an availability objective.
    promised: Vec<bool>,
    /// With edges that do not say their kind taken as hard: the most that can be lost.
    pub(crate) most: Arc<Failures<'m>>,
    /// With those edges taken as soft; `None` where every edge says its kind.
    pub(crate) least: Option<Arc<Failures<'m>>>,
}

impl<'m> Predicted<'m> {
    /// The failures of every journey that has an availability objective or is important; those of the last are what a loss
    /// is reported for.
    pub(crate) fn of(model: &'m Model, all: &'m Flows<'m>, demands: &'m Demands<'m>) -> Self {
        let promised: FxHashSet<&str> =
            availability_objectives(model, all).iter().map(|objective| objective.flow.id).collect();
        let asked = |flow: &&Flow<'_>| is_important(flow) || promised.contains(flow.id);
        let flows: Vec<&'m Flow<'m>> = all.all().iter().filter(asked).collect();
        let loads = sizing::loads(model, &sizing::sizings(model, all, demands));
        let read = |unsaid| Arc::new(Failures::of(model, flows.iter().copied(), &loads, unsaid));
        let unsaid = model.edges().any(|edge| edge.waits() && edge.need.kind.is_none());
        let (most, least) = (read(Strength::Hard), unsaid.then(|| read(Strength::Soft)));
        let promised = flows.iter().map(|flow| promised.contains(flow.id)).collect();
        Self { flows, promised, most, least }
    }
}

/// Whether a journey is critical or high.
pub(crate) fn is_important(flow: &Flow<'_>) -> bool {
    flow.criticality() >= Some(Criticality::High)
}

/// What is predicted for journeys with objectives.
pub(crate) struct Predictions<'m> {
    /// With edges that do not say their kind taken as hard: the most that can be lost.
    pub(crate) most: Solved<'m>,
    /// With those edges taken as soft; `None` where every edge says its kind.
    pub(crate) least: Option<Solved<'m>>,
}

/// Solves the journeys that have an availability objective; `None` when there are none.
pub(crate) fn predictions<'m>(predicted: &Predicted<'m>) -> Option<Predictions<'m>> {
    if !predicted.promised.contains(&true) {
        return None;
    }
    let solved = |failures: &Arc<Failures<'m>>| {
        let wanted = |journey: usize| predicted.promised[journey];
        Solved::failed_without_guesses(Arc::clone(failures), wanted, Budget::default())
    };
    Some(Predictions { most: solved(&predicted.most), least: predicted.least.as_ref().map(solved) })
}
