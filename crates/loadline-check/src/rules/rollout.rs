//! LL6: rollout and interfaces.

rules! {}
