//! Services: our own code that answers calls or consumes messages.

use super::{Common, Interface, Rollout};
use crate::lower::{Map, record};

record! {
    /// Our own code that answers calls or consumes messages.
    pub struct Service("service", profiles) {
        include common: Common;
        /// What it offers to its callers.
        "exposes" exposes: Map<Interface>,
        /// How changes reach production.
        "rollout" rollout: Rollout,
    }
}
