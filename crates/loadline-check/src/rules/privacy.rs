//! LL8: privacy.

rules! {}
