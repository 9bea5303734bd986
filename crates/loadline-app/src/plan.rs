//! Plans: from a plain statement of need to a first design, and from a design to one that may be built and operated.

pub mod bundle;
pub mod decide;
pub mod drift;
pub mod export;
pub(crate) mod facts;
pub mod interview;
pub mod one_shot;
pub mod score;
pub mod status;
