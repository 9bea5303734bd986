//! The client against servers that answer well, badly, slowly, hugely or not at all.

#![expect(clippy::unwrap_used, reason = "a test fails at once")]

mod jobs;
mod nats;
mod nats_server;
mod prometheus;
mod server;
mod webhook;
