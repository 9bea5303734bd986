//! The ten gates of operating a service, in the order they open.

mod alerting;
mod bundle;
mod command;
mod context;
mod objectives;
mod postmortems;
mod release;
mod reporting;
mod resilience;
mod runbooks;

use crate::gate::Gate;

/// The gates, in order.
pub(crate) const GATES: &[Gate] = &[
    context::GATE,
    objectives::GATE,
    alerting::GATE,
    command::GATE,
    resilience::GATE,
    runbooks::GATE,
    postmortems::GATE,
    release::GATE,
    reporting::GATE,
    bundle::GATE,
];
