//! What is printed of service level objectives.

pub(crate) mod backtest;
pub(crate) mod report;
mod said;
pub(crate) mod status;
