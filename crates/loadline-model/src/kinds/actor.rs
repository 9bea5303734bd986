//! Actors: people and systems that use this one.

use crate::lower::{Ref, choice, record, targets};
use loadline_base::units::Population;

record! {
    /// A person or system that uses this one.
    pub struct Actor("actor") {
        /// Human name.
        "title" title: String,
        /// Trust boundary the actor comes from.
        "boundary" boundary: Ref<targets::Boundary>,
        /// Person or machine.
        "kind" kind: ActorKind,
        /// How many there are (`400000 per month`).
        "users" users: Population,
    }
}

choice! {
    /// Person or machine.
    pub enum ActorKind {
        /// A person.
        Human = "human",
        /// Another system.
        System = "system",
    }
}
