//! `label_replace` and `label_join`. The label names and patterns were checked when the expression was read.

use super::{Evaluator, merge};
use crate::syntax::{Node, pattern};
use crate::{Column, EvalError, Labels};

impl Evaluator<'_> {
    /// `label_replace(v, target, replacement, source, pattern)`: where the pattern matches the whole source, the target
    /// becomes the replacement.
    pub(super) fn label_replace(&self, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let columns = self.argument(arguments, 0)?;
        let texts: Vec<&str> = arguments.iter().filter_map(Node::as_text).collect();
        let [target, replacement, source, regex] = texts.as_slice() else { return Ok(columns) };
        let Ok(regex) = pattern(regex, self.options.dialect) else { return Ok(columns) };
        let changed = columns.into_iter().map(|column| {
            let value = column.labels.get(source).unwrap_or_default();
            let Some(found) = regex.captures(value) else { return column };
            let mut new = String::new();
            found.expand(replacement, &mut new);
            Column { labels: with(&column.labels, target, &new), values: column.values }
        });
        merge::merged(changed.collect())
    }

    /// `label_join(v, target, separator, source…)`.
    pub(super) fn label_join(&self, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let columns = self.argument(arguments, 0)?;
        let texts: Vec<&str> = arguments.iter().filter_map(Node::as_text).collect();
        let [target, separator, sources @ ..] = texts.as_slice() else { return Ok(columns) };
        let changed = columns.into_iter().map(|column| {
            let values: Vec<&str> =
                sources.iter().map(|source| column.labels.get(source).unwrap_or_default()).collect();
            Column { labels: with(&column.labels, target, &values.join(separator)), values: column.values }
        });
        merge::merged(changed.collect())
    }
}

fn with(labels: &Labels, name: &str, value: &str) -> Labels {
    Labels::new(labels.iter().chain([(name, value)]))
}
