//! A threshold between what passes and what fails, closed in from both sides; what is undecided lies between.

use crate::analysis::Verdict;

/// Values that were tried, with their verdicts: low ones pass, high ones fail.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Bracket {
    tried: Vec<(f64, Verdict)>,
}

impl Bracket {
    /// Notes what was found at a value.
    pub(super) fn note(&mut self, value: f64, verdict: Verdict) {
        self.tried.push((value, verdict));
    }

    /// The lowest value that fails.
    pub(super) fn fails(&self) -> Option<f64> {
        self.with(Verdict::Fail).reduce(f64::min)
    }

    /// The highest value that passes, below every one that fails.
    pub(super) fn passes(&self) -> Option<f64> {
        let below = self.fails().unwrap_or(f64::INFINITY);
        self.with(Verdict::Pass).filter(|value| *value < below).reduce(f64::max)
    }

    /// The value to try next, the middle of the widest gap in shares: until the two are within a factor of `close`, or what is
    /// undecided lies within a factor of `near` to both. `None` as well where nothing passes, or nothing fails.
    pub(super) fn next(&self, close: f64, near: f64) -> Option<f64> {
        let (low, high) = self.passes().zip(self.fails())?;
        let open = || self.with(Verdict::Undecided).filter(|value| (low..high).contains(value));
        let gap = match open().reduce(f64::min).zip(open().reduce(f64::max)) {
            None => (low, high),
            Some((first, _)) if high / low <= close || first <= low => return None,
            Some((first, last)) => {
                let (below, above) = ((low, first), (last, high));
                let widest = if first / low >= high / last { below } else { above };
                if widest.1 / widest.0 <= near {
                    return None;
                }
                widest
            }
        };
        (gap.1 / gap.0 > close).then(|| (gap.0 * gap.1).sqrt())
    }

    fn with(&self, verdict: Verdict) -> impl Iterator<Item = f64> {
        self.tried.iter().filter(move |(_, found)| *found == verdict).map(|(value, _)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Closes in from 1 and 2 where values up to `sure` pass and those from `lost` on fail.
    fn closed(sure: f64, lost: f64) -> (Bracket, usize) {
        let verdict = |value: f64| match value {
            value if value <= sure => Verdict::Pass,
            value if value >= lost => Verdict::Fail,
            _ => Verdict::Undecided,
        };
        let mut bracket = Bracket::default();
        [1.0, 2.0].into_iter().for_each(|value| bracket.note(value, verdict(value)));
        let mut steps = 0;
        while let Some(next) = bracket.next(1.03, 1.05) {
            bracket.note(next, verdict(next));
            steps += 1;
        }
        (bracket, steps)
    }

    #[test]
    fn nothing_is_tried_without_both_ends() {
        let mut bracket = Bracket::default();
        assert_eq!(bracket.next(1.03, 1.05), None);
        bracket.note(1.0, Verdict::Undecided);
        bracket.note(2.0, Verdict::Fail);
        assert_eq!((bracket.next(1.03, 1.05), bracket.passes(), bracket.fails()), (None, None, Some(2.0)));
    }

    #[test]
    fn what_passes_above_a_failure_does_not_count() {
        let mut bracket = Bracket::default();
        bracket.note(1.0, Verdict::Pass);
        bracket.note(2.0, Verdict::Fail);
        bracket.note(4.0, Verdict::Pass);
        assert_eq!((bracket.passes(), bracket.fails()), (Some(1.0), Some(2.0)));
    }

    proptest! {
        #[test]
        fn it_closes_in_on_what_is_undecided(sure in 1.0..1.9f64, width in 1.0..1.05f64) {
            let lost = (sure * width).min(2.0);
            let (bracket, steps) = closed(sure, lost);
            let (low, high) = bracket.passes().zip(bracket.fails()).expect("both ends");
            prop_assert!(low <= sure && high >= lost && steps <= 12);
            prop_assert!(high / low <= width * 1.05 * 1.05, "{low} to {high} of {sure} to {lost}");
        }
    }
}
