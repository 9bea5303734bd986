//! Paragraphs filled to a width, so that a number stays on the line of its unit and an id is never broken at its hyphen.

use textwrap::{Options, WordSplitter};

/// A space at which no line is broken.
const GLUE: char = '\u{a0}';

/// What may follow a number as its unit. Nouns such as `copies` are words, not units.
const UNITS: &[&str] = &[
    "ns", "µs", "ms", "s", "min", "h", "d", "w", "y", "B", "kB", "MB", "GB", "TB", "PB", "EB", "B/s", "kB/s",
    "MB/s", "GB/s", "TB/s", "rps", "min/year", "EUR", "USD", "GBP",
];

/// Fills a paragraph to `width` columns; `first` goes before its first line, `indent` before every other.
#[must_use]
pub fn fill(text: &str, width: usize, first: &str, indent: &str) -> String {
    let options = Options::new(width).initial_indent(first).subsequent_indent(indent).break_words(false);
    let filled = textwrap::fill(&glued(text), options.word_splitter(WordSplitter::NoHyphenation));
    filled.replace(GLUE, " ")
}

/// The text with glue between numbers and their units.
fn glued(text: &str) -> String {
    let mut glued = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        glued.push_str(word);
        if let Some(next) = words.peek() {
            let unit = next.trim_end_matches(['.', ',', ';', ':', ')']);
            let number = word.ends_with(|last: char| last.is_ascii_digit());
            glued.push(if number && UNITS.contains(&unit) { GLUE } else { ' ' });
        }
    }
    glued
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, width: usize, filled: &str) {
        assert_eq!(fill(text, width, "", "  "), filled);
    }

    #[test]
    fn a_number_stays_with_its_unit() {
        check("it carries 350 rps, and no more", 14, "it carries\n  350 rps, and\n  no more");
        check("it takes (2.5 h) to recover", 12, "it takes\n  (2.5 h) to\n  recover");
        check("of 12 copies", 6, "of 12\n  copies");
    }

    #[test]
    fn an_id_stays_whole() {
        check("a long `place-order` here", 15, "a long\n  `place-order`\n  here");
    }
}
