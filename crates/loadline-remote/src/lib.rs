//! The edge to servers: asks a Prometheus-compatible API and hands on what it said, byte for byte, and delivers messages.
//!
//! Knows nothing of what numbers and messages mean. Every answer is bounded in time and size, and every refusal says why.

mod delivery;
mod nats;
mod prometheus;
mod webhook;

pub use delivery::{Message, NotDelivered};
pub use nats::{Credentials, publish};
pub use prometheus::{Access, Answer, MAX_ANSWER, Prometheus, Refusal};
pub use webhook::{Secret, post};
