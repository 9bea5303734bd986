//! Splitting text into a number and whatever follows it, and the patterns that go with it.
//!
//! Only the shape of numbers is known here; what may follow is for each unit to say.

use super::UnitError;
use std::borrow::Cow;

/// Pattern of a number: `300`, `400_000`, `400,000`, `1.5`, `2e3`.
macro_rules! number {
    () => {
        r"(?:[0-9]+(?:_[0-9]+)*|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
    };
}

/// Pattern of what leads to a period: `/` or `per `.
macro_rules! per {
    () => {
        " *(?:/ *|per +)"
    };
}

/// Pattern of the words [`Period::named`](super::Period::named) knows.
macro_rules! period {
    () => {
        "(?:s|second|min|minute|h|hour|d|day|w|week|month|y|year)"
    };
}

pub(super) use {number, per, period};

/// A number and the text behind it.
#[derive(Debug)]
pub(super) struct Leading<'a> {
    /// The number, always finite.
    pub(super) value: f64,
    /// What follows the number and any spaces behind it.
    pub(super) rest: &'a str,
    written: &'a str,
    plain: Cow<'a, str>,
}

impl<'a> Leading<'a> {
    /// Splits `text` behind the number it starts with, which must not be negative.
    pub(super) fn of(text: &'a str) -> Result<Self, UnitError> {
        let leading = Self::signed(text)?;
        if leading.written.starts_with('-') {
            return Err(UnitError::OutOfRange(excerpt(text), "it must not be negative"));
        }
        Ok(leading)
    }

    /// Splits `text` behind the number it starts with, which may be negative.
    pub(super) fn signed(text: &'a str) -> Result<Self, UnitError> {
        if text.ends_with(' ') {
            return Err(UnitError::NotANumber(excerpt(text)));
        }
        let bytes = text.as_bytes();
        let run = |from: usize, belongs: fn(&u8) -> bool| {
            from + bytes[from..].iter().take_while(|byte| belongs(byte)).count()
        };
        let start = usize::from(text.starts_with('-'));
        let mut end = run(start, |b| b.is_ascii_digit() || matches!(b, b'_' | b','));
        let Some(whole) = without_separators(&text[start..end]) else {
            return Err(not_a_number(text));
        };
        let whole_end = end;
        if bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            end = run(end + 1, u8::is_ascii_digit);
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                end = run(end + 1 + sign, u8::is_ascii_digit);
            }
        }
        let plain = match whole {
            Cow::Borrowed(_) => Cow::Borrowed(&text[..end]),
            Cow::Owned(whole) => Cow::Owned(format!("{}{whole}{}", &text[..start], &text[whole_end..end])),
        };
        let value = finite(&plain, text)?;
        Ok(Self { value, rest: text[end..].trim_start_matches(' '), written: &text[..end], plain })
    }

    /// The number as written, when it has neither a fraction nor an exponent: only digits, separators removed.
    pub(super) fn whole(&self) -> Option<&str> {
        self.plain.bytes().all(|byte| byte.is_ascii_digit()).then_some(&*self.plain)
    }

    /// The number times 10^`power`, as exact as if it had been written that way (`99.9` shifted by -2 is 0.999).
    pub(super) fn shifted(&self, power: i64) -> Result<f64, UnitError> {
        let (mantissa, exponent) = self.plain.split_once(['e', 'E']).unwrap_or((&self.plain, "0"));
        // An exponent too long for i64 has a mantissa of zero or a value of zero: larger ones were refused before.
        let Ok(exponent) = exponent.parse::<i64>() else { return Ok(0.0) };
        finite(&format!("{mantissa}e{}", exponent.saturating_add(power)), self.written)
    }

    /// The error for a number that stands alone.
    pub(super) fn no_unit(&self) -> UnitError {
        UnitError::NoUnit(excerpt(self.written))
    }

    /// The error for what stands behind the number: no unit, or one that is not in `known`.
    pub(super) fn wrong_unit(&self, known: &'static str) -> UnitError {
        if self.rest.is_empty() { self.no_unit() } else { UnitError::UnknownUnit(excerpt(self.rest), known) }
    }

    /// The power of ten that a suffix `k` or `M` stands for (0 without one), and what follows it.
    pub(super) fn suffix(&self) -> (i64, &'a str) {
        let (power, rest) = match self.rest.as_bytes().first() {
            Some(b'k') => (3, &self.rest[1..]),
            Some(b'M') => (6, &self.rest[1..]),
            _ => (0, self.rest),
        };
        (power, rest.trim_start_matches(' '))
    }
}

/// The word behind `/` or `per `.
pub(super) fn per_what(text: &str) -> Option<&str> {
    let word = text.strip_prefix('/').or_else(|| text.strip_prefix("per "))?;
    Some(word.trim_start_matches(' '))
}

/// Enough of `text` for a message: long texts are cut.
pub(crate) fn excerpt(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// `value` where a quantity needs it finite and not negative: NaN and negative become 0, infinity the largest number.
pub(super) fn clamped(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, f64::MAX) }
}

fn finite(plain: &str, text: &str) -> Result<f64, UnitError> {
    match plain.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(UnitError::OutOfRange(excerpt(text), "the number is too large")),
        Err(_) => Err(UnitError::NotANumber(excerpt(text))),
    }
}

/// The digits of `run`, or `None` unless it is `400000`, `400_000` or, in groups of exactly three, `400,000`.
fn without_separators(run: &str) -> Option<Cow<'_, str>> {
    if !run.bytes().any(|byte| matches!(byte, b'_' | b',')) {
        return (!run.is_empty()).then_some(Cow::Borrowed(run));
    }
    let by_comma: Vec<&str> = run.split(',').collect();
    let sound = match by_comma.as_slice() {
        [plain] => plain.split('_').all(|group| !group.is_empty()),
        [first, groups @ ..] => {
            let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
            (1..=3).contains(&first.len())
                && digits(first)
                && groups.iter().all(|g| g.len() == 3 && digits(g))
        }
        [] => false,
    };
    sound.then(|| Cow::Owned(run.replace(['_', ','], "")))
}

fn not_a_number(text: &str) -> UnitError {
    let word: String = text
        .trim_start_matches(['-', '+', '.'])
        .chars()
        .take_while(|c| c.is_alphabetic())
        .take("infinity".len() + 1)
        .collect();
    if ["inf", "infinity", "nan"].contains(&word.to_ascii_lowercase().as_str()) {
        UnitError::OutOfRange(excerpt(text), "it must be a finite number")
    } else {
        UnitError::NotANumber(excerpt(text))
    }
}
