//! A discrete-event simulator: what a system does under load and faults, where closed forms stop.
//!
//! Pure and seeded: no IO, no clock, no other randomness than keyed streams. The same layout, settings and seed give the same
//! bytes on every platform and thread count.

mod agenda;
pub mod analysis;
mod backlog;
pub mod bytes;
pub mod check;
pub mod claim;
pub mod compile;
mod crew;
mod engine;
mod event;
mod failure;
mod histogram;
pub mod layout;
pub mod profile;
pub mod recovery;
mod replicate;
mod series;
mod slices;
pub mod study;
mod tally;
pub mod time;
mod timers;

pub use crew::{Crew, Here, Job, threads};
pub use engine::{Settings, run};
pub use failure::{Failure, Failures};
pub use histogram::Histogram;
pub use layout::Layout;
pub use replicate::replicate;
pub use series::Series;
pub use slices::{LIMITS, Limits, QUANTILES, Slice, Slices};
pub use tally::{CacheTally, CallTally, PoolTally, SourceTally, StationTally, Tally};
