//! The rubric: eight criteria scored 0 to 3 (P11), each level a list of requirements, so that a score rests on the same
//! evidence as a gate and the next step is the gap that stands in its way.

mod criteria;
mod criterion;

use crate::facts::Facts;
use crate::gap::Gap;
use crate::judge::answer;
use crate::verdict::Answer;

pub use criteria::CRITERIA;
pub use criterion::{Criterion, Level, TARGET, TOP};

/// A criterion, scored.
#[derive(Debug)]
pub struct Score {
    /// The criterion.
    pub criterion: &'static Criterion,
    /// The highest level whose requirements, and those of every level before, are met.
    pub score: usize,
    /// The answers, level by level.
    pub levels: Vec<Vec<Answer>>,
}

impl Score {
    /// What the score means.
    #[must_use]
    pub fn means(&self) -> &'static str {
        match self.score.checked_sub(1) {
            Some(level) => self.criterion.levels[level].means,
            None => self.criterion.zero,
        }
    }

    /// The requirement that keeps it from the next score with the fewest gaps; nothing at the top.
    #[must_use]
    pub fn cheapest(&self) -> Option<&Answer> {
        let next = self.levels.get(self.score)?;
        next.iter().filter(|answer| !answer.gaps.is_empty()).min_by_key(|answer| answer.gaps.len())
    }

    /// Every gap between it and the next score.
    pub fn gaps(&self) -> impl Iterator<Item = &Gap> {
        self.levels.get(self.score).into_iter().flatten().flat_map(|answer| &answer.gaps)
    }
}

/// Scores every criterion.
#[must_use]
pub fn score(facts: &Facts<'_>) -> Vec<Score> {
    CRITERIA
        .iter()
        .map(|criterion| {
            let levels: Vec<Vec<Answer>> = criterion
                .levels
                .iter()
                .map(|level| level.requirements.iter().map(|one| answer(one, facts)).collect())
                .collect();
            let met = |level: &&Vec<Answer>| level.iter().all(|answer| answer.gaps.is_empty());
            let score = levels.iter().take_while(met).count();
            Score { criterion, score, levels }
        })
        .collect()
}
