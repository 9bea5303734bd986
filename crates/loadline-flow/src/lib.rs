//! The one reading of a journey that every engine shares: which components it passes, in which steps, how often, and
//! how long each step may take at worst.
//!
//! Pure: no IO, no clock, no rules.

mod call;
pub mod cells;
mod demand;
pub mod domains;
pub mod fallback;
mod flow;
mod load;
pub mod retrying;
pub mod said;
mod time;
mod tree;

pub use call::{Call, Operations, Step, calls, calls_on_delivery, steps};
pub use demand::{Demand, Demands, Share, journey_rates};
pub use flow::{Flow, Flows, Hop, HopKind, Station, StationId};
pub use load::{Load, Loads};
pub use time::{
    Bound, backoff, edge_time, edge_time_formula, fallback_time, one_call, steps_time, steps_time_formula,
    unstated,
};
pub use tree::{Branch, tree};
