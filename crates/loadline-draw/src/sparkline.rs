//! A series as one line of text: `▁▂▃▄▅▆▇█`, with a dot where nothing is known.

use crate::glyphs::Glyphs;

/// The values as one line of at most `width` columns, scaled from the least to the greatest of them.
///
/// NaN is a value that is not known. When there are more values than columns, each column shows the greatest of its share, so
/// that no peak is lost; a column is a gap only when nothing in it is known. All values equal are drawn half way up. Infinite
/// values are drawn at the top or the bottom and do not take part in the scale.
pub fn sparkline(values: &[f64], width: usize, glyphs: Glyphs) -> String {
    let (low, high) = values
        .iter()
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    sparkline_between(values, low, high, width, glyphs)
}

/// As [`sparkline`], on a scale from `low` to `high`, so that several lines can be compared. Values beyond are drawn at the
/// top or the bottom.
pub fn sparkline_between(values: &[f64], low: f64, high: f64, width: usize, glyphs: Glyphs) -> String {
    let cells = width.min(values.len());
    (0..cells)
        .map(|cell| {
            let share = &values[cell * values.len() / cells..(cell + 1) * values.len() / cells];
            let known = share.iter().copied().filter(|value| !value.is_nan());
            match known.reduce(f64::max) {
                Some(value) => glyphs.levels()[level(value, low, high)],
                None => glyphs.missing(),
            }
        })
        .collect()
}

/// Which of the eight levels a value stands on.
fn level(value: f64, low: f64, high: f64) -> usize {
    if value.is_infinite() {
        return if value > 0.0 { 7 } else { 0 };
    }
    // Halves first: the difference of two huge numbers may not be a number.
    let (value, low, high) = (value / 2.0, low / 2.0, high / 2.0);
    let room = high - low;
    if room > 0.0 { ((value - low) / room * 7.999_999).clamp(0.0, 7.0) as usize } else { 3 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], width: usize, unicode: &str, ascii: &str) {
        assert_eq!(sparkline(values, width, Glyphs::Unicode), unicode);
        assert_eq!(sparkline(values, width, Glyphs::Ascii), ascii);
    }

    #[test]
    fn series_as_lines() {
        check(&[], 10, "", "");
        check(&[5.0], 10, "▄", "+");
        check(&[1.0, 1.0, 1.0], 10, "▄▄▄", "+++");
        check(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 8, "▁▂▃▄▅▆▇█", "_-=+*%#@");
        check(&[1.0, f64::NAN, 3.0], 8, "▁·█", "_.@");
        check(&[f64::NAN, f64::NAN], 8, "··", "..");
        check(&[-1e308, 1e308, f64::INFINITY, f64::NEG_INFINITY], 8, "▁██▁", "_@@_");
    }

    #[test]
    fn a_peak_survives_in_a_narrow_line() {
        let mut month = vec![1.0; 43_200];
        month[20_000] = 9.0;
        let line = sparkline(&month, 40, Glyphs::Unicode);
        assert_eq!(line.chars().count(), 40);
        assert_eq!(line.chars().filter(|c| *c == '█').count(), 1);
    }

    #[test]
    fn lines_on_one_scale_can_be_compared() {
        assert_eq!(sparkline_between(&[0.5, 20.0, -3.0], 0.0, 1.0, 9, Glyphs::Unicode), "▄█▁");
    }
}
