//! What the exact engine says of the journeys that have an availability objective or are important.
//!
//! What nobody stated counts as never failing here: a guess must not break a rule.

use crate::check::Check;
use crate::readings::objective::availability_objectives;
use loadline_capacity::sizing;
use loadline_depend::{Budget, Failures, Solved, Strength};
use loadline_flow::Flow;
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

/// The failures of every journey that has an availability objective or is important; those of the last are what a loss
/// is reported for.
pub(crate) fn predicted<'m>(cx: &Check<'m>) -> &'m Predicted<'m> {
    cx.readings.predicted.get_or_init(|| {
        let promised: FxHashSet<&str> =
            availability_objectives(cx).iter().map(|objective| objective.flow.id).collect();
        let asked = |flow: &&Flow<'_>| is_important(flow) || promised.contains(flow.id);
        let flows: Vec<&'m Flow<'m>> = cx.flows.all().iter().filter(asked).collect();
        let loads = sizing::loads(cx.model, &sizing::sizings(cx.model, cx.flows, cx.demands));
        let read = |unsaid| Arc::new(Failures::of(cx.model, flows.iter().copied(), &loads, unsaid));
        let unsaid = cx.model.edges().any(|edge| edge.waits() && edge.need.kind.is_none());
        let (most, least) = (read(Strength::Hard), unsaid.then(|| read(Strength::Soft)));
        let promised = flows.iter().map(|flow| promised.contains(flow.id)).collect();
        Predicted { flows, promised, most, least }
    })
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
pub(crate) fn predictions<'m>(cx: &Check<'m>) -> Option<Predictions<'m>> {
    let predicted = predicted(cx);
    if !predicted.promised.contains(&true) {
        return None;
    }
    let solved = |failures: &Arc<Failures<'m>>| {
        let wanted = |journey: usize| predicted.promised[journey];
        Solved::failed_without_guesses(Arc::clone(failures), wanted, Budget::default())
    };
    Some(Predictions { most: solved(&predicted.most), least: predicted.least.as_ref().map(solved) })
}
