//! LL1: state and ownership.

rules! {}
