//! The ten gates of a design, in the order they open.

mod architecture;
mod bundle;
mod capacity;
mod constraints;
mod context;
mod interfaces;
mod reliability;
mod rollout;
mod security;
mod simulation;
mod validation;

use crate::gate::Gate;
pub(crate) use simulation::quantity;

/// The gates, in order.
pub(crate) const GATES: &[Gate] = &[
    context::GATE,
    constraints::GATE,
    capacity::GATE,
    architecture::GATE,
    interfaces::GATE,
    reliability::GATE,
    security::GATE,
    rollout::GATE,
    validation::GATE,
    bundle::GATE,
];
