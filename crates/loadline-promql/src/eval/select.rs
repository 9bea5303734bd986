//! Instant vectors: the latest sample of each series that is not older than the lookback, and `timestamp`.

use super::window::Times;
use super::{Evaluator, merge, seconds};
use crate::column::{ABSENT, present};
use crate::options::Dialect;
use crate::syntax::{Node, Selector, Shift};
use crate::{Column, EvalError, Millis, Series};

impl Evaluator<'_> {
    pub(super) fn select(&self, selector: &Selector) -> Result<Vec<Column>, EvalError> {
        let series = self.history.matching(&selector.matchers);
        self.afford(series.len())?;
        let times = self.times(selector.shift);
        let columns = series.into_iter().map(|series| Column {
            labels: series.labels.clone(),
            values: self.latest(series, times, |_, value| value),
        });
        Ok(columns.filter(|column| !column.is_empty()).collect())
    }

    /// `timestamp(v)`: when the samples of a selector were taken; of any other vector, the time of evaluation.
    pub(super) fn timestamp(&self, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let Some(Node::Selector(selector)) = arguments.first() else {
            let columns = self.argument(arguments, 0)?;
            return self.map_values(columns, |at, _| seconds(self.steps.time(at)));
        };
        let series = self.history.matching(&selector.matchers);
        self.afford(series.len())?;
        let times = self.times(selector.shift);
        let columns = series.into_iter().map(|series| Column {
            labels: series.labels.without_metric(),
            values: self.latest(series, times, |time, _| seconds(time)),
        });
        merge::merged(columns.collect())
    }

    /// The times a selector looks at.
    pub(super) fn times(&self, shift: Shift) -> Times {
        Times::new(self.steps, self.query, shift)
    }

    fn latest(&self, series: &Series, times: Times, tell: impl Fn(Millis, f64) -> f64) -> Vec<f64> {
        // In the third generation a sample exactly as old as the lookback is too old.
        let oldest = self.options.lookback - Millis::from(self.options.dialect == Dialect::V3);
        let (stamps, samples) = (series.times(), series.values());
        let mut next = stamps.partition_point(|stamp| *stamp <= times.first);
        let mut values = vec![ABSENT; times.count];
        for (at, place) in values.iter_mut().enumerate() {
            let time = times.at(at);
            while stamps.get(next).is_some_and(|stamp| *stamp <= time) {
                next += 1;
            }
            let Some(last) = next.checked_sub(1) else { continue };
            let (stamp, value) = (stamps[last], samples[last]);
            if stamp >= time - oldest && present(value) {
                *place = tell(stamp, value);
            }
        }
        values
    }
}
