//! How many columns a text takes in a terminal, and texts made to fit.
//!
//! Widths are those of Unicode Standard Annex #11 (wide characters take two columns, combining ones none).

use crate::glyphs::Glyphs;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns a text takes.
pub fn columns(text: &str) -> usize {
    text.width()
}

/// A text on one line that can neither move the cursor nor turn the direction of writing: control characters and overrides
/// of direction become a visible substitute (in ASCII a question mark, as does all that is not ASCII).
pub(crate) fn tame(text: &str, glyphs: Glyphs) -> String {
    let tamed = |c: char| match c {
        '\n' | '\t' => ' ',
        c if glyphs == Glyphs::Ascii && !c.is_ascii() => '?',
        c if c.is_control() => glyphs.pick('\u{fffd}', '?'),
        '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{2028}'
        | '\u{2029}' => '\u{fffd}',
        c => c,
    };
    text.chars().map(tamed).collect()
}

/// The text, cut to at most `width` columns with an ellipsis where something is missing.
pub fn cut(text: &str, width: usize, glyphs: Glyphs) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if taken + wide + 1 > width {
            break;
        }
        taken += wide;
        kept.push(c);
    }
    // A cut can separate characters that only together are narrow.
    while columns(&kept) + 1 > width && kept.pop().is_some() {}
    if width > 0 {
        kept.push(glyphs.ellipsis());
    }
    kept
}

/// The text cut or filled with spaces to exactly `width` columns.
pub fn padded(text: &str, width: usize, glyphs: Glyphs) -> String {
    let mut text = cut(text, width, glyphs);
    text.push_str(&" ".repeat(width.saturating_sub(columns(&text))));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, expected: &str) {
        assert_eq!(padded(text, width, Glyphs::Unicode), expected);
    }

    #[test]
    fn texts_take_exactly_their_columns() {
        check("", 0, "");
        check("abc", 0, "");
        check("abc", 5, "abc  ");
        check("abcdef", 5, "abcd…");
        check("数据库", 6, "数据库");
        check("数据库", 5, "数据…");
        check("数据库", 4, "数… ");
        check("e\u{301}tude", 4, "e\u{301}tu…");
    }

    #[test]
    fn nothing_gets_through_that_moves_the_cursor() {
        assert_eq!(tame("a\u{1b}[2Jb\nc\u{202e}", Glyphs::Unicode), "a\u{fffd}[2Jb c\u{fffd}");
        assert_eq!(tame("zürich\u{7}", Glyphs::Ascii), "z?rich?");
    }
}
