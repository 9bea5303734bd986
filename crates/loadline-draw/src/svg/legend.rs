//! What colours, dashes and fills stand for: samples with words, in as many rows as it takes.

use super::metrics::{LETTERS, fitted, width};
use super::shape::{Anchor, text};
use crate::markup::Markup;

/// A sample and its words.
pub(crate) struct Entry {
    /// Draws the sample with its left end at x and its middle at y, `SAMPLE` wide.
    pub(crate) sample: Box<dyn Fn(f64, f64) -> Markup>,
    pub(crate) words: String,
}

/// How wide a sample is.
pub(crate) const SAMPLE: f64 = 18.0;
/// How high a row is.
const ROW: f64 = 18.0;

/// The legend with its top left corner at `(x, y)`, and how high it is.
pub(crate) fn legend(entries: &[Entry], x: f64, y: f64, room: f64) -> (Markup, f64) {
    if entries.is_empty() {
        return (Markup::new(), 0.0);
    }
    let mut markup = Markup::new();
    let (mut left, mut row) = (0.0, 0.0);
    for entry in entries {
        let words = fitted(&entry.words, room - SAMPLE - 6.0);
        let taken = SAMPLE + 6.0 + width(&words);
        if left > 0.0 && left + taken > room {
            (left, row) = (0.0, row + ROW);
        }
        let middle = y + row + ROW / 2.0;
        markup.push((entry.sample)(x + left, middle));
        markup.push(text(x + left + SAMPLE + 6.0, middle + LETTERS * 0.36, Anchor::Start, "muted", &words));
        left += taken + 16.0;
    }
    (markup, row + ROW)
}
