//! How many runs are enough: as many as make every figure as precise as was asked for.

use super::prepare::Prepared;
use super::rows;
use loadline_sim::Tally;
use loadline_sim::claim::{Claim, judge};

/// Fewest runs that anything is concluded from, since the width of an interval of few is itself a matter of chance.
pub(super) const LEAST: u32 = 20;
/// Runs that are not exceeded.
pub(super) const MOST: u32 = 2_000;

/// How precise the figures of a simulation are.
#[derive(Debug, Clone, PartialEq)]
pub struct Precise {
    /// Half of an interval as a share of its figure, as was asked for.
    pub wanted: f64,
    /// The widest of all figures; `None` when no figure has an interval.
    pub widest: Option<Width>,
}

impl Precise {
    /// Whether every figure is.
    #[must_use]
    pub fn reached(&self) -> bool {
        self.widest.as_ref().is_none_or(|widest| widest.share <= self.wanted)
    }
}

/// The width of one figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Width {
    /// Which figure: the text of a claim, or `p99 of order`.
    pub of: String,
    /// Half of its interval as a share of it.
    pub share: f64,
}

/// The least precise of what is claimed; where nothing is, of the highest percentile up to p99 of each journey.
///
/// When a journey recovers is left out: it may be at once, and a share of nothing is none.
pub(super) fn widest(prepared: &Prepared, tallies: &[Tally]) -> Option<Width> {
    let compiled = &prepared.compiled;
    let figures: Vec<Width> = if prepared.claims.is_empty() {
        let journeys = rows::journeys(compiled, tallies);
        let highest = journeys.iter().filter_map(|journey| {
            let known = journey.percentiles.iter().filter(|known| known.name != "p99.9");
            let (name, interval) = known.rev().find_map(|known| Some((known.name, known.interval?)))?;
            Some(Width { of: format!("{name} of {}", journey.id), share: interval.relative() })
        });
        highest.collect()
    } else {
        let limits = prepared.claims.iter().filter(|(claim, _)| !matches!(claim, Claim::Recovers { .. }));
        let known = limits.filter_map(|(claim, text)| {
            let interval = judge(claim, compiled, tallies).ok()?.interval?;
            Some(Width { of: text.clone(), share: interval.relative() })
        });
        known.collect()
    };
    figures.into_iter().max_by(|one, other| one.share.total_cmp(&other.share))
}

/// How many runs there are to be in all, after so many that left such a width: an interval shrinks with the root of their number. At most
/// four times as many, since what is known of the width is itself not precise; `None` when they are enough.
pub(super) fn next(runs: u32, widest: Option<&Width>, wanted: f64) -> Option<u32> {
    let share = widest.map(|widest| widest.share).filter(|share| *share > wanted)?;
    let needed = f64::from(runs) * (share / wanted) * (share / wanted);
    let most = MOST.min(runs.saturating_mul(4));
    // The cast saturates.
    let next = (needed.ceil() as u32).clamp(runs.saturating_add(1), most.max(runs.saturating_add(1)));
    (runs < MOST).then_some(next.min(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn width(share: f64) -> Width {
        Width { of: "p99 of order".to_owned(), share }
    }

    #[test]
    fn half_the_width_takes_four_times_the_runs() {
        assert_eq!(next(20, Some(&width(0.04)), 0.02), Some(80));
        assert_eq!(next(20, Some(&width(0.03)), 0.02), Some(45));
        assert_eq!(next(20, Some(&width(0.4)), 0.02), Some(80), "not more than four times at once");
        assert_eq!(next(1_999, Some(&width(0.4)), 0.02), Some(2_000));
        assert_eq!(next(2_000, Some(&width(0.4)), 0.02), None);
        assert_eq!(next(20, Some(&width(0.02)), 0.02), None);
        assert_eq!(next(20, None, 0.02), None);
        assert_eq!(next(20, Some(&width(f64::INFINITY)), 0.02), Some(80));
    }
}
