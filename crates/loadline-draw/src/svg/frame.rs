//! What all pictures have in common: a title above, the times below.

use super::NARROWEST;
use super::metrics::{fitted, width};
use super::shape::{Anchor, line, text};
use crate::axis::{TimeAxis, label_start};
use crate::markup::Markup;

/// Pixels of a line of text.
pub(crate) const LINE: f64 = 16.0;
/// Pixels from the edge of the picture.
pub(crate) const EDGE: f64 = 8.0;

/// The width a picture gets for the width that was asked.
pub(crate) fn wide(asked: f64) -> f64 {
    if asked.is_finite() { asked.clamp(NARROWEST, 10_000.0).round() } else { NARROWEST }
}

/// The title, and where the rest begins.
pub(crate) fn heading(title: &str, wide: f64) -> (Markup, f64) {
    if title.is_empty() {
        return (Markup::new(), EDGE);
    }
    // Bold letters are wider by about a tenth.
    let title = fitted(title, (wide - 2.0 * EDGE) / 1.1);
    (text(EDGE, EDGE + LINE - 3.0, Anchor::Start, "heading", &title).into(), EDGE + LINE + 4.0)
}

/// What stands in a row where a picture has none.
pub(crate) fn nothing(x: f64, top: f64, row: f64) -> Markup {
    text(x, top + row / 2.0 + 4.0, Anchor::Start, "muted", "nothing to show").into()
}

/// The times below a picture whose axis lies at `y`, what they mean, and where that ends.
pub(crate) fn time_labels(axis: &TimeAxis, left: f64, y: f64, span: f64) -> (Markup, f64) {
    let mut markup = Markup::new();
    let base = y + LINE;
    for tick in axis.ticks(span, 14.0, width) {
        let x = left + tick.position;
        markup.push(line((x, y), (x, y + 4.0), "axis"));
        if tick.label.is_empty() {
            continue;
        }
        let room = width(&tick.label);
        let start = label_start(tick.position, room, span);
        // The estimate is generous: a label at an end is anchored there, so that it does not float.
        let (x, anchor) = match () {
            () if start <= 0.0 => (left, Anchor::Start),
            () if start + room >= span - 0.05 => (left + span, Anchor::End),
            () => (x, Anchor::Middle),
        };
        markup.push(text(x, base, anchor, "muted", &tick.label));
    }
    let bottom = base + LINE;
    markup.push(text(left, bottom, Anchor::Start, "muted", &fitted(&axis.caption(), span)));
    (markup, bottom)
}
