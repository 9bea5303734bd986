//! Plans: from a plain statement of need to a first design, and from a design to one that may be built and operated.

mod facts;
pub mod one_shot;
pub mod status;
