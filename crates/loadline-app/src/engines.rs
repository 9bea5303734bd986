//! Runs the engines over a model and hands each what another found out.

use loadline_capacity::sizing::{Sizing, loads, sizings};
use loadline_depend::{Failures, Solved, Strength};
use loadline_flow::{Demands, Flows, Loads};
use loadline_model::Model;

/// The readings every engine starts from.
pub(crate) struct Engines<'m> {
    pub(crate) model: &'m Model,
    pub(crate) flows: Flows<'m>,
    pub(crate) sizings: Vec<Sizing>,
    /// What availability asks of capacity: how many copies run, how many the peak needs, how busy they are.
    pub(crate) loads: Loads,
}

impl<'m> Engines<'m> {
    /// Expands the journeys and sizes every component for them.
    pub(crate) fn of(model: &'m Model) -> Self {
        let flows = Flows::read(model);
        let demands = Demands::of(model, &flows);
        let sizings = sizings(model, &flows, &demands);
        let loads = loads(model, &sizings);
        Self { model, flows, sizings, loads }
    }

    /// The failures of the model.
    pub(crate) fn failures(&self, unsaid: Strength) -> Failures<'m> {
        Failures::read(self.model, &self.flows, &self.loads, unsaid)
    }

    /// The failures of one journey, or of all, with their numbers.
    pub(crate) fn solved_for(&self, journey: Option<&str>, unsaid: Strength) -> Solved<'m> {
        let wanted = self.flows.all().iter().filter(|flow| journey.is_none_or(|id| flow.id == id));
        Solved::of(Failures::of(self.model, wanted, &self.loads, unsaid))
    }

    /// The failures of the model with their numbers.
    pub(crate) fn solved(&self, unsaid: Strength) -> Solved<'m> {
        Solved::of(self.failures(unsaid))
    }

    /// Edges that a request waits for and that do not say their `kind`, so that numbers are ranges.
    pub(crate) fn unsaid_strengths(&self) -> usize {
        let unsaid = |edge: &loadline_model::Edge<'_>| {
            edge.waits() && edge.need.kind.as_ref().is_none_or(|kind| !kind.is_decided())
        };
        self.model.edges().filter(unsaid).count()
    }
}
