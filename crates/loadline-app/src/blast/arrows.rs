//! What a search along every arrow would call affected: the reading of boxes and arrows, to compare with.

use super::dependents;
use crate::engines::Engines;
use loadline_depend::Thing;
use loadline_flow::HopKind;
use loadline_model::{ComponentId, Model};
use std::collections::BTreeSet;

/// The components each journey leads to, fallbacks included.
pub(super) struct Arrows {
    by_journey: Vec<BTreeSet<ComponentId>>,
}

impl Arrows {
    /// Goes through the flows.
    pub(super) fn of(engines: &Engines<'_>) -> Self {
        let behind = |kind: HopKind<'_>| {
            let HopKind::Call(edge) = kind else { return None };
            let fallback = edge.need.fallback.as_ref()?.value.value()?;
            engines.model.find(fallback.to.as_ref()?.base()).map(|to| to.id)
        };
        let reached = |flow: &loadline_flow::Flow<'_>| {
            let stations = flow.stations.iter();
            stations
                .flat_map(|station| {
                    let others = station.hops().filter_map(move |hop| behind(hop.kind));
                    std::iter::once(station.component.id).chain(others)
                })
                .collect()
        };
        Self { by_journey: engines.flows.all().iter().map(reached).collect() }
    }

    /// How many journeys lead to a thing.
    pub(super) fn reach(&self, model: &Model, thing: Thing<'_>) -> usize {
        let wanted = match thing {
            Thing::Component(id) => [id].into(),
            Thing::Place(_) => dependents(model, thing),
        };
        self.by_journey.iter().filter(|reached| !reached.is_disjoint(&wanted)).count()
    }
}
