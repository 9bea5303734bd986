//! How far the boundaries of a model are trusted, and what stands on the way from one to another.

use loadline_flow::Flow;
use loadline_model::kinds::{Boundary, Trust};
use loadline_model::{Component, Edge, Model, Named};

/// A trust boundary with its id.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Zone<'m> {
    /// Its id.
    pub(crate) id: &'m str,
    /// What the model says about it.
    pub(crate) boundary: &'m Named<Boundary>,
    /// How far callers inside are trusted.
    pub(crate) trust: Trust,
}

impl Zone<'_> {
    /// How to name it: `` `edge` (trust low) ``.
    pub(crate) fn named(&self) -> String {
        format!("`{}` (trust {})", self.id, self.trust.word())
    }
}

/// The boundary with this id, when its trust is known.
pub(crate) fn zone<'m>(model: &'m Model, id: &'m str) -> Option<Zone<'m>> {
    let boundary = model.system.boundaries.as_ref()?.get(id)?;
    Some(Zone { id, boundary, trust: boundary.trust.as_ref()?.value })
}

/// The boundary a component stands in, when its trust is known.
pub(crate) fn zone_of<'m>(model: &'m Model, component: &Component<'m>) -> Option<Zone<'m>> {
    zone(model, component.boundary()?)
}

/// The boundary that the users of a journey come from, when its trust is known.
pub(crate) fn zone_of_users<'m>(model: &'m Model, flow: &Flow<'m>) -> Option<Zone<'m>> {
    let actor = model.system.actors.as_ref()?.get(&flow.journey.actor.as_ref()?.id)?;
    zone(model, &actor.boundary.as_ref()?.id)
}

/// The same, when nobody there is trusted: the internet.
pub(crate) fn zone_of_strangers<'m>(model: &'m Model, flow: &Flow<'m>) -> Option<Zone<'m>> {
    zone_of_users(model, flow).filter(|zone| zone.trust == Trust::None)
}

/// The boundary `id` and the ones it lies in, the innermost first. Stops where boundaries lie in each other.
pub(crate) fn outward<'m>(model: &'m Model, id: &'m str) -> Vec<(&'m str, &'m Named<Boundary>)> {
    let mut found: Vec<(&str, &Named<Boundary>)> = Vec::new();
    let mut next = Some(id);
    while let Some(id) = next {
        let boundary = model.system.boundaries.as_ref().and_then(|all| all.get(id));
        let Some(boundary) = boundary.filter(|_| found.iter().all(|(known, _)| *known != id)) else { break };
        found.push((id, boundary));
        next = boundary.within.as_ref().map(|within| within.id.as_str());
    }
    found
}

/// A way over a border, from ground that is trusted no more than the ground it leads to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crossing<'m> {
    /// Where it begins.
    pub(crate) from: Zone<'m>,
    /// Where it leads.
    pub(crate) to: Zone<'m>,
}

impl Crossing<'_> {
    /// Whether callers count for more behind the border than before it.
    pub(crate) fn rises(&self) -> bool {
        self.from.trust < self.to.trust
    }
}

/// The border between two zones: where trust rises, or where a boundary of equal trust is entered. A boundary inside a
/// trusted one was drawn because being in the outer one is not enough.
pub(crate) fn crossing<'m>(model: &'m Model, from: Zone<'m>, to: Zone<'m>) -> Option<Crossing<'m>> {
    let way = Crossing { from, to };
    let enters = || from.trust == to.trust && !entered(model, from.id, to.id).is_empty();
    (way.rises() || enters()).then_some(way)
}

/// The border that an edge crosses.
pub(crate) fn crossed_by<'m>(model: &'m Model, edge: &Edge<'m>) -> Option<Crossing<'m>> {
    crossing(model, zone_of(model, &edge.from)?, zone_of(model, &edge.to)?)
}

/// The boundaries that are entered on the way from inside `from` to inside `to`, the innermost first.
pub(crate) fn entered<'m>(
    model: &'m Model,
    from: &'m str,
    to: &'m str,
) -> Vec<(&'m str, &'m Named<Boundary>)> {
    let around = outward(model, from);
    outward(model, to).into_iter().filter(|(id, _)| around.iter().all(|(known, _)| known != id)).collect()
}
