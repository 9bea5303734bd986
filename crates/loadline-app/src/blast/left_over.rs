//! What is left over when a component is deleted: state without a home, queues without ends, references to nothing.

use crate::engines::Engines;
use loadline_depend::{Standing, Thing, standing_in};
use loadline_model::kinds::Via;
use loadline_model::{Body, Component, ComponentId, Edge, Model};
use std::collections::BTreeSet;

/// What is left over when something is deleted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOver {
    /// State that loses its owner or its home: `` `order-record` loses its home ``.
    pub orphaned_state: Vec<String>,
    /// Topics and queues without a producer or without a consumer.
    pub queues_without_ends: Vec<String>,
    /// Components that nobody uses any more.
    pub unused: Vec<String>,
    /// Fallbacks, caches and failure domains that point at it.
    pub pointing_at_it: Vec<String>,
    /// Components that lose copies: `` `orders`: 2 of 4 copies, and 3 are needed ``.
    pub redundancy_lost: Vec<String>,
}

/// What deleting a thing leaves over.
pub(super) fn left_over(engines: &Engines<'_>, thing: Thing<'_>) -> LeftOver {
    let model = engines.model;
    match thing {
        Thing::Component(id) => LeftOver {
            orphaned_state: orphaned_state(model, model.component(id)),
            queues_without_ends: queues_without_ends(model, id),
            unused: unused(model, id),
            pointing_at_it: pointing(model, model.component(id)),
            redundancy_lost: Vec::new(),
        },
        Thing::Place(place) => LeftOver { redundancy_lost: copies_in(engines, place), ..LeftOver::default() },
    }
}

fn orphaned_state(model: &Model, gone: Component<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for (id, item) in model.system.state.iter().flat_map(|all| all.iter()) {
        let owned = item
            .owner
            .as_ref()
            .and_then(|owner| owner.value.value())
            .is_some_and(|owner| owner.id == gone.name);
        let homed = item.home.as_ref().is_some_and(|home| home.id == gone.name);
        let copied = item.copies.as_ref().is_some_and(|copies| copies.get(gone.name).is_some());
        for (is, what) in [(owned, "owner"), (homed, "home"), (copied, "copy")] {
            if is {
                found.push(format!("`{id}` loses its {what}"));
            }
        }
    }
    found
}

fn queues_without_ends(model: &Model, gone: ComponentId) -> Vec<String> {
    let mut found = Vec::new();
    for queue in model
        .components()
        .filter(|component| matches!(component.body, Body::Queue(_)) && component.id != gone)
    {
        for (word, consumes) in [("producer", false), ("consumer", true)] {
            let is_end = |edge: &Edge<'_>| if consumes { edge.consumes() } else { edge.publishes() };
            let ends: Vec<Edge<'_>> = model.callers(queue.id).filter(is_end).collect();
            let mut targets: Vec<String> = ends.iter().map(Edge::target).collect();
            targets.sort();
            targets.dedup();
            for target in targets {
                let mut of_target = ends.iter().filter(|edge| edge.target() == target);
                if of_target.all(|edge| edge.from.id == gone) {
                    found.push(format!("`{target}` has no {word}"));
                }
            }
        }
    }
    found
}

/// Components that the deleted one led to, over any number of steps, and to which nothing leads any more that is in use without it:
/// something of one's own that nobody called before is no left-over of this deletion, and what it uses is in use.
fn unused(model: &Model, gone: ComponentId) -> Vec<String> {
    let behind = reached(model, [gone].into(), None);
    let kept = model.components().map(|component| component.id).filter(|id| !behind.contains(id));
    let named = named_as_used(model).into_iter().filter(|id| *id != gone);
    let used = reached(model, kept.chain(named).collect(), Some(gone));
    let unused = behind.into_iter().filter(|id| *id != gone && !used.contains(id));
    unused.map(|id| format!("`{}`", model.component(id).name)).collect()
}

