//! Binary decision diagrams: nodes in one arena, each function once, built under a budget.
//!
//! Nothing here knows fault trees; `compile` alone reads circuits.

mod apply;
mod bounded;
mod compile;
mod diagram;
mod gates;
mod passes;
mod prune;
mod race;
mod restrict;
mod store;
mod without;

pub(crate) use bounded::bounded;
pub(crate) use diagram::{Diagram, Variable};
pub use race::Budget;
pub(crate) use race::race;
pub(crate) use store::{Full, NodeId, Store};
pub(crate) use without::Families;
