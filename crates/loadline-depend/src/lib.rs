//! What fails when something fails: a model as fault trees, their exact probabilities, minimal cut sets and importance.
//!
//! Pure: no IO, no clock, no unseeded randomness. It knows no other engine; how many copies the load needs is handed in.

mod age;
mod at_once;
mod bdd;
mod blast;
mod builder;
mod by_journey;
pub mod cause;
mod cells;
mod circles;
mod circuit;
pub mod consequences;
mod cut_sets;
mod failures;
pub mod fault_tree;
mod figures;
mod losses;
mod many;
mod mef;
mod parts;
mod places;
pub mod priors;
mod probabilities;
mod question;
mod redundancy;
mod solution;
mod solved;
mod spof;
mod standing;
mod strength;
mod tail;
mod thing;

pub use age::{Age, Length};
pub use bdd::Budget;
pub use blast::{Blast, Losses, Stage};
pub use cause::{Basis, Cause, CauseId, CauseKind, Subject};
pub use cells::{CellSpread, cell_spreads};
pub use circuit::{NegatedCircle, has_circle};
pub use cut_sets::{ByOrder, Count, CutSet, CutSets};
pub use failures::{Failures, JourneyTops, Late, Meaning};
pub use mef::{MAX_MEF_BYTES, MefError, MefTree, read_mef};
pub use places::lies_in;
pub use probabilities::{NotAProbability, Probabilities};
pub use solution::{Importance, Options, Probability, Share, Solution, solve};
pub use solved::{Contribution, Contributor, Cut, CutEvent, Outages, Solved, Spread, Top};
pub use spof::{SinglePoint, single_points};
pub use standing::{Standing, standing_in};
pub use strength::Strength;
pub use thing::Thing;
