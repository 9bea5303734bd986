//! Plans: from a plain statement of need to a first design.

pub mod one_shot;
