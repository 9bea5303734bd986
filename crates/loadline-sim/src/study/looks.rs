//! As many runs as a verdict takes: few where it is clear, more near the threshold, and "undecided" where the most are not enough.

use super::measured::CONFIDENCE;
use crate::analysis::Verdict;
use crate::crew::{Crew, more};
use crate::engine::Settings;
use crate::layout::Layout;
use crate::tally::Tally;
use std::sync::Arc;

/// When a verdict is looked at: after so many runs. Runs are taken by their numbers, so that which of them ends first decides
/// nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Looks {
    at: Vec<u32>,
    /// Confidence of each look, such that all of them together err in 5 of 100 cases at most (Bonferroni): who looks three times at
    /// 95 % errs more often than that.
    pub(super) confidence: f64,
}

impl Looks {
    /// After the first few runs, then after each number of `later` that is more.
    pub(super) fn new(first: u32, later: &[u32]) -> Self {
        let at: Vec<u32> =
            [first].into_iter().chain(later.iter().copied().filter(|at| *at > first)).collect();
        let confidence = 1.0 - (1.0 - CONFIDENCE) / at.len() as f64;
        Self { at, confidence }
    }

    /// Runs a layout until a look decides, or the last one does not either: what that look found. `None` when the crew was stopped.
    /// `left` are the runs that are expected to follow afterwards.
    pub(super) fn decide<T, E>(
        &self,
        crew: &mut dyn Crew,
        layout: Layout,
        settings: Settings,
        left: usize,
        mut look: impl FnMut(&[Tally]) -> Result<(Verdict, T), E>,
    ) -> Result<Option<(Verdict, T)>, E> {
        let layout = Arc::new(layout);
        let (mut tallies, mut found) = (Vec::new(), None);
        for at in &self.at {
            let done = tallies.len() as u32;
            crew.expect((at - done) as usize + left);
            let Some(new) = more(crew, &layout, settings, done..*at) else { return Ok(None) };
            tallies.extend(new);
            let (verdict, what) = look(&tallies)?;
            found = Some((verdict, what));
            if verdict != Verdict::Undecided {
                break;
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Interval;

    #[test]
    fn looks_together_err_as_rarely_as_one() {
        let three = Looks::new(3, &[8, 20]);
        assert_eq!(three.at, [3, 8, 20]);
        assert!((three.confidence - (1.0 - 0.05 / 3.0)).abs() < 1e-12);
        assert_eq!(Looks::new(10, &[8, 20]).at, [10, 20]);
        let one = Looks::new(50, &[8, 20]);
        // Wilson's interval for six of six at 98.3 %, n ÷ (n + z²), lies above one half; that for five of five does not.
        let all_of = |runs| Interval::of_share(runs, runs, three.confidence).low;
        assert!(all_of(6) > 0.5 && all_of(5) < 0.5);
        assert_eq!((one.at.as_slice(), one.confidence), (&[50][..], 0.95));
    }
}
