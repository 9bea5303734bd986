//! Helpers for tests only: Markdown pages as tests, the folder of foreign inputs, made-up histories, and real servers.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails at once and says why"
)]

mod alertmanager;
mod corpus;
mod histories;
mod markdown;
mod prometheus;
mod remote_write;

pub use alertmanager::Alertmanager;
pub use corpus::corpus;
pub use histories::{MINUTES, Outage, START, Samples, SyntheticHistory, Truth, synthetic_histories};
pub use markdown::{Block, blocks, headings};
pub use prometheus::{Prometheus, Setup, exporter};
pub use remote_write::Written;
