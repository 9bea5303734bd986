//! One piece of a statement: a word, a number or a sign, with its bytes.

use super::numeral;
use std::ops::Range;

/// One piece of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Whether it follows the token before without white space.
    pub(super) glued: bool,
    /// Lower-case text of a word, without its possessive ending; the sign itself for a sign; empty for a number.
    pub(super) word: String,
    /// Whether the word starts with a capital letter.
    pub(super) capital: bool,
    /// White space before it holds an empty line, or a line break before a bullet, a heading or a label.
    pub(super) breaks: bool,
}

/// Kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Letters, and digits behind them: `users`, `p99`.
    Word,
    /// A number in digits.
    Number(f64),
    /// A time of day such as `08:30`, in hours.
    Clock(f64),
    /// Anything else, one character.
    Sign,
}

impl Token {
    /// Whether it is this word or sign.
    pub(super) fn is(&self, word: &str) -> bool {
        self.word == word
    }

    /// The number in it.
    pub(super) fn number(&self) -> Option<f64> {
        match self.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is a number, in figures or in a word such as `eight`; `one` is mostly none.
    pub(super) fn is_number(&self) -> bool {
        self.number().is_some() || numeral::small(&self.word).is_some_and(|value| value != 1.0)
    }

    /// Whether it is a word.
    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// The word at a place of a sentence; none outside of it.
pub(super) fn word_at<'a>(tokens: &'a [Token], sentence: &Range<usize>, at: usize) -> &'a str {
    tokens.get(at).filter(|_| sentence.contains(&at)).map_or("", |token| token.word.as_str())
}
