//! `slo`: objectives of the model or of foreign files, where they stand, what they generate, and how their alerts would have
//! done.

pub mod backtest;
pub mod convert;
mod counts;
pub mod generate;
pub mod import;
pub mod lint;
mod objectives;
pub mod past;
pub mod report;
mod server;
pub mod simulated;
pub mod status;
pub mod test;
pub mod tune;
pub mod unusual;

pub use loadline_slo::{Correction, Spent};
pub use objectives::{Objectives, objectives};
pub use server::Server;
