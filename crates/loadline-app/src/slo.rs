//! `slo`: objectives of the model or of foreign files, where they stand, what they generate, and how their alerts would have
//! done.

pub mod backtest;
pub mod generate;
pub mod lint;
mod objectives;
pub mod past;
pub mod report;
mod server;
pub mod status;

pub use objectives::{Objectives, objectives};
pub use server::Server;
