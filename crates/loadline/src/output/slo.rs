//! What is printed of service level objectives.

pub(crate) mod backtest;
pub(crate) mod convert;
pub(crate) mod report;
mod said;
pub(crate) mod simulated;
pub(crate) mod status;
pub(crate) mod test;
pub(crate) mod tune;
