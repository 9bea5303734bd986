//! The failures of a model with their exact numbers: how often each journey fails, because of what, and how sure that is.

mod contribution;
mod cut;
mod uncertainty;

pub use contribution::{Contribution, Contributor};
pub use cut::{Cut, CutEvent};
pub use uncertainty::Spread;

use crate::bdd::Budget;
use crate::cause::{Basis, Cause, CauseKind, SECONDS_A_YEAR};
use crate::failures::{Failures, Late};
use crate::fault_tree::Term;
use crate::probabilities::Probabilities;
use crate::solution::{Options, Probability, Solution, solve};
use crate::thing::Thing;

/// Failures with their numbers.
#[derive(Debug)]
pub struct Solved<'m> {
    /// The failures.
    pub failures: Failures<'m>,
    pub(crate) solution: Solution,
    pub(crate) stated: Probabilities,
    /// For each journey the index of its late top among those solved.
    late: Vec<Option<usize>>,
}

/// Which top of a journey is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Top {
    /// The request cannot be answered.
    Failed,
    /// Failed, or anything lost, or late.
    Degraded,
    /// The asynchronous tail is late.
    Late,
}

/// How often and how long something is down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outages {
    /// Outages a year, from the Birnbaum importance and the frequency of every cause.
    pub per_year: f64,
    /// Mean length of one, seconds: unavailability ÷ frequency.
    pub mean: f64,
}

impl<'m> Solved<'m> {
    /// Solves every journey of these failures, with every figure there is.
    #[must_use]
    pub fn of(failures: Failures<'m>) -> Self {
        let values = failures.stated();
        Self::with(failures, values, Budget::default())
    }

    /// Solves every journey with nothing but figures that the model states or a contract promises: what is guessed is
    /// taken as never failing. The least that can be said, within a budget that a check can afford.
    #[must_use]
    pub fn without_guesses(failures: Failures<'m>, budget: Budget) -> Self {
        let values = failures.probabilities(|_, cause| if cause.basis == Basis::Guess { 0.0 } else { 1.0 });
        Self::with(failures, values, budget)
    }

    fn with(failures: Failures<'m>, values: Vec<f64>, budget: Budget) -> Self {
        let mut tops: Vec<Term> = Vec::new();
        for journey in &failures.journeys {
            tops.extend([journey.failed, journey.degraded]);
        }
        let mut late = Vec::new();
        for journey in &failures.journeys {
            late.push(match journey.late {
                Late::When(term) => {
                    tops.push(term);
                    Some(tops.len() - 1)
                }
                Late::NotPromised | Late::Unreached(_) | Late::Never(_) => None,
            });
        }
        let stated = made_of(values);
        let options = Options { budget, typical: Some(stated.clone()), ..Options::default() };
        #[expect(clippy::expect_used, reason = "the trees of models have no negation")]
        let solution = solve(&failures.tree, &tops, &options).expect("no circle passes a negation");
        Self { failures, solution, stated, late }
    }

    /// Index of a top among those solved; `None` for the late top of a journey that has none.
    pub(crate) fn top(&self, journey: usize, top: Top) -> Option<usize> {
        match top {
            Top::Failed => Some(journey * 2),
            Top::Degraded => Some(journey * 2 + 1),
            Top::Late => self.late[journey],
        }
    }

    /// Share of time (for requests that not all take the same way: of requests) that a top holds.
    #[must_use]
    pub fn unavailability(&self, journey: usize, top: Top) -> Option<Probability> {
        Some(self.solution.probability(self.top(journey, top)?, &self.stated))
    }

    /// FAILED and DEGRADED of every journey at these probabilities.
    fn all_at(&self, values: Vec<f64>) -> Vec<(Probability, Probability)> {
        let found = self.solution.probabilities(&made_of(values));
        let journeys = self.failures.journeys.len();
        found[..journeys * 2].chunks(2).map(|pair| (pair[0], pair[1])).collect()
    }

    /// FAILED and DEGRADED of every journey as the model states it.
    #[must_use]
    pub fn all(&self) -> Vec<(Probability, Probability)> {
        self.all_at(self.stated.values().to_vec())
    }

    /// FAILED and DEGRADED of every journey with fallbacks and failovers taken as working, and when a thing is gone for good.
    ///
    /// For comparing before with after: a loss for good asks each of them once, and the chance that it does not work would
    /// read as a share of every year to come.
    #[must_use]
    pub fn all_working(&self, gone: Option<Thing<'m>>) -> Vec<(Probability, Probability)> {
        let mut values = self.stated.values().to_vec();
        let mut settle = |cause: &Cause<'m>, value: f64| {
            cause.bands.iter().for_each(|band| values[band.event.index()] = value);
        };
        for cause in &self.failures.causes {
            match cause.kind {
                CauseKind::SwitchFails | CauseKind::FallbackFails => settle(cause, 0.0),
                // The bands of a cause are nested: all of them hold when it is gone for good.
                kind if kind.is_outage() && gone.is_some_and(|gone| gone.owns(&cause.of)) => {
                    settle(cause, 1.0)
                }
                _ => {}
            }
        }
        self.all_at(values)
    }

    /// How often and how long a top holds; `None` when it is only known within bounds, never holds, or always.
    #[must_use]
    pub fn outages(&self, journey: usize, top: Top) -> Option<Outages> {
        let index = self.top(journey, top)?;
        let down = self.solution.probability(index, &self.stated).exact()?;
        let birnbaum = self.solution.birnbaum(index, &self.stated)?;
        let per_year = self.failures.per_year(&birnbaum);
        (per_year > 0.0 && down > 0.0).then(|| Outages { per_year, mean: down * SECONDS_A_YEAR / per_year })
    }

    /// Nodes of the decision diagram of a top.
    #[must_use]
    pub fn nodes(&self, journey: usize) -> usize {
        self.solution.nodes(journey * 2)
    }
}

/// Probabilities that were computed to lie between 0 and 1.
pub(crate) fn made_of(values: Vec<f64>) -> Probabilities {
    #[expect(clippy::expect_used, reason = "every value is clamped where it is made")]
    Probabilities::new(values).expect("probabilities of causes lie between 0 and 1")
}
