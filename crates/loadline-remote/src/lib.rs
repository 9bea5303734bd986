//! The edge to servers: asks a Prometheus-compatible API and hands on what it said, byte for byte, delivers messages, and hands out
//! work through NATS.
//!
//! Knows nothing of what numbers and messages mean. Every answer is bounded in time and size, and every refusal says why.

mod delivery;
mod jobs;
mod nats;
mod prometheus;
mod webhook;

pub use delivery::{Message, NotDelivered};
pub use jobs::{Giver, MOST_BYTES, News, NoJobs, Task, Worker};
pub use nats::{Credentials, publish};
pub use prometheus::{Access, Answer, MAX_ANSWER, Prometheus, Refusal};
pub use webhook::{Secret, post};
