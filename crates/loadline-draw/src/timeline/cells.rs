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

/// A stretch as it is drawn: spans of one tone that meet within a pixel are one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    /// Where it begins and ends, in pixels from the start of the axis.
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) tone: Tone,
    /// What the only span says, or nothing.
    pub(crate) label: String,
    start: Millis,
    end: Millis,
    spans: usize,
}

/// A moment as it is drawn: marks within two pixels are one, as loud as the loudest of them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Point {
    /// Where, in pixels from the start of the axis.
    pub(crate) at: f64,
    pub(crate) tone: Tone,
    /// What the loudest of the marks says.
    pub(crate) label: String,
    time: Millis,
    marks: usize,
}

/// The spans on an axis of so many pixels, the quietest first, so that the loudest is drawn on top. At least 1.5 pixels each.
pub(crate) fn pieces(axis: &TimeAxis, spans: &[Span], pixels: f64) -> Vec<Piece> {
    let mut ordered: Vec<&Span> = spans.iter().filter(|span| !touched(axis, span, 1).is_empty()).collect();
    ordered.sort_by_key(|span| (span.tone, span.from.min(span.to), span.from.max(span.to)));
    let mut pieces: Vec<Piece> = Vec::new();
    for span in ordered {
        let (start, end) = (span.from.min(span.to), span.from.max(span.to));
        let (from, to) = (axis.position(start, pixels), axis.position(end, pixels));
        let from = from.min(pixels - 1.5);
        let to = to.max(from + 1.5);
        match pieces.last_mut() {
            Some(last)
                if last.tone == span.tone
                    && from - last.to < 1.0
                    && (last.label == span.label || to - from < 3.0) =>
            {
                last.to = last.to.max(to);
                last.end = last.end.max(end);
                last.spans += 1;
                if last.label != span.label {
                    last.label.clear();
                }
            }
            _ => pieces.push(Piece {
                from,
                to,
                tone: span.tone,
                label: span.label.clone(),
                start,
                end,
                spans: 1,
            }),
        }
    }
    pieces
}

/// The marks on an axis of so many pixels, in order of time.
pub(crate) fn points(axis: &TimeAxis, marks: &[Mark], pixels: f64) -> Vec<Point> {
    let mut ordered: Vec<&Mark> = marks.iter().filter(|mark| axis.covers(mark.at)).collect();
    ordered.sort_by_key(|mark| mark.at);
    let mut points: Vec<Point> = Vec::new();
    for mark in ordered {
        let at = axis.position(mark.at, pixels);
        match points.last_mut() {
            Some(last) if at - last.at < 2.0 => {
                last.marks += 1;
                if mark.tone > last.tone {
                    (last.tone, last.time) = (mark.tone, mark.at);
                    last.label.clone_from(&mark.label);
                }
            }
            _ => {
                points.push(Point { at, tone: mark.tone, label: mark.label.clone(), time: mark.at, marks: 1 })
            }
        }
    }
    points
}

impl Piece {
    /// What it is and when: `maintenance: Tue 3 Mar 2026 02:14 to 02:31 (17 min)`.
    pub(crate) fn words(&self, axis: &TimeAxis) -> String {
        let many = if self.spans > 1 { format!("{} times, ", self.spans) } else { String::new() };
        let label = if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) };
        format!("{label}{many}{}", axis.stretch(self.start, self.end))
    }
}

impl Point {
    /// What it is and when: `page: Tue 3 Mar 2026 02:14, and 2 more`.
    pub(crate) fn words(&self, axis: &TimeAxis) -> String {
        let label = if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) };
        let more = if self.marks > 1 { format!(", and {} more", self.marks - 1) } else { String::new() };
        format!("{label}{}{more}", axis.moment(self.time))
    }
}
