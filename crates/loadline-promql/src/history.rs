//! All series that an expression may ask for.

use crate::labels::METRIC_NAME;
use crate::syntax::{Matcher, Test};
use crate::{Labels, Millis, Series};
use std::collections::HashMap;
use std::sync::Arc;

/// Series by their labels, each label set once, indexed by every label.
#[derive(Debug, Clone, Default)]
pub struct History {
    series: Vec<Series>,
    by_labels: HashMap<Labels, usize>,
    /// Places of the series that have a label, by its name and its value.
    by_label: HashMap<Arc<str>, HashMap<Arc<str>, Vec<usize>>>,
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
        self.with(METRIC_NAME, name).iter().filter_map(|at| self.series.get(*at))
    }

    /// The series that every matcher accepts, in the order of their labels, as a server reads them from disk. The order decides
    /// which of equal values `topk` keeps, and how sums are rounded.
    pub(crate) fn matching(&self, matchers: &[Matcher]) -> Vec<&Series> {
        let accepted = |series: &&Series| matchers.iter().all(|matcher| matcher.accepts(&series.labels));
        // Of the labels that must have a value, the one that the fewest series have. An empty value asks for no label.
        let fewest = matchers.iter().filter_map(|matcher| match &matcher.test {
            Test::Is(value) if !value.is_empty() => Some(self.with(&matcher.name, value)),
            _ => None,
        });
        let mut matching: Vec<&Series> = match fewest.min_by_key(|places| places.len()) {
            Some(places) => places.iter().filter_map(|at| self.series.get(*at)).filter(accepted).collect(),
            None => self.series.iter().filter(accepted).collect(),
        };
        matching.sort_by(|a, b| a.labels.cmp(&b.labels));
        matching
    }

    /// Places of the series whose label `name` has this value.
    fn with(&self, name: &str, value: &str) -> &[usize] {
        self.by_label.get(name).and_then(|values| values.get(value)).map_or(&[], Vec::as_slice)
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
        for (name, value) in labels.shared() {
            let values = match self.by_label.get_mut(name) {
                Some(values) => values,
                None => self.by_label.entry(Arc::clone(name)).or_default(),
            };
            match values.get_mut(value) {
                Some(places) => places.push(at),
                None => drop(values.insert(Arc::clone(value), vec![at])),
            }
        }
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

    #[test]
    fn matchers_find_the_same_series_by_whichever_label_is_rarest() {
        let mut history = History::default();
        for (number, job) in ["a", "b", "a", "", "b"].into_iter().enumerate() {
            let number = number.to_string();
            let labels = Labels::new([("__name__", "up"), ("job", job), ("number", number.as_str())]);
            history.push(&labels, 0, 1.0);
        }
        history.push(&Labels::new([("job", "a"), ("number", "nameless")]), 0, 1.0);
        let check = |matchers: &[(&str, Test)], expected: &[&str]| {
            let matchers: Vec<Matcher> = matchers
                .iter()
                .map(|(name, test)| Matcher { name: (*name).into(), test: test.clone() })
                .collect();
            let found = history.matching(&matchers);
            let numbers: Vec<&str> = found.iter().filter_map(|series| series.labels.get("number")).collect();
            assert_eq!(numbers, expected);
        };
        let is = |value: &str| Test::Is(value.into());
        check(&[("__name__", is("up")), ("job", is("a"))], &["0", "2"]);
        check(&[("job", is("a"))], &["0", "2", "nameless"]);
        check(&[("job", is("")), ("__name__", is("up"))], &["3"]);
        check(&[("job", is("")), ("number", Test::IsNot("9".into()))], &["3"]);
        check(&[("job", is("c"))], &[]);
        check(&[("what", is("a"))], &[]);
        check(&[("__name__", is(""))], &["nameless"]);
        check(&[("job", Test::IsNot("a".into())), ("__name__", is("up"))], &["1", "4", "3"]);
    }
}
