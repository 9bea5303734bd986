//! Range vectors: the samples of a series between two times that both move forward with the steps.

use super::Evaluator;
use crate::column::present;
use crate::options::Dialect;
use crate::syntax::{At, Shift, Source, Window};
use crate::{EvalError, Labels, Millis, Range, Series};
use std::borrow::Cow;

/// The times at which a selector looks, one for each step; all the same after `@`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Times {
    pub(super) first: Millis,
    /// Between two; 0 after `@`.
    pub(super) step: Millis,
    pub(super) count: usize,
}

impl Times {
    pub(super) fn new(steps: Range, query: Range, shift: Shift) -> Self {
        let (first, step) = match shift.at {
            None => (steps.start, steps.step),
            Some(At::Time(time)) => (time, 0),
            Some(At::Start) => (query.start, 0),
            Some(At::End) => (query.end, 0),
        };
        Self { first: first - shift.offset, step, count: steps.len() }
    }

    #[inline]
    pub(super) fn at(&self, step: usize) -> Millis {
        #[expect(clippy::cast_possible_wrap, reason = "there are at most ten million steps")]
        let step = step as Millis;
        self.first + self.step * step
    }

    pub(super) fn last(&self) -> Millis {
        self.at(self.count.saturating_sub(1))
    }
}

/// The samples of one series, stale markers left out.
pub(super) struct Samples<'a> {
    pub(super) labels: Labels,
    pub(super) times: Cow<'a, [Millis]>,
    pub(super) values: Cow<'a, [f64]>,
}

impl<'a> Samples<'a> {
    fn of(series: &'a Series) -> Self {
        let labels = series.labels.clone();
        if !series.has_stale() {
            return Self {
                labels,
                times: Cow::Borrowed(series.times()),
                values: Cow::Borrowed(series.values()),
            };
        }
        let kept = series.times().iter().zip(series.values()).filter(|(_, value)| present(**value));
        let (times, values): (Vec<Millis>, Vec<f64>) = kept.unzip();
        Self { labels, times: Cow::Owned(times), values: Cow::Owned(values) }
    }
}

/// A window with its samples.
pub(super) struct Frame<'a> {
    pub(super) series: Vec<Samples<'a>>,
    pub(super) times: Times,
    /// How long the window is.
    pub(super) range: Millis,
    pub(super) dialect: Dialect,
}

impl Frame<'_> {
    /// Which samples each window holds, in the order of the steps: `visit(step, from, to)`. Windows that hold none are
    /// left out.
    #[inline]
    pub(super) fn each(&self, stamps: &[Millis], mut visit: impl FnMut(usize, usize, usize)) {
        // In the second generation a window takes in its left end, in the third it does not.
        let reach = self.range - Millis::from(self.dialect == Dialect::V3);
        let mut from = stamps.partition_point(|stamp| *stamp < self.times.first - reach);
        let mut to = stamps.partition_point(|stamp| *stamp <= self.times.first).max(from);
        for step in 0..self.times.count {
            let time = self.times.at(step);
            while to < stamps.len() && stamps[to] <= time {
                to += 1;
            }
            while from < to && stamps[from] < time - reach {
                from += 1;
            }
            if from < to {
                visit(step, from, to);
            }
        }
    }
}

impl<'a> Evaluator<'a> {
    /// The window of a node with its samples: those of the history, or of an expression evaluated again and again.
    pub(super) fn frame(&self, window: &Window) -> Result<Frame<'a>, EvalError> {
        let times = self.times(window.shift);
        let series = match &window.source {
            Source::Series(matchers) => {
                self.history.matching(matchers).into_iter().map(Samples::of).collect()
            }
            Source::Subquery { node, step } => {
                let step = step.unwrap_or(self.options.subquery_step).max(1);
                match aligned(times.first - window.range, times.last(), step) {
                    Some(steps) => self.repeated(node, steps)?,
                    None => Vec::new(),
                }
            }
        };
        self.afford(series.len())?;
        Ok(Frame { series, times, range: window.range, dialect: self.options.dialect })
    }

    fn repeated(&self, node: &crate::syntax::Node, steps: Range) -> Result<Vec<Samples<'a>>, EvalError> {
        let columns = self.inner(steps)?.vector(node)?;
        Ok(columns
            .into_iter()
            .map(|column| {
                let (times, values): (Vec<Millis>, Vec<f64>) =
                    column.present().map(|(at, value)| (steps.time(at), value)).unzip();
                Samples { labels: column.labels, times: Cow::Owned(times), values: Cow::Owned(values) }
            })
            .collect())
    }
}

/// The multiples of `step` from `start` to `end`; `None` when there is none.
fn aligned(start: Millis, end: Millis, step: Millis) -> Option<Range> {
    let first = start.div_euclid(step) * step;
    let first = if first < start { first + step } else { first };
    (first <= end).then_some(Range { start: first, end, step })
}
