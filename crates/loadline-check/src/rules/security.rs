//! LL7: security.

rules! {}
