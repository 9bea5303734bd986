//! The hall: one function per use case, plain data in and out. The only thing the doors call.
//!
//! Knows no terminal, no JSON shape and no protocol.

pub mod adr;
pub mod availability;
pub mod blast;
pub mod capacity;
pub mod check;
pub mod compare;
pub mod depends;
mod engines;
pub mod event;
pub mod explain;
pub mod faulttree;
pub mod flow;
pub mod formula;
pub mod graph;
pub mod import;
pub mod init;
pub mod load;
pub mod plan;
mod recorded;
pub mod reference;
pub mod sim;
pub mod slo;
pub mod spof;

pub use load::{Failure, Loaded, load};
