//! The times at which an expression is evaluated.

use crate::{EvalError, Millis};

/// More steps than this are refused: at one a second, a third of a year.
const MAX_STEPS: u64 = 10_000_000;
/// Times beyond this (about the year 28,000 either way) are refused, so that no arithmetic on times can overflow.
pub(crate) const FARTHEST: Millis = 1 << 50;

/// From `start` to `end`, both included, every `step`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The first time.
    pub start: Millis,
    /// No time is later.
    pub end: Millis,
    /// Between two times; positive.
    pub step: Millis,
}

impl Range {
    /// One time alone.
    #[must_use]
    pub const fn instant(at: Millis) -> Self {
        Self { start: at, end: at, step: 1 }
    }

    /// How many times there are; none where the range makes no sense.
    #[must_use]
    pub fn len(&self) -> usize {
        self.checked_len().map_or(0, |len| usize::try_from(len).unwrap_or(0))
    }

    /// Whether there is no time at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The time of step number `at`, from 0.
    #[must_use]
    pub fn time(&self, at: usize) -> Millis {
        let at = Millis::try_from(at).unwrap_or(Millis::MAX);
        self.start.saturating_add(self.step.saturating_mul(at))
    }

    /// Every time, ascending.
    pub fn times(&self) -> impl Iterator<Item = Millis> + use<> {
        let range = *self;
        (0..range.len()).map(move |at| range.time(at))
    }

    pub(crate) fn check(&self) -> Result<(), EvalError> {
        let len = self.checked_len().ok_or(EvalError::Times {
            start: self.start,
            end: self.end,
            step: self.step,
        })?;
        if len > MAX_STEPS {
            return Err(EvalError::TooMuch { what: "steps", count: len, limit: MAX_STEPS });
        }
        Ok(())
    }

    fn checked_len(&self) -> Option<u64> {
        let sound = self.step > 0 && self.start <= self.end && self.start > -FARTHEST && self.end < FARTHEST;
        sound.then(|| self.end.abs_diff(self.start) / self.step.unsigned_abs() + 1)
    }
}
