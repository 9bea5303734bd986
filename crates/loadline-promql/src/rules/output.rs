//! The columns of a rule's expression under the labels that the rule gives them.

use crate::column::present;
use crate::{Column, Labels};
use std::collections::HashMap;

/// A column under new labels, with the labels it had before.
pub(super) struct Output {
    pub(super) column: Column,
    /// From which step on it comes from the series with these labels; ascending.
    sources: Vec<(usize, Labels)>,
}

impl Output {
    pub(super) fn absent(labels: Labels, steps: usize) -> Self {
        Self { column: Column::absent(labels, steps), sources: Vec::new() }
    }

    /// The labels of the series that the value at `step` is of, or was last.
    pub(super) fn source(&self, step: usize) -> Option<&Labels> {
        let after = self.sources.partition_point(|(from, _)| *from <= step);
        self.sources.get(after.checked_sub(1)?).map(|(_, labels)| labels)
    }
}

/// Relabels every value; `rename` may look at it. Steps at which two values get the same labels are marked in `failed`.
pub(super) fn relabelled(
    columns: Vec<Column>,
    failed: &mut [bool],
    by_value: bool,
    rename: impl Fn(&Labels, f64) -> Labels,
) -> Vec<Output> {
    let steps = failed.len();
    let mut outputs: Vec<Output> = Vec::with_capacity(columns.len());
    let mut known: HashMap<Labels, usize> = HashMap::with_capacity(columns.len());
    for column in columns {
        let plain = (!by_value).then(|| rename(&column.labels, 0.0));
        if let Some(labels) = &plain
            && !known.contains_key(labels)
        {
            known.insert(labels.clone(), outputs.len());
            let sources = vec![(0, column.labels)];
            outputs
                .push(Output { column: Column { labels: labels.clone(), values: column.values }, sources });
            continue;
        }
        for (step, value) in column.present() {
            let labels = plain.clone().unwrap_or_else(|| rename(&column.labels, value));
            let at = *known.entry(labels.clone()).or_insert_with(|| {
                outputs.push(Output::absent(labels, steps));
                outputs.len() - 1
            });
            let output = &mut outputs[at];
            if present(output.column.values[step]) {
                failed[step] = true;
                continue;
            }
            output.column.values[step] = value;
            output.sources.push((step, column.labels.clone()));
        }
    }
    for output in &mut outputs {
        output.sources.sort_by_key(|(step, _)| *step);
        output.sources.dedup_by(|later, earlier| later.1 == earlier.1);
    }
    outputs
}
