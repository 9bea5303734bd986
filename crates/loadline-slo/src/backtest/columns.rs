//! The burn of one objective as columns: for every window bad and all events, one value a step, worked out once.

use super::counted::{self, Counted};
use super::tally::{self, Tally};
use super::{CannotReplay, MOST_STEPS, Setup, millis};
use crate::Slo;
use loadline_base::units::Duration;
use loadline_promql::{History, Labels, Millis, Range};
use std::collections::{BTreeMap, BTreeSet};

/// The times of the evaluations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) start: Millis,
    pub(crate) step: Millis,
    pub(crate) len: usize,
}

impl Grid {
    /// Every multiple of the step in the span of the setup or of its history.
    pub(crate) fn of(setup: &Setup<'_>) -> Result<Self, CannotReplay> {
        let step = millis(setup.step);
        if step <= 0 {
            return Err(CannotReplay::Step(setup.step.as_nanos() / 1_000_000));
        }
        let (first, last) = setup.history.span().ok_or(CannotReplay::Empty)?;
        let (from, to) = setup.span.unwrap_or((first, last));
        let (from, to) = (from.max(first), to.min(last));
        let start =
            from.div_euclid(step).saturating_add(i64::from(from.rem_euclid(step) != 0)).saturating_mul(step);
        if start > to {
            return Err(CannotReplay::Empty);
        }
        let len = to.abs_diff(start) / step.unsigned_abs() + 1;
        if len > MOST_STEPS {
            return Err(CannotReplay::Steps(len));
        }
        Ok(Self { start, step, len: usize::try_from(len).unwrap_or(usize::MAX) })
    }

    pub(crate) fn time(&self, at: usize) -> Millis {
        self.start.saturating_add(self.step.saturating_mul(Millis::try_from(at).unwrap_or(Millis::MAX)))
    }

    pub(crate) fn end(&self) -> Millis {
        self.time(self.len.saturating_sub(1))
    }

    /// The last step that is not later than `time`; `None` before the first.
    pub(crate) fn at_or_before(&self, time: Millis) -> Option<usize> {
        let steps = usize::try_from(time.saturating_sub(self.start).div_euclid(self.step)).ok()?;
        Some(steps.min(self.len.saturating_sub(1)))
    }

    pub(crate) fn range(&self) -> Range {
        Range { start: self.start, end: self.end(), step: self.step }
    }
}

/// One objective, or one value of the labels by which it is kept apart.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    /// The labels by which it is kept apart.
    pub(crate) group: Labels,
    /// By the length of the window.
    pub(crate) windows: BTreeMap<Duration, Counted>,
    /// Events since the start.
    pub(crate) tally: Tally,
}

/// The columns of an objective for these windows; empty where no series is there.
///
/// # Errors
/// Why the objective cannot be evaluated.
pub(crate) fn columns(
    slo: &Slo,
    all: &[Slo],
    history: &History,
    grid: &Grid,
    windows: &BTreeSet<Duration>,
) -> Result<Vec<Columns>, String> {
    let mut groups: BTreeMap<Labels, BTreeMap<Duration, Counted>> = BTreeMap::new();
    for window in windows {
        for (labels, counted) in counted::counted(slo, all, history, grid.range(), *window)? {
            groups.entry(labels).or_default().insert(*window, counted);
        }
    }
    let mut tallies = tally::tallies(slo, history, grid)?;
    let columns = groups.into_iter().map(|(group, windows)| {
        let exact = tallies.as_mut().and_then(|tallies| tallies.remove(&group));
        let tally = exact.unwrap_or_else(|| Tally::from_shortest(&windows, grid));
        Columns { group, windows, tally }
    });
    Ok(columns.collect())
}
