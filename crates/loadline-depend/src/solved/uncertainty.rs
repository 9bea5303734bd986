//! How far the answer may be off because the figures are: every unavailability drawn anew, many times.

use super::{Solved, Top, made_of};
use crate::cause::{Cause, Datum};
use loadline_math::{Stream, exp, ln, normal};
use rustc_hash::FxHashMap;

/// The seed of every run: the same model gives the same range.
const SEED: u64 = 20_261_120;
/// Draws, unless the model is so large that they would take too long.
const DRAWS: usize = 10_000;
/// Fewest draws; below, percentiles would mean little.
const FEWEST: usize = 400;
/// Nodes and causes times draws that may be spent.
const WORK: usize = 60_000_000;
/// 95th percentile of the standard normal distribution.
const P95: f64 = 1.644_853_626_951_472_7;

/// The spread of a journey's unavailability.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// 5th percentile.
    pub p5: f64,
    /// Median.
    pub p50: f64,
    /// 95th percentile.
    pub p95: f64,
    /// All draws, ascending.
    draws: Vec<f64>,
}

impl Spread {
    /// How many draws it rests on.
    #[must_use]
    pub fn draws(&self) -> usize {
        self.draws.len()
    }

    /// Share of draws in which the unavailability is at most this.
    #[must_use]
    pub fn at_most(&self, unavailability: f64) -> f64 {
        self.draws.partition_point(|draw| *draw <= unavailability) as f64 / self.draws.len().max(1) as f64
    }
}

impl Solved<'_> {
    /// The spread of FAILED of every journey that is solved exactly; `None` for one that is known only within bounds, where a
    /// range would be that of a bound, and for one that was not asked about.
    ///
    /// Each cause's unavailability is lognormal with its figure as the mean and error factor = 95th percentile ÷ median, so
    /// that a sum of many causes spreads around the sum of their figures. Causes that rest on one and the same figure are drawn
    /// together: where a figure is off, it is off for all of them (state-of-knowledge correlation; Apostolakis and Kaplan,
    /// Reliability Engineering 2 (1981) 135). The draws of a figure depend on the name of the first cause that rests on it only:
    /// another component does not shift them.
    #[must_use]
    pub fn spreads(&self) -> Vec<Option<Spread>> {
        let failures = &self.failures;
        let journeys = failures.journeys.len();
        let tops = (0..journeys).map(|journey| self.top(journey, Top::Failed));
        let tops: Vec<Option<usize>> =
            tops.map(|top| top.filter(|top| self.solution.is_exact(*top))).collect();
        let asked: Vec<usize> = tops.iter().flatten().copied().collect();
        if asked.is_empty() {
            return vec![None; journeys];
        }
        let nodes: usize = asked.iter().map(|top| self.solution.nodes(*top)).sum();
        let draws = (WORK / (nodes + failures.causes.len() * 8).max(1)).clamp(FEWEST, DRAWS);
        let Figures { mut streams, of_causes } = Figures::of(&failures.causes);
        let mut found: Vec<Vec<f64>> = vec![Vec::with_capacity(draws); asked.len()];
        for _ in 0..draws {
            let drawn: Vec<f64> =
                streams.iter_mut().map(|stream| normal::quantile(stream.uniform())).collect();
            let factors: Vec<f64> = of_causes
                .iter()
                .map(|(figure, sigma)| match *sigma > 0.0 {
                    true => exp(*sigma * drawn[*figure] - *sigma * *sigma / 2.0),
                    false => 1.0,
                })
                .collect();
            let values = failures.probabilities(|id, _| factors[id.index()]);
            let drawn = self.solution.exact_probabilities(&asked, &made_of(values));
            found.iter_mut().zip(drawn).for_each(|(found, drawn)| found.push(drawn));
        }
        let mut found = found.into_iter().map(spread);
        tops.into_iter().map(|top| top.and_then(|_| found.next())).collect()
    }
}

fn spread(mut draws: Vec<f64>) -> Spread {
    draws.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the number of draws"
        )]
        let index = ((draws.len() as f64 - 1.0) * share).round() as usize;
        draws.get(index).copied().unwrap_or(0.0)
    };
    Spread { p5: at(0.05), p50: at(0.5), p95: at(0.95), draws }
}

/// The figures that causes rest on.
struct Figures {
    /// Draws of each.
    streams: Vec<Stream>,
    /// For each cause its figure, and how far it spreads.
    of_causes: Vec<(usize, f64)>,
}

impl Figures {
    fn of(causes: &[Cause<'_>]) -> Self {
        let mut streams = Vec::new();
        let mut known: FxHashMap<Datum, usize> = FxHashMap::default();
        let of_cause = |cause: &Cause<'_>| {
            let figure = *known.entry(cause.datum).or_insert_with(|| {
                streams.push(Stream::keyed(&[SEED, name(cause)]));
                streams.len() - 1
            });
            (figure, sigma(cause))
        };
        let of_causes = causes.iter().map(of_cause).collect();
        Self { streams, of_causes }
    }
}

/// Standard deviation of the logarithm. Ways of requests are known; only failures are uncertain.
fn sigma(cause: &Cause<'_>) -> f64 {
    if cause.kind.is_fault() { ln(cause.error_factor.max(1.0)) / P95 } else { 0.0 }
}

/// FNV-1a (Fowler, Noll, Vo) of the cause in words.
fn name(cause: &Cause<'_>) -> u64 {
    cause.describe().bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
