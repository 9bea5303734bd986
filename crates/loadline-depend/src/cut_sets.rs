//! Minimal cut sets: the smallest sets of events that together make the top true. Counted, sorted by size and ranked
//! without ever being listed.
//!
//! With negations in the tree these are minimal positive sets: sets S such that the top is true when exactly the events of
//! S happen, and for no smaller part of S. They are not prime implicants.

mod count;
mod most_probable;
mod seek;
mod sought;
mod union;
mod weight;

pub use count::{ByOrder, Count};
pub use most_probable::CutSet;
pub(crate) use sought::sought;
pub(crate) use union::at_least_one_of;

use crate::bdd::{Diagram, NodeId};

/// The minimal cut sets of one top.
#[derive(Debug, Clone)]
pub struct CutSets {
    /// Families of sets; the only top is the family itself.
    family: Diagram,
    reach: Reach,
    coherent: bool,
}

/// Which sets are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Every set.
    All,
    /// Every set up to this order.
    Order(u32),
    /// Those that a search came to.
    Found,
}

impl CutSets {
    const fn new(family: Diagram, reach: Reach, coherent: bool) -> Self {
        Self { family, reach, coherent }
    }

    /// The order up to which every set is there; `None` when they are all there are. Larger ones are missing, or with
    /// [`Self::are_a_selection`] all but some. Each that is there is minimal.
    #[must_use]
    pub const fn largest_order(&self) -> Option<u32> {
        match self.reach {
            Reach::All => None,
            Reach::Order(order) => Some(order),
            Reach::Found => Some(0),
        }
    }

    /// Whether these are some sets of any order, sought with the most probable first: others may be as probable.
    #[must_use]
    pub fn are_a_selection(&self) -> bool {
        self.reach == Reach::Found
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
