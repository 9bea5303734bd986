//! Which cells of a line a span or a mark falls into. Cells are columns of a terminal or pixels of a picture.

use super::{Mark, Span};
use crate::axis::{Millis, TimeAxis};
use crate::tone::Tone;
use std::ops::Range;

/// The cell a time falls into; the end of the axis belongs to the last cell.
pub(crate) fn cell(axis: &TimeAxis, at: Millis, cells: usize) -> usize {
    (axis.position(at, cells as f64) as usize).min(cells.saturating_sub(1))
}

/// The cells a span touches, at least one; none when it lies outside.
///
/// The end of a span is the first moment that no longer belongs to it.
pub(crate) fn touched(axis: &TimeAxis, span: &Span, cells: usize) -> Range<usize> {
    let (from, to) = (span.from.min(span.to), span.from.max(span.to));
    if from > axis.to() || to < axis.from() || (to == axis.from() && from < to) || cells == 0 {
        return 0..0;
    }
    let first = cell(axis, from, cells);
    let last = cell(axis, (to - 1).max(from), cells);
    first..last + 1
}

/// The loudest tone of the spans in each cell.
pub(crate) fn loudest(axis: &TimeAxis, spans: &[Span], cells: usize) -> Vec<Option<Tone>> {
    let mut line = vec![None; cells];
    for span in spans {
        for cell in &mut line[touched(axis, span, cells)] {
            *cell = (*cell).max(Some(span.tone));
        }
    }
    line
}

/// The loudest tone of the marks in each cell.
pub(crate) fn loudest_mark(
    axis: &TimeAxis,
    marks: &[Mark],
    cells: usize,
    wanted: impl Fn(Tone) -> bool,
) -> Vec<Option<Tone>> {
    let mut line: Vec<Option<Tone>> = vec![None; cells];
    for mark in marks.iter().filter(|mark| wanted(mark.tone) && axis.covers(mark.at)) {
        if let Some(slot) = line.get_mut(cell(axis, mark.at, cells)) {
            *slot = (*slot).max(Some(mark.tone));
        }
    }
    line
}
