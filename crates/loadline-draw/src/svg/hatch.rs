//! Slanted lines for where nothing is known: seen without colour, and on paper. Drawn as one path, since a pattern would need
//! an id.

use crate::markup::Pixels;

/// Pixels between two lines.
const APART: f64 = 6.0;

/// The path of the lines within a rectangle. Lines of neighbours meet.
pub(crate) fn hatch(x: f64, y: f64, width: f64, height: f64) -> String {
    let mut path = String::new();
    // A line is where x + y is a multiple of the distance.
    let mut sum = ((x + y) / APART).ceil() * APART;
    while sum < x + width + y + height {
        let (left, right) = ((sum - y - height).max(x), (sum - y).min(x + width));
        if right - left > 0.05 {
            let (from, to) = (Pixels(sum - left), Pixels(sum - right));
            path.push_str(&format!("M{} {from}L{} {to}", Pixels(left), Pixels(right)));
        }
        sum += APART;
    }
    path
}
