//! Columns that end up with the same labels become one, as long as they never have a value at the same step.

use crate::column::present;
use crate::{Column, EvalError, Labels};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Columns without values left out, and those with the same labels joined.
pub(super) fn merged(columns: Vec<Column>) -> Result<Vec<Column>, EvalError> {
    joined(columns, |labels| EvalError::SameLabels { labels: labels.to_string() })
}

/// The same, with an error of one's own for two values at one step.
pub(super) fn joined(
    columns: Vec<Column>,
    clash: impl Fn(&Labels) -> EvalError,
) -> Result<Vec<Column>, EvalError> {
    let mut merged: Vec<Column> = Vec::with_capacity(columns.len());
    let mut known: HashMap<Labels, usize> = HashMap::with_capacity(columns.len());
    for column in columns.into_iter().filter(|column| !column.is_empty()) {
        match known.entry(column.labels.clone()) {
            Entry::Vacant(place) => {
                place.insert(merged.len());
                merged.push(column);
            }
            Entry::Occupied(place) => {
                let first = &mut merged[*place.get()];
                for (at, value) in column.present() {
                    if present(first.values[at]) {
                        return Err(clash(&column.labels));
                    }
                    first.values[at] = value;
                }
            }
        }
    }
    Ok(merged)
}

/// Columns without values left out; two with the same labels are an error even where they never meet.
pub(super) fn distinct(mut columns: Vec<Column>) -> Result<Vec<Column>, EvalError> {
    columns.retain(|column| !column.is_empty());
    let mut known = std::collections::HashSet::with_capacity(columns.len());
    for column in &columns {
        if !known.insert(&column.labels) {
            return Err(EvalError::SameLabels { labels: column.labels.to_string() });
        }
    }
    Ok(columns)
}