/// Everything that `from` leads to, itself too; what goes through `without` does not count.
fn reached(
    model: &Model,
    from: BTreeSet<ComponentId>,
    without: Option<ComponentId>,
) -> BTreeSet<ComponentId> {
    let mut open: Vec<ComponentId> = from.iter().copied().collect();
    let mut found = from;
    while let Some(id) = open.pop() {
        for next in leads_to(model, model.component(id)) {
            if Some(next) != without && found.insert(next) {
                open.push(next);
            }
        }
    }
    found
}

/// What a component uses directly: what it calls, what is called instead, the cache in between, the origin of a cache.
fn leads_to(model: &Model, component: Component<'_>) -> Vec<ComponentId> {
    let mut found = Vec::new();
    for edge in model.needs(component.id) {
        found.push(edge.to.id);
        found.extend(fallback_of(&edge).and_then(|name| called(model, name)));
        if let Some(Via::Cache(cache)) = edge.need.via.as_deref() {
            found.extend(called(model, &cache.id));
        }
    }
    if let Body::Cache(cache) = component.body {
        found.extend(cache.origin.as_ref().and_then(|origin| called(model, &origin.id)));
    }
    found
}

/// What journeys enter at and failure domains stand on: somebody uses it whoever calls it.
fn named_as_used(model: &Model) -> Vec<ComponentId> {
    let journeys = model.system.journeys.iter().flat_map(|all| all.iter());
    let entries = journeys.filter_map(|(_, journey)| journey.entry.as_ref().map(|entry| entry.base()));
    let domains = model.system.domains.iter().flat_map(|all| all.iter());
    let grounds = domains.flat_map(|(_, domain)| domain.needs.iter().flat_map(|all| all.value.iter()));
    let names = entries.chain(grounds.map(|need| need.id.as_str()));
    names.filter_map(|name| called(model, name)).collect()
}

fn called(model: &Model, name: &str) -> Option<ComponentId> {
    model.find(name).map(|component| component.id)
}

/// The component that is called instead of an edge's target.
fn fallback_of<'m>(edge: &Edge<'m>) -> Option<&'m str> {
    edge.need.fallback.as_ref()?.value.value()?.to.as_ref().map(|to| to.base())
}

fn pointing(model: &Model, gone: Component<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for edge in model.edges().filter(|edge| edge.from.id != gone.id) {
        if fallback_of(&edge) == Some(gone.name) {
            found.push(format!("the fallback of `{}` → `{}`", edge.from.name, edge.target()));
        }
        if edge.to.id == gone.id && edge.consumes() {
            found.push(format!("`{}` takes messages from `{}`", edge.from.name, edge.target()));
        }
        if matches!(edge.need.via.as_deref(), Some(Via::Cache(cache)) if cache.id == gone.name) {
            found.push(format!("`{}` → `{}` reads through it", edge.from.name, edge.target()));
        }
    }
    for component in model.components() {
        if let Body::Cache(cache) = component.body
            && cache.origin.as_ref().is_some_and(|origin| origin.id == gone.name)
        {
            found.push(format!("`{}` caches it", component.name));
        }
    }
    for (id, domain) in model.system.domains.iter().flat_map(|all| all.iter()) {
        if domain.needs.iter().flat_map(|needs| needs.value.iter()).any(|need| need.id == gone.name) {
            found.push(format!("everything in `{id}` needs it"));
        }
    }
    found
}

/// Components that run copies in a place and elsewhere.
fn copies_in(engines: &Engines<'_>, place: &str) -> Vec<String> {
    let told = |standing: &Standing| {
        let Standing { component, here, running, needed } = *standing;
        let name = engines.model.component(component).name;
        let short = running - here < needed;
        let need = if short { format!(", and {needed} are needed") } else { String::new() };
        format!("`{name}`: {here} of {running} copies{need}")
    };
    let all = standing_in(engines.model, &engines.loads, place);
    all.iter().filter(|standing| standing.here < standing.running).map(told).collect()
}
