//! All series that an expression may ask for.

use crate::labels::METRIC_NAME;
use crate::syntax::{Matcher, Test};
use crate::{Labels, Millis, Series};
use std::collections::HashMap;
use std::sync::Arc;

/// Series by their labels, each label set once, indexed by the name of the metric.
#[derive(Debug, Clone, Default)]
pub struct History {
    series: Vec<Series>,
    by_labels: HashMap<Labels, usize>,
    by_metric: HashMap<Arc<str>, Vec<usize>>,
}

impl History {
    /// Adds a sample to the series with these labels; `false` when it is not later than the last one there.
    pub fn push(&mut self, labels: &Labels, time: Millis, value: f64) -> bool {
        let at = self.index_of(labels);
        self.series.get_mut(at).is_some_and(|series| series.push(time, value))
    }

    /// Adds a whole series; its samples follow those of the series with the same labels, if there is one.
    /// Returns how many samples were left out because they are not later than what was there.
    pub fn insert(&mut self, series: Series) -> usize {
        let at = self.index_of(&series.labels);
        let Some(place) = self.series.get_mut(at) else { return 0 };
        if place.times().is_empty() {
            *place = series;
            return 0;
        }
        series
            .times()
            .iter()
            .zip(series.values())
            .filter(|(time, value)| !place.push(**time, **value))
            .count()
    }

    /// Every series, in the order in which they came.
    #[must_use]
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The series of the metric `name`, in the order in which they came.
    pub fn of_metric(&self, name: &str) -> impl Iterator<Item = &Series> {
        self.by_metric.get(name).into_iter().flatten().filter_map(|at| self.series.get(*at))
    }

    /// The series that every matcher accepts, in the order of their labels, as a server reads them from disk. The order decides
    /// which of equal values `topk` keeps, and how sums are rounded.
    pub(crate) fn matching(&self, matchers: &[Matcher]) -> Vec<&Series> {
        let name = matchers.iter().find_map(|matcher| match &matcher.test {
            Test::Is(name) if matcher.name.as_ref() == METRIC_NAME => Some(name),
            _ => None,
        });
        let accepted = |series: &&Series| matchers.iter().all(|matcher| matcher.accepts(&series.labels));
        let mut matching: Vec<&Series> = match name {
            Some(name) => self.of_metric(name).filter(accepted).collect(),
            None => self.series.iter().filter(accepted).collect(),
        };
        matching.sort_by(|a, b| a.labels.cmp(&b.labels));
        matching
    }

    /// The first and the last time of any sample; `None` when there is none.
    #[must_use]
    pub fn span(&self) -> Option<(Millis, Millis)> {
        let first = self.series.iter().filter_map(|series| series.times().first()).min()?;
        let last = self.series.iter().filter_map(|series| series.times().last()).max()?;
        Some((*first, *last))
    }

    fn index_of(&mut self, labels: &Labels) -> usize {
        if let Some(at) = self.by_labels.get(labels) {
            return *at;
        }
        let at = self.series.len();
        self.series.push(Series::new(labels.clone()));
        self.by_labels.insert(labels.clone(), at);
        let metric: Arc<str> = labels.get(METRIC_NAME).unwrap_or_default().into();
        self.by_metric.entry(metric).or_default().push(at);
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_found_by_its_metric_and_never_goes_back_in_time() {
        let up = Labels::new([("__name__", "up"), ("job", "a")]);
        let mut history = History::default();
        assert!(history.push(&up, 1000, 1.0));
        assert!(!history.push(&up, 1000, 2.0));
        let mut more = Series::new(up);
        more.push(500, 0.0);
        more.push(2000, 0.0);
        assert_eq!(history.insert(more), 1);
        assert_eq!(history.of_metric("up").count(), 1);
        assert_eq!(history.of_metric("down").count(), 0);
        assert_eq!(history.span(), Some((1000, 2000)));
    }
}
