//! Looks a text over before the parser sees it: bounds its size and nesting, and refuses durations the parser would take
//! for something else. Says where things are, as the parser does not.

use super::duration;
use crate::ParseError;

/// The longest text that is read, in bytes. Generated rules that join hundreds of windows stay under a tenth of this.
const MAX_SIZE: usize = 64 << 10;
/// The deepest nesting of brackets.
const MAX_DEPTH: usize = 100;
/// How many signs and brackets, outside strings, one expression may have.
const MAX_SIGNS: usize = 4000;

/// Everything that is refused by the look of the text.
pub(super) fn check(text: &str) -> Result<(), ParseError> {
    if text.len() > MAX_SIZE {
        return Err(ParseError::new(format!("the expression is longer than {} KiB", MAX_SIZE >> 10))
            .hint("record its parts in rules of their own"));
    }
    let mut open: Vec<(usize, u8)> = Vec::new();
    let mut signs = 0;
    let mut duration_follows = false;
    for (at, word) in Words::new(text) {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        match first {
            b'(' | b'[' | b'{' => {
                open.push((at, first));
                if open.len() > MAX_DEPTH {
                    return Err(ParseError::new(format!("brackets are nested deeper than {MAX_DEPTH}"))
                        .at(at)
                        .hint("record the inner part in a rule of its own"));
                }
            }
            b')' | b']' | b'}' => close(&mut open, at, first)?,
            b'"' | b'\'' | b'`' => {
                let closed = word.len() > 1 && word.as_bytes().last() == Some(&first);
                if !closed {
                    return Err(ParseError::new("the string is not closed").at(at));
                }
            }
            _ => {}
        }
        let in_range = open.last().is_some_and(|(_, bracket)| *bracket == b'[');
        if (duration_follows || in_range) && (first.is_ascii_alphanumeric() || first == b'.') {
            is_duration(word, at)?;
        }
        let sign = matches!(first, b'+' | b'-');
        duration_follows = word.eq_ignore_ascii_case("offset") || (duration_follows && sign);
        if !first.is_ascii_alphanumeric() && first != b'_' {
            signs += 1;
        }
    }
    if let Some((at, bracket)) = open.pop() {
        return Err(ParseError::new(format!("`{}` is not closed", char::from(bracket))).at(at));
    }
    if signs > MAX_SIGNS {
        return Err(ParseError::new(format!("the expression has more than {MAX_SIGNS} signs and brackets"))
            .hint("record its parts in rules of their own"));
    }
    Ok(())
}

fn close(open: &mut Vec<(usize, u8)>, at: usize, bracket: u8) -> Result<(), ParseError> {
    let expected = match bracket {
        b')' => b'(',
        b']' => b'[',
        _ => b'{',
    };
    match open.pop() {
        Some((_, last)) if last == expected => Ok(()),
        Some((_, last)) => Err(ParseError::new(format!(
            "`{}` closes `{}`, which does not match",
            char::from(bracket),
            char::from(last)
        ))
        .at(at)),
        None => Err(ParseError::new(format!("`{}` closes nothing", char::from(bracket))).at(at)),
    }
}

fn is_duration(word: &str, at: usize) -> Result<(), ParseError> {
    let seconds = word.parse::<f64>().is_ok_and(|seconds| {
        #[expect(clippy::cast_precision_loss, reason = "a bound, not a result")]
        let most = duration::LONGEST as f64 / 1000.0;
        (0.001..=most).contains(&seconds)
    });
    if seconds || duration::read(word).is_some_and(|millis| millis > 0) {
        return Ok(());
    }
    Err(ParseError::new(format!("`{word}` is not a duration"))
        .at(at)
        .hint("write it like `5m`, `1h30m` or `30d`, longer than nothing and shorter than 290 years"))
}

/// Says more than the parser does: where, and what to do.
pub(super) fn explain(text: &str, reason: String) -> ParseError {
    if reason == "invalid promql query" {
        return ParseError::new("not a PromQL expression").hint(
            "look for a missing operator or operand, an aggregation without brackets, or a comma too many",
        );
    }
    let quoted = reason.split('\'').nth(1).map(str::to_owned);
    // The parser calls a range vector a matrix, which no page of Prometheus' documentation does.
    let mut error = ParseError::new(reason.replace('\'', "`").replace("matrix", "range vector"));
    if reason.starts_with("expected type matrix") {
        error = error.hint("say over what time, as in `metric[5m]`");
    }
    match quoted.filter(|word| word.len() > 1) {
        Some(word) => error.at(find(text, &word)),
        None => error,
    }
}

/// Where `wanted` stands as a word of its own, outside strings and comments.
pub(super) fn find(text: &str, wanted: &str) -> Option<usize> {
    Words::new(text).find(|(_, word)| *word == wanted).map(|(at, _)| at)
}

/// The words, numbers, strings and signs of a text with where they begin. Blanks and comments are left out.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl<'a> Iterator for Words<'a> {
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let first = rest.chars().next()?;
            let length = match first {
                '#' => {
                    self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
                    continue;
                }
                c if c.is_whitespace() => {
                    self.at += c.len_utf8();
                    continue;
                }
                '"' | '\'' | '`' => string_length(rest, first),
                c if word_part(c) => rest.find(|c: char| !word_part(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            let start = self.at;
            self.at += length;
            return Some((start, rest.get(..length)?));
        }
    }
}

fn word_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '.'
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' && quote != '`' {
            escaped = true;
        } else if c == quote {
            return at + 1;
        }
    }
    rest.len()
}
