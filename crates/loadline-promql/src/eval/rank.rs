//! `topk` and `bottomk`: the k series with the greatest or smallest values at each step.
//!
//! Which of several equal values stays follows from how the heap is kept, so it is kept as Go's `container/heap` does.

use super::Scalar;
use crate::column::present;
use crate::syntax::AggregateOp;
use crate::{Column, EvalError};

/// A value and the number of its series.
type Entry = (f64, usize);

pub(super) fn best(
    op: AggregateOp,
    members: &[&Column],
    k: &Scalar,
    count: usize,
) -> Result<Vec<Column>, EvalError> {
    let top = op == AggregateOp::Topk;
    // Whether the first is worse than the second: it is thrown out sooner. NaN is the worst.
    let worse = |a: f64, b: f64| (a.is_nan() && !b.is_nan()) || if top { a < b } else { a > b };
    let mut out: Vec<Option<Column>> = vec![None; members.len()];
    let mut heap: Vec<Entry> = Vec::new();
    for step in 0..count {
        let k = whole(k.at(step), if top { "topk" } else { "bottomk" })?;
        if k < 1 {
            continue;
        }
        heap.clear();
        for (at, column) in members.iter().enumerate() {
            let value = column.values[step];
            if !present(value) {
                continue;
            }
            if heap.len() < k {
                heap.push((value, at));
                up(&mut heap, &worse);
            } else if worse(heap[0].0, value) {
                heap[0] = (value, at);
                down(&mut heap, &worse);
            }
        }
        for (value, at) in &heap {
            let labels = &members[*at].labels;
            let column = out[*at].get_or_insert_with(|| Column::absent(labels.clone(), count));
            column.values[step] = *value;
        }
    }
    Ok(out.into_iter().flatten().collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the range is checked first"
)]
fn whole(k: f64, function: &'static str) -> Result<usize, EvalError> {
    if k.is_nan() || k.abs() > i64::MAX as f64 {
        return Err(EvalError::Count { value: crate::number::plain(k), function });
    }
    Ok(k.max(0.0) as usize)
}

/// Moves the last entry to its place.
fn up(heap: &mut [Entry], worse: &impl Fn(f64, f64) -> bool) {
    let mut at = heap.len() - 1;
    while at > 0 {
        let parent = (at - 1) / 2;
        if !worse(heap[at].0, heap[parent].0) {
            break;
        }
        heap.swap(at, parent);
        at = parent;
    }
}

/// Moves the first entry to its place.
fn down(heap: &mut [Entry], worse: &impl Fn(f64, f64) -> bool) {
    let mut at = 0;
    loop {
        let left = 2 * at + 1;
        if left >= heap.len() {
            break;
        }
        let right = left + 1;
        let child = if right < heap.len() && worse(heap[right].0, heap[left].0) { right } else { left };
        if !worse(heap[child].0, heap[at].0) {
            break;
        }
        heap.swap(at, child);
        at = child;
    }
}
