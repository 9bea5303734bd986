//! A criterion of the rubric: what each score means and what it takes.

use crate::requirement::Requirement;

/// The highest score of a criterion.
pub const TOP: usize = 3;
/// The score wanted of every criterion.
pub const TARGET: usize = 2;

/// One criterion of the rubric.
#[derive(Debug)]
pub struct Criterion {
    /// Stable name: `state-ownership`.
    pub id: &'static str,
    /// For people.
    pub title: &'static str,
    /// What a score of 0 means.
    pub zero: &'static str,
    /// Scores 1, 2 and 3, each on top of those before.
    pub levels: [Level; TOP],
}

/// What it takes to reach a score.
#[derive(Debug)]
pub struct Level {
    /// What the score means.
    pub means: &'static str,
    /// What must be there.
    pub requirements: &'static [Requirement],
}

/// A level of a criterion.
pub(super) const fn level(means: &'static str, requirements: &'static [Requirement]) -> Level {
    Level { means, requirements }
}
