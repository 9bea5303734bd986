//! How much a system can carry: closed forms of queueing, and what they say about a model.
//!
//! Pure: no IO, no clock, no randomness. It knows no other engine.

pub mod cells;
pub mod copies;
pub mod edge_load;
pub mod formula;
pub mod service_time;
pub mod sizing;
pub mod throughput;
