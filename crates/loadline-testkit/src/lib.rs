//! Helpers for tests only: Markdown pages as tests, and the folder of foreign inputs.

mod corpus;
mod markdown;

pub use corpus::corpus;
pub use markdown::{Block, blocks, headings};
