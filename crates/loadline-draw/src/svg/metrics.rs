//! How wide a text is about to be, without a font: the advances of DejaVu Sans, which is among the widest of the fonts that
//! readers have. A text that fits by this estimate fits in Arial, Segoe UI, Roboto and San Francisco too.

use unicode_width::UnicodeWidthChar;

/// The size of the letters of all pictures, in pixels.
pub(crate) const LETTERS: f64 = 12.0;

/// Advances of the characters from space to tilde, in hundredths of the size of the letters.
#[rustfmt::skip]
const ADVANCES: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
    84, 84, 53, 100, 69, 69, 70, 77, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79, 61, 79, 70, 64, 61, 74, 69, 99, 69, 61,
    69, 39, 34, 39, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64, 64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 52, 40, 64, 60,
    82, 60, 60, 53, 64, 34, 64, 84,
];

/// About how many pixels a text takes in letters of the size of all pictures.
pub(crate) fn width(text: &str) -> f64 {
    let hundredths: u64 = text.chars().map(|c| u64::from(advance(c))).sum();
    hundredths as f64 / 100.0 * LETTERS
}

fn advance(c: char) -> u8 {
    let ascii = u32::from(c).checked_sub(32).and_then(|index| ADVANCES.get(index as usize));
    match (ascii, c.width()) {
        (Some(advance), _) => *advance,
        // A column is half of a wide character, which is as wide as it is high; letters of other scripts can be as wide.
        (None, Some(0)) => 0,
        (None, _) => 108,
    }
}

/// The text cut to `room` pixels, with an ellipsis where something is missing; nothing where not even that has room.
pub(crate) fn fitted(text: &str, room: f64) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut taken = width("…");
    if taken > room {
        return kept;
    }
    for c in text.chars() {
        taken += f64::from(advance(c)) / 100.0 * LETTERS;
        if taken > room {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}
