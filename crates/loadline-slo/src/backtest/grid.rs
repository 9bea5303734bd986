//! The times at which a replay evaluates rules.

use super::{CannotReplay, MOST_STEPS, Setup, millis};
use loadline_promql::{Millis, Range};

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
