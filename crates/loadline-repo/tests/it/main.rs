//! Reading models out of real repositories.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails at once")]

mod repository;
mod revision;
mod write;
