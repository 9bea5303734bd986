//! How much a system can carry: closed forms of queueing, and what they say about a model.
//!
//! Pure: no IO, no clock, no randomness. It knows no other engine.

pub mod asked;
pub mod backlog;
pub mod bandwidth;
mod carried;
pub mod connections;
pub mod copies;
pub mod cost;
mod countable;
pub mod edge_load;
pub mod formula;
pub mod growth;
mod kept;
pub mod limit;
mod limits;
pub mod load;
mod loss;
pub mod one_copy;
mod place;
mod provenance;
mod quota;
mod reading;
pub mod served;
pub mod service_time;
pub mod side;
pub mod sizing;
pub mod storage;
pub mod system;
pub mod takeover;
pub mod throughput;
pub mod traffic;
pub mod unknown;
pub mod waiting;
mod yardstick;

pub use system::SystemCapacity;
