//! What fails when something fails: a model as fault trees, their exact probabilities, minimal cut sets and importance.
//!
//! Pure: no IO, no clock, no unseeded randomness. It knows no other engine; how many copies the load needs is handed in.

mod age;
mod blast;
mod builder;
pub mod cause;
pub mod consequences;
mod failures;
pub mod fault_tree;
mod figures;
mod load;
mod losses;
mod parts;
mod places;
pub mod priors;
mod redundancy;
mod spof;
mod tail;
mod thing;

pub use age::{Age, Length};
pub use blast::{Blast, Losses, Stage};
pub use cause::{Basis, Cause, CauseId, CauseKind, Subject};
pub use failures::{Failures, JourneyTops, Late, Meaning, Strength};
pub use load::{Load, Loads};
pub use spof::{SinglePoint, single_points};
pub use thing::Thing;
