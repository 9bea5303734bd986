//! Where a journey matters: edges that are limited to some journeys, and whatever leads to them.

use loadline_model::kinds::Via;
use loadline_model::{Body, ComponentId, Edge, Model};

/// Which components reach an edge that is limited to some journeys: by calls, caches, their origins or fallbacks.
pub(crate) fn reaching(model: &Model) -> Vec<bool> {
    let is_journey = |id: &str| model.system.journeys.as_ref().is_some_and(|all| all.get(id).is_some());
    let limited = |edge: &Edge<'_>| {
        edge.need.only_for.as_deref().is_some_and(|limits| limits.iter().any(|limit| is_journey(&limit.id)))
    };
    let mut leads_to: Vec<Vec<ComponentId>> = vec![Vec::new(); model.component_count()];
    for edge in model.edges() {
        let fallback = edge.need.fallback.as_ref().and_then(|stated| stated.value.value()?.to.as_ref());
        let cache = match edge.need.via.as_deref() {
            Some(Via::Cache(cache)) => model.find(&cache.id),
            _ => None,
        };
        let other = fallback.and_then(|other| model.find(other.base()));
        for to in [Some(edge.to), cache, other].into_iter().flatten() {
            leads_to[to.id.index()].push(edge.from.id);
        }
    }
    for component in model.components() {
        let Body::Cache(cache) = component.body else { continue };
        if let Some(origin) = cache.origin.as_ref().and_then(|origin| model.find(&origin.id)) {
            leads_to[origin.id.index()].push(component.id);
        }
    }
    let mut found = vec![false; model.component_count()];
    let mut open: Vec<ComponentId> =
        model.edges().filter(limited).flat_map(|edge| [edge.from.id, edge.to.id]).collect();
    while let Some(component) = open.pop() {
        if !std::mem::replace(&mut found[component.index()], true) {
            open.extend(&leads_to[component.index()]);
        }
    }
    found
}
