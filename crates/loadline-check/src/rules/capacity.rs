//! LL3: capacity and performance.

rules! {}
