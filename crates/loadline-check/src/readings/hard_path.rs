//! What a journey cannot do without: the components its user waits for over edges that nothing stands in for.
//!
//! Soft edges, edges with a fallback and steps that await only some of their calls end such a path.

use crate::readings::fallback::stands_in;
use loadline_flow::{Flow, Hop, HopKind, Station};
use loadline_model::Component;
use loadline_model::kinds::Await;

/// A component that a journey cannot do without.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Required<'m> {
    /// The component.
    pub(crate) component: Component<'m>,
    /// Whether every edge on the way is known to be hard; else one of them does not say.
    pub(crate) certain: bool,
    /// Least share of the journey's requests that use it, 0 to 1.
    pub(crate) share: f64,
}

/// With what certainty one station is reached.
#[derive(Clone, Copy)]
struct Reached {
    certain: bool,
    share: f64,
}

/// What a journey cannot do without, the entry first, each component once. Found in one pass over its hops.
pub(crate) fn hard_path<'m>(flow: &Flow<'m>) -> Vec<Required<'m>> {
    let mut reached: Vec<Option<Reached>> = vec![None; flow.stations.len()];
    if let Some(entry) = reached.first_mut() {
        *entry = Some(Reached { certain: true, share: 1.0 });
    }
    for (index, station) in flow.stations.iter().enumerate() {
        let Some(here) = reached[index] else { continue };
        let optional = steps_awaiting_some(station);
        for hop in station.hops().filter(|hop| hop.waits && !hop.closes_cycle) {
            let Some((certain, share)) = needed(&hop, &optional) else { continue };
            let new = Reached { certain: here.certain && certain, share: here.share * share };
            let slot = &mut reached[hop.to.index()];
            if slot.is_none_or(|old| (old.certain, old.share) < (new.certain, new.share)) {
                *slot = Some(new);
            }
        }
    }
    collect(flow, &reached)
}

/// Whether the hop is certainly hard, and the share of visits that take it; `None` when something stands in.
fn needed(hop: &Hop<'_>, optional: &[u64]) -> Option<(bool, f64)> {
    let mean = hop.operations.mean;
    match hop.kind {
        HopKind::Delivery(_) => None,
        HopKind::Miss => Some((true, mean.min(1.0))),
        HopKind::Call(edge) => {
            let need = edge.need;
            let step = need.step.as_ref().map(|step| step.get());
            if edge.is_soft() || stands_in(&edge) || step.is_some_and(|step| optional.contains(&step)) {
                return None;
            }
            let share = need.share.as_ref().map_or(1.0, |share| share.fraction());
            Some((edge.is_hard(), share.min(mean)))
        }
    }
}

/// Steps of which not every call must answer: those that await fewer than they make.
fn steps_awaiting_some(station: &Station<'_>) -> Vec<u64> {
    let step_of = |hop: &Hop<'_>| match hop.kind {
        HopKind::Call(edge) => edge.need.step.as_ref().map(|step| step.get()),
        _ => None,
    };
    let some = station.hops().filter_map(|hop| {
        let HopKind::Call(edge) = hop.kind else { return None };
        let step = step_of(&hop)?;
        let awaited = match edge.need.await_all.as_ref()?.value {
            Await::All => return None,
            Await::Any => 1,
            Await::Some(number) => number,
        };
        let calls = station.hops().filter(|other| step_of(other) == Some(step)).count() as u64;
        (awaited < calls).then_some(step)
    });
    some.collect()
}

fn collect<'m>(flow: &Flow<'m>, reached: &[Option<Reached>]) -> Vec<Required<'m>> {
    let mut found: Vec<Required<'m>> = Vec::new();
    let mut known = rustc_hash::FxHashMap::default();
    for (index, station) in flow.stations.iter().enumerate() {
        let Some(here) = reached[index] else { continue };
        let one = || Required { component: station.component, certain: here.certain, share: here.share };
        match known.get(&station.component.id) {
            None => {
                known.insert(station.component.id, found.len());
                found.push(one());
            }
            Some(&at) => {
                let old: &Required<'_> = &found[at];
                if (old.certain, old.share) < (here.certain, here.share) {
                    found[at] = one();
                }
            }
        }
    }
    found
}
