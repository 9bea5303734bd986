//! LL4: failure domains and recovery.

rules! {}
