//! Long windows as generated rules count them: added up from what the shortest window counted at every evaluation.
//!
//! Source of the sums: `sum_over_time` as Prometheus has it, through `loadline-promql`.

use super::millis;
use crate::prometheus_duration;
use loadline_base::units::Duration;
use loadline_promql::{Expression, History, Labels, METRIC_NAME, Range, Series};

/// Recorded series of one side of an objective, by the labels that keep it apart.
#[derive(Debug, Default)]
pub(super) struct Recorded(History);

impl Recorded {
    /// Records `values`, one for each time of `range`; where there is none, nothing is recorded.
    pub(super) fn record(&mut self, group: &Labels, values: &[f64], range: Range) {
        let labels = Labels::new(group.iter().chain([(METRIC_NAME, "recorded")]));
        let mut series = Series::new(labels);
        for (time, value) in range.times().zip(values).filter(|(_, value)| !Series::is_stale(**value)) {
            series.push(time, *value);
        }
        self.0.insert(series);
    }

    /// What `function`, such as `sum_over_time`, makes of it over `window`, by the labels that keep it apart.
    ///
    /// # Errors
    /// What the evaluation says.
    pub(super) fn over(
        &self,
        function: &str,
        window: Duration,
        range: Range,
    ) -> Result<Vec<(Labels, Vec<f64>)>, String> {
        let text = format!("{function}(recorded[{}])", prometheus_duration(window));
        let expression = Expression::parse(&text).map_err(|error| error.to_string())?;
        let columns = expression.range(&self.0, range).map_err(|error| error.to_string())?;
        Ok(columns.into_iter().map(|column| (column.labels, column.values)).collect())
    }
}

/// By how much less an event counts in the shortest window `base` than it is counted in a sum of all of its evaluations.
pub(super) fn weight(range: Range, base: Duration) -> f64 {
    range.step as f64 / millis(base).max(1) as f64
}
