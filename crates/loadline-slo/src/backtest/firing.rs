//! When a tier fires: the condition at every step, then `for`, then `keep_firing_for`, as Prometheus keeps its alerts.
//!
//! Source: prometheus/prometheus, `rules/alerting.go`, `AlertingRule.Eval`.

use super::counted::Counted;
use super::grid::Grid;
use super::millis;
use crate::{Decimal, Tier};
use loadline_base::units::Duration;
use loadline_promql::Millis;

/// From the step at which an alert fires to the one at which it is resolved; `None`: it goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Firing {
    pub(crate) from: usize,
    pub(crate) to: Option<usize>,
}

/// The condition of a tier.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Condition<'c> {
    long: &'c Counted,
    short: &'c Counted,
    /// The ratio that both windows must exceed.
    threshold: f64,
    /// Events that the long window must have.
    least: f64,
    hold: Millis,
    keep: Millis,
}

impl<'c> Condition<'c> {
    /// The condition of `tier` on an objective with this budget; `None` when its windows were
    /// not counted.
    pub(crate) fn of(
        tier: &Tier,
        budget: Decimal,
        least: Decimal,
        counted: impl Fn(Duration) -> Option<&'c Counted>,
    ) -> Option<Self> {
        Some(Self {
            long: counted(tier.long)?,
            short: counted(tier.short)?,
            threshold: f64::try_from(tier.threshold(budget)).ok()?,
            least: f64::try_from(least).ok()?,
            hold: millis(tier.hold),
            keep: millis(tier.keep),
        })
    }

    /// Whether there are enough events, where they are counted.
    #[inline]
    fn enough(&self, at: usize) -> bool {
        self.least <= 0.0 || self.long.total.get(at).is_none_or(|total| *total >= self.least)
    }
}

/// Every time the condition fires, in the order of time.
pub(crate) fn firing(condition: &Condition<'_>, grid: &Grid) -> Vec<Firing> {
    let mut all = Vec::new();
    let mut state = State::Inactive;
    let threshold = condition.threshold;
    for (at, (long, short)) in condition.long.ratio.iter().zip(&condition.short.ratio).enumerate() {
        // NaN exceeds nothing.
        let holds = *long > threshold && *short > threshold && condition.enough(at);
        state = match (state, holds) {
            (State::Inactive, false) => continue,
            (State::Inactive, true) if condition.hold == 0 => State::fire(at, &mut all),
            (State::Inactive, true) => State::Pending(at),
            (State::Pending(_), false) => State::Inactive,
            (State::Pending(since), true) => {
                if grid.time(at) - grid.time(since) >= condition.hold {
                    State::fire(at, &mut all)
                } else {
                    State::Pending(since)
                }
            }
            (State::Firing(_), true) => State::Firing(None),
            (State::Firing(kept), false) => {
                let since = kept.unwrap_or(at);
                if grid.time(at) - grid.time(since) < condition.keep {
                    State::Firing(Some(since))
                } else {
                    if let Some(last) = all.last_mut() {
                        last.to = Some(at);
                    }
                    State::Inactive
                }
            }
        };
    }
    all
}

#[derive(Clone, Copy)]
enum State {
    Inactive,
    /// Since this step.
    Pending(usize),
    /// Kept since this step although the condition ended.
    Firing(Option<usize>),
}

impl State {
    fn fire(at: usize, all: &mut Vec<Firing>) -> Self {
        all.push(Firing { from: at, to: None });
        Self::Firing(None)
    }
}
