//! How many copies of what stand in a place: what its loss takes away, read as the fault trees read it.

use crate::parts::{redundancy, standing};
use crate::places::{Places, lies_in};
use loadline_flow::Loads;
use loadline_model::{Component, ComponentId, Model};

/// Copies of one component, some of which stand in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The component.
    pub component: ComponentId,
    /// Its copies in the place, or in places inside it; at least 1.
    pub here: u64,
    /// All of its copies that run at peak.
    pub running: u64,
    /// How many of them must be up.
    pub needed: u64,
}

/// What stands in the place `outer`, in the order components are written.
#[must_use]
pub fn standing_in(model: &Model, loads: &Loads, outer: &str) -> Vec<Standing> {
    let places = Places::of(model);
    let of = |component: Component<'_>| {
        let (running, needed, _) = redundancy(component, loads.on(component.id));
        let copies = standing(component, running, false, &places);
        let inside = copies.iter().filter(|copies| copies.place.is_some_and(|at| lies_in(model, at, outer)));
        let here = inside.map(|copies| copies.count).sum();
        (here > 0).then_some(Standing { component: component.id, here, running, needed })
    };
    model.components().filter_map(of).collect()
}
