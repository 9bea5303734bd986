//! Minimal cut sets: the smallest sets of events that together make the top true. Counted, sorted by size and ranked
//! without ever being listed.
//!
//! With negations in the tree these are minimal positive sets: sets S such that the top is true when exactly the events of
//! S happen, and for no smaller part of S. They are not prime implicants.

mod count;
mod most_probable;
mod seek;
mod weight;

pub use count::Count;
pub use most_probable::CutSet;

use crate::bdd::{Diagram, NodeId};

/// The minimal cut sets of one top.
#[derive(Debug, Clone)]
pub struct CutSets {
    /// Families of sets; the only top is the family itself.
    family: Diagram,
    largest: Option<u32>,
    coherent: bool,
}

impl CutSets {
    pub(crate) const fn new(family: Diagram, largest: Option<u32>, coherent: bool) -> Self {
        Self { family, largest, coherent }
    }

    /// The largest order these sets were sought to; `None` when they are all there are. Below a limit every set is there
    /// and is minimal, and larger ones are missing.
    #[must_use]
    pub const fn largest_order(&self) -> Option<u32> {
        self.largest
    }

    /// Whether more failures never mend the top. If not, these are minimal positive sets.
    #[must_use]
    pub const fn are_coherent(&self) -> bool {
        self.coherent
    }

    fn root(&self) -> NodeId {
        self.family.tops[0]
    }
}
