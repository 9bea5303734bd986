//! `absent` and `absent_over_time`: 1 where nothing is, with the labels the selector asked for.

use super::Evaluator;
use crate::column::{ABSENT, present};
use crate::labels::METRIC_NAME;
use crate::syntax::{Matcher, Node, Source, Test};
use crate::{Column, EvalError, Labels};

impl Evaluator<'_> {
    pub(super) fn absent(&self, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let columns = self.argument(arguments, 0)?;
        let labels = match arguments.first() {
            Some(Node::Selector(selector)) => asked_for(&selector.matchers),
            _ => Labels::default(),
        };
        let values = (0..self.count()).map(|step| {
            let some = columns.iter().any(|column| present(column.values[step]));
            if some { ABSENT } else { 1.0 }
        });
        Ok(vec![Column { labels, values: values.collect() }])
    }

    pub(super) fn absent_over_time(&self, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let Some(Node::Window(window)) = arguments.first() else { return Ok(Vec::new()) };
        let frame = self.frame(window)?;
        let labels = match &window.source {
            Source::Series(matchers) => asked_for(matchers),
            Source::Subquery { .. } => Labels::default(),
        };
        let mut values = vec![1.0; self.count()];
        for samples in &frame.series {
            frame.each(&samples.times, |step, _, _| values[step] = ABSENT);
        }
        Ok(vec![Column { labels, values }])
    }
}

/// What the matchers with `=` say, each label that no other matcher speaks of.
/// Source: prometheus/prometheus, `promql/functions.go`, `createLabelsForAbsentFunction`.
fn asked_for(matchers: &[Matcher]) -> Labels {
    let mut pairs: Vec<(&str, Option<&str>)> = Vec::new();
    for matcher in matchers.iter().filter(|matcher| matcher.name.as_ref() != METRIC_NAME) {
        let known = pairs.iter_mut().find(|(name, _)| *name == matcher.name.as_ref());
        match (&matcher.test, known) {
            (Test::Is(value), None) => pairs.push((&matcher.name, Some(value))),
            (_, Some(pair)) => pair.1 = None,
            (_, None) => {}
        }
    }
    Labels::new(pairs.into_iter().filter_map(|(name, value)| Some((name, value?))))
}
