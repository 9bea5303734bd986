//! Numbers that are the same on every platform: special functions, keyed random streams, distributions.
//!
//! Knows no domain word and does no IO.

pub mod binomial;
mod continued_fraction;
pub mod gamma;
pub mod hypoexponential;
pub mod law;
mod logarithm;
pub mod mass;
pub mod normal;
pub mod proportion;
pub mod root;
pub mod stream;
pub mod student;
pub mod zipf;

pub use law::Law;
pub use stream::Stream;
pub use zipf::Zipf;

/// The exponential function and the natural logarithm, the same bits on every platform; those of `std` are not.
pub use libm::{exp, log as ln};
