//! Hard or soft, where an edge does not say.

/// What an edge is taken for that does not say whether its caller fails with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// The caller fails: the most that can be lost.
    Hard,
    /// The caller degrades: the least.
    Soft,
}
