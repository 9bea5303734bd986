//! The load that a component has to take over at once when another one fails and callers turn to it.
//!
//! Held against the copies that run today: scaling needs time that an outage does not give.

use crate::load::{Loads, When};
use crate::provenance::computed;
use crate::reading::Reading;
use crate::side::{Side, What, carries};
use crate::sizing::from_replicas;
use loadline_base::figure::figure;
use loadline_evidence::{Quantity, Working};
use loadline_model::kinds::Via;
use loadline_model::{Component, ComponentId, Edge, Model};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What one component gets when another fails.
#[derive(Debug, Clone)]
pub struct Takeover<'m> {
    /// The one that is turned to.
    pub component: Component<'m>,
    /// The one that fails.
    pub failed: Component<'m>,
    /// Operations a second at peak, its own included.
    pub load: Quantity,
    /// What its running copies carry; `None` when the model does not say.
    pub carries: Option<Quantity>,
    /// Load ÷ what they carry.
    pub used: Option<Quantity>,
}

impl Takeover<'_> {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        [Some(&self.load), self.carries.as_ref(), self.used.as_ref()].into_iter().flatten().collect()
    }
}

/// What is taken over by whom, in the order the fallbacks are written. `readings` by [`ComponentId::index`].
pub(crate) fn takeovers<'m>(
    model: &'m Model,
    loads: &Loads<'m>,
    readings: &[Reading<'m, '_>],
) -> Vec<Takeover<'m>> {
    let mut known: FxHashMap<(ComponentId, ComponentId), usize> = FxHashMap::default();
    let mut all: Vec<(Component<'m>, Component<'m>, Vec<Edge<'m>>)> = Vec::new();
    for edge in model.edges() {
        let fallback = edge.need.fallback.as_ref().filter(|fallback| fallback.is_decided());
        let to =
            fallback.and_then(|fallback| fallback.value.value()).and_then(|fallback| fallback.to.as_ref());
        let Some(spare) = to.and_then(|to| model.find(to.base())) else { continue };
        if spare.id == edge.to.id {
            continue;
        }
        let index = *known.entry((edge.to.id, spare.id)).or_insert(all.len());
        match all.get_mut(index) {
            Some((_, _, edges)) => edges.push(edge),
            None => all.push((edge.to, spare, vec![edge])),
        }
    }
    let taken = all.into_iter();
    taken
        .filter_map(|(failed, spare, edges)| takeover(model, loads, readings, failed, spare, &edges))
        .collect()
}

fn takeover<'m>(
    model: &'m Model,
    loads: &Loads<'m>,
    readings: &[Reading<'m, '_>],
    failed: Component<'m>,
    spare: Component<'m>,
    edges: &[Edge<'m>],
) -> Option<Takeover<'m>> {
    let taken: f64 = edges.iter().map(|edge| loads.edges.on(edge.id).peak).sum();
    if taken <= 0.0 {
        return None;
    }
    let reading = &readings[spare.id.index()];
    // Misses of a cache that fails are among the reads taken over.
    let via =
        |edge: &Edge<'_>| matches!(edge.need.via.as_deref(), Some(Via::Cache(via)) if via.id == failed.name);
    let misses: f64 = model.callers(spare.id).filter(via).map(|edge| loads.edges.on(edge.id).peak).sum();
    let own = (loads.on(spare.id).rate(When::Peak).unwrap_or(0.0) - misses).max(0.0);
    let load = taken + own;
    let formula = Working::new(move |f| {
        write!(f, "{} taken over", figure(taken))?;
        if own > 0.0 { write!(f, " + {} of its own", figure(own)) } else { Ok(()) }
    });
    let load = Quantity::computed("load when it takes over", load, "rps", formula);
    let carries = carried(reading, edges);
    let used = carries.as_ref().filter(|carries| carries.value > 0.0).map(|carries| {
        let (above, below) = (load.value, carries.value);
        let inputs = [computed("load", above, "rps"), computed("carries", below, "rps")];
        Quantity::computed(
            "used when it takes over",
            above / below,
            "1",
            Working::ratio(above, below, figure),
        )
        .from(inputs)
    });
    Some(Takeover { component: spare, failed, load, carries, used })
}

/// What carries the load taken over: all running copies, or the primary, unless all of it is reads that may be old.
fn carried(reading: &Reading<'_, '_>, edges: &[Edge<'_>]) -> Option<Quantity> {
    let (one, copies) = (reading.one.as_ref()?, reading.copies.as_ref()?);
    let old = edges.iter().all(from_replicas);
    let what = if copies.follow && !old { What::Primary } else { What::Copies };
    let running = copies.running(reading.rate, Some(one.rps)).saturating_add(copies.readers);
    let side = Side { what, load: Quantity::stated("load", 0.0, "rps") };
    let (most, formula) = carries(copies, side.serving(running), one.rps, &one.formula);
    let inputs =
        if reading.basis.is_empty() { one.inputs.as_slice().into() } else { Arc::clone(&reading.basis) };
    Some(Quantity::computed("carried by the copies that run", most, "rps", formula).from(inputs))
}
