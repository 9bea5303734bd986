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
use std::sync::Arc;

/// Failures with their numbers.
#[derive(Debug)]
pub struct Solved<'m> {
    /// The failures.
    pub failures: Arc<Failures<'m>>,
    pub(crate) solution: Solution,
    pub(crate) stated: Probabilities,
    /// For each journey its tops among those solved.
    tops: Vec<Tops>,
}

/// The tops of a journey, as indices among those solved.
#[derive(Debug, Clone, Copy, Default)]
struct Tops {
    failed: Option<usize>,
    degraded: Option<usize>,
    late: Option<usize>,
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
    pub fn of(failures: impl Into<Arc<Failures<'m>>>) -> Self {
        let failures = failures.into();
        let values = failures.stated();
        let mut asked = Asked::default();
        let tops = failures.journeys.iter().map(|journey| {
            let (failed, degraded) = (asked.top(journey.failed), asked.top(journey.degraded));
            Tops { failed: Some(failed), degraded: Some(degraded), late: None }
        });
        let mut tops: Vec<Tops> = tops.collect();
        for (journey, tops) in failures.journeys.iter().zip(&mut tops) {
            tops.late = match journey.late {
                Late::When(term) => Some(asked.top(term)),
                Late::NotPromised | Late::Unreached(_) | Late::Never(_) => None,
            };
        }
        Self::solving(failures, values, Budget::default(), &asked.0, tops)
    }

    /// Solves when some journeys fail with nothing but figures that the model states or a contract promises: what is
    /// guessed is taken as never failing. The least that can be said, within a budget that a check can afford. Nothing
    /// is known of the other journeys then, nor of DEGRADED and LATE.
    #[must_use]
    pub fn failed_without_guesses(
        failures: impl Into<Arc<Failures<'m>>>,
        journeys: impl Fn(usize) -> bool,
        budget: Budget,
    ) -> Self {
        let failures = failures.into();
        let values = failures.probabilities(|_, cause| if cause.basis == Basis::Guess { 0.0 } else { 1.0 });
        let mut asked = Asked::default();
        let tops = failures.journeys.iter().enumerate().map(|(index, journey)| Tops {
            failed: journeys(index).then(|| asked.top(journey.failed)),
            ..Tops::default()
        });
        let tops = tops.collect();
        Self::solving(failures, values, budget, &asked.0, tops)
    }

    fn solving(
        failures: Arc<Failures<'m>>,
        values: Vec<f64>,
        budget: Budget,
        asked: &[Term],
        tops: Vec<Tops>,
    ) -> Self {
        let stated = made_of(values);
        let options = Options { budget, typical: Some(stated.clone()), ..Options::default() };
        #[expect(clippy::expect_used, reason = "the trees of models have no negation")]
        let solution = solve(&failures.tree, asked, &options).expect("no circle passes a negation");
        Self { failures, solution, stated, tops }
    }

    /// Index of a top among those solved; `None` for one that was not asked for, and the late top of a journey that has
    /// none.
    pub(crate) fn top(&self, journey: usize, top: Top) -> Option<usize> {
        let tops = self.tops[journey];
        match top {
            Top::Failed => tops.failed,
            Top::Degraded => tops.degraded,
            Top::Late => tops.late,
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
        let unknown = Probability::Between { lower: 0.0, upper: 1.0 };
        let of = |top: Option<usize>| top.map_or(unknown, |top| found[top]);
        self.tops.iter().map(|tops| (of(tops.failed), of(tops.degraded))).collect()
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

    /// Share of the requests of every journey that fail, and that at least degrade, while a thing is gone and all else works: 1 where no
    /// edge on the way says that only some requests use it.
    #[must_use]
    pub fn share_hit(&self, gone: Thing<'m>) -> Vec<(Probability, Probability)> {
        let mut values = self.stated.values().to_vec();
        for cause in self.failures.causes.iter().filter(|cause| cause.kind.is_fault()) {
            let value = f64::from(u8::from(cause.kind.is_outage() && gone.owns(&cause.of)));
            cause.bands.iter().for_each(|band| values[band.event.index()] = value);
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
        self.tops[journey].failed.map_or(0, |top| self.solution.nodes(top))
    }
}

/// Tops to be solved, in the order they are asked for.
#[derive(Debug, Default)]
struct Asked(Vec<Term>);

impl Asked {
    fn top(&mut self, term: Term) -> usize {
        self.0.push(term);
        self.0.len() - 1
    }
}

/// Probabilities that were computed to lie between 0 and 1.
pub(crate) fn made_of(values: Vec<f64>) -> Probabilities {
    #[expect(clippy::expect_used, reason = "every value is clamped where it is made")]
    Probabilities::new(values).expect("probabilities of causes lie between 0 and 1")
}
