//! Time budgets: how long somebody waits for a component, and what the component may spend on its own calls meanwhile.
//!
//! Shared by the rules that compare the two, so that one root cause is reported by one of them only.

use crate::readings::latency_target::latency_targets;
use crate::readings::spending::{Spending, attempt_limit};
use crate::readings::usage::Usage;
use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_evidence::Place;
use loadline_flow::{Flows, HopKind, Station};
use loadline_model::{Component, ComponentId, Edge, Model};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Who sets a limit.
#[derive(Debug, Clone)]
pub(crate) enum Limit<'m> {
    /// The caller, by its timeout or deadline.
    Caller(Edge<'m>),
    /// The latency target of a journey that enters here.
    Target {
        /// The SLO or journey that says it.
        place: Place,
        /// The value.
        span: Span,
    },
}

/// How long somebody waits for a component.
#[derive(Debug, Clone)]
pub(crate) struct Budget<'m> {
    /// Who waits.
    pub(crate) by: Limit<'m>,
    /// How long.
    pub(crate) limit: Duration,
    /// For which component.
    pub(crate) component: Component<'m>,
    /// On behalf of which journey, when known.
    pub(crate) journey: Option<&'m str>,
}

/// Every budget of a model with what may be spent within it: latency targets at entries and timeouts of calls, journey
/// by journey, then the calls that no journey passes. What a station spends is worked out once.
pub(crate) fn budgets<'m>(
    model: &'m Model,
    flows: &Flows<'m>,
    usage: &Usage<'m>,
) -> Vec<(Budget<'m>, Arc<Spending<'m>>)> {
    let targets = latency_targets(model);
    let mut budgets = Vec::new();
    for flow in flows.all() {
        let journey = Some(flow.id);
        let mut known: Vec<Option<Arc<Spending<'m>>>> = vec![None; flow.stations.len()];
        let mut of = |station: usize| {
            let Station { component, part, .. } = flow.stations[station];
            let spending =
                known[station].get_or_insert_with(|| Spending::of(model, component, part, journey));
            Arc::clone(spending)
        };
        if let Some(target) = targets.get(flow.id) {
            let by = Limit::Target { place: target.place.clone(), span: target.span };
            budgets
                .push((Budget { by, limit: target.time, component: flow.entry().component, journey }, of(0)));
        }
        for hop in flow.stations.iter().flat_map(Station::hops) {
            let HopKind::Call(edge) = hop.kind else { continue };
            let Some(limit) = attempt_limit(&edge).filter(|_| waits_for_another(&edge)) else { continue };
            let by = Limit::Caller(edge);
            budgets.push((Budget { by, limit, component: edge.to, journey }, of(hop.to.index())));
        }
    }
    // Models without journeys, and edges that no journey passes.
    let mut known: FxHashMap<(ComponentId, Option<&str>), Arc<Spending<'m>>> = FxHashMap::default();
    for edge in model.edges().filter(|edge| waits_for_another(edge) && usage.on(edge.id).is_empty()) {
        let Some(limit) = attempt_limit(&edge) else { continue };
        let spending = known
            .entry((edge.to.id, edge.part))
            .or_insert_with(|| Spending::of(model, edge.to, edge.part, None));
        let budget = Budget { by: Limit::Caller(edge), limit, component: edge.to, journey: None };
        budgets.push((budget, Arc::clone(spending)));
    }
    budgets
}

/// Whether the edge is a call to somebody else. A service that calls itself would need a budget larger than itself.
fn waits_for_another(edge: &Edge<'_>) -> bool {
    edge.is_call() && edge.from.id != edge.to.id
}

/// Words for a journey, to put after a message; empty when none is known.
pub(crate) fn on_behalf_of(journey: Option<&str>) -> String {
    journey.map_or_else(String::new, |journey| format!(" on behalf of `{journey}`"))
}
