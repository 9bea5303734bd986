//! Helpers for tests only: Markdown pages as tests, the folder of foreign inputs, and real servers.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails at once and says why"
)]

mod corpus;
mod markdown;
mod prometheus;

pub use corpus::corpus;
pub use markdown::{Block, blocks, headings};
pub use prometheus::{Prometheus, Setup, exporter};
