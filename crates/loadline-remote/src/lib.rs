//! The edge to servers: asks a Prometheus-compatible API and hands on what it said, byte for byte.
//!
//! Knows nothing of what the numbers mean. Every answer is bounded in time and size, and every refusal says why.

mod prometheus;

pub use prometheus::{Access, Answer, MAX_ANSWER, Prometheus, Refusal};
