//! The statement cut into words, numbers and signs, each with its bytes. Nothing is dropped but white space.
//!
//! What a number may look like is said here; what it means is not.

use super::digits;
use super::token::{Kind, Token};
use super::vocabulary;

/// Letters of a word; marks that combine with a letter belong to it.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

/// White space, and characters that take no room.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Cuts `text` into tokens.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let style = digits::style(text);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let gap = rest.find(|c| !is_space(c)).unwrap_or(rest.len());
        let (space, start) = (&rest[..gap], at + gap);
        if start == text.len() {
            break;
        }
        let rest = &text[start..];
        let (kind, length) = match rest.chars().next().unwrap_or(' ') {
            c if c.is_ascii_digit() => digits::read(rest, style),
            c if is_letter(c) => (Kind::Word, word_length(rest)),
            c if vulgar_fraction(c).is_some() => {
                (Kind::Number(vulgar_fraction(c).unwrap_or_default()), c.len_utf8())
            }
            c => (Kind::Sign, c.len_utf8()),
        };
        let written = &rest[..length];
        let lines = space.matches('\n').count();
        let bullet = lines > 0 && (starts_item(rest) || starts_label(rest));
        tokens.push(Token {
            kind,
            start,
            end: start + length,
            glued: gap == 0 && at > 0,
            word: if matches!(kind, Kind::Number(_) | Kind::Clock(_)) {
                String::new()
            } else {
                plain(written)
            },
            capital: written.starts_with(char::is_uppercase),
            breaks: lines > 1 || bullet,
        });
        at = start + length;
    }
    tokens
}

/// Bytes of the word that `rest` starts with: letters and digits, an apostrophe inside, dots of `e.g.` and `p.m.`.
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = 0;
    for (index, c) in rest.char_indices() {
        let next = rest[index + c.len_utf8()..].chars().next();
        let goes_on = next.is_some_and(is_letter);
        match c {
            c if is_letter(c) || c.is_ascii_digit() || c == '_' => letters += 1,
            '\'' | '\u{2019}' if goes_on => letters = 2,
            '-' if goes_on && is_phrasal(&rest[..end], &rest[index + 1..]) => {}
            '.' if letters == 1 && (goes_on || is_abbreviation(&rest[..index])) => letters = 0,
            _ => break,
        }
        end = index + c.len_utf8();
    }
    end
}

/// Whether a hyphen stands inside a noun made of a verb and its particle: `top-up`, `cash-outs`.
fn is_phrasal(verb: &str, rest: &str) -> bool {
    let particle = &rest[..rest.find(|c| !is_letter(c)).unwrap_or(rest.len())];
    let compound = rest[particle.len()..].starts_with('-');
    !compound && vocabulary::is_phrasal(&verb.to_lowercase(), particle.strip_suffix('s').unwrap_or(particle))
}

/// Whether a dot behind this text ends an abbreviation such as `e.g`, rather than a sentence.
fn is_abbreviation(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), "e.g" | "i.e" | "p.m" | "p.a" | "a.m" | "u.s" | "e.u")
}

/// The value of `½` and its like.
fn vulgar_fraction(c: char) -> Option<f64> {
    Some(match c {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        _ => return None,
    })
}

/// Whether a line starts as an item of a list, a heading or a row of a table.
fn starts_item(line: &str) -> bool {
    let mut characters = line.chars();
    match characters.next() {
        Some('-' | '*' | '•' | '+') => characters.next().is_some_and(char::is_whitespace),
        Some('#' | '|' | '>') => true,
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 2 && (rest.starts_with(". ") || rest.starts_with(") "))
        }
        _ => false,
    }
}

/// Whether a line starts with a label: `Peak load: 300 requests a second`, and no clause that a colon ends.
fn starts_label(line: &str) -> bool {
    let line = line.lines().next().unwrap_or("");
    let label = [": ", " | ", " = "].into_iter().find_map(|sign| line.split_once(sign));
    let Some((label, _)) = label else { return false };
    let plain = |c: char| {
        is_letter(c) || c.is_ascii_digit() || matches!(c, ' ' | '-' | '/' | '(' | ')' | '\'' | '&' | '*')
    };
    label.starts_with(|c: char| c.is_uppercase() || c == '*')
        && label.split_whitespace().count() <= 4
        && label.chars().all(plain)
}

/// A word in lower case without `'s`.
fn plain(written: &str) -> String {
    let lower = written.to_lowercase().replace('\u{2019}', "'");
    let lower = lower.strip_suffix("'s").unwrap_or(&lower).trim_end_matches('.');
    if lower.is_empty() { written.to_owned() } else { lower.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let shown: Vec<String> = tokens(text)
            .iter()
            .map(|token| match token.kind {
                Kind::Number(value) => format!("{value}"),
                Kind::Clock(hours) => format!("{hours}h"),
                Kind::Word | Kind::Sign => token.word.clone(),
            })
            .collect();
        assert_eq!(shown, expected, "for `{text}`");
    }

    #[test]
    fn words_and_signs() {
        check(
            "The customers' data, e.g. names.",
            &["the", "customers", "'", "data", ",", "e.g", "names", "."],
        );
        check("p99 in S3; the provider’s SLA", &["p99", "in", "s3", ";", "the", "provider", "sla"]);
        check("a leave-request tool", &["a", "leave", "-", "request", "tool"]);
        check("caf\u{e9} \u{200b}\u{1f600}!", &["café", "\u{1f600}", "!"]);
    }

    #[test]
    fn numbers() {
        check("1.5 million", &["1.5", "million"]);
        check("1,5 million", &["1.5", "million"]);
        check(
            "250,000 and 1 500 000 and 1.500.000 and 1'000",
            &["250000", "and", "1500000", "and", "1500000", "and", "1000"],
        );
        check("40k/month", &["40", "k", "/", "month"]);
        check("99.95%.", &["99.95", "%", "."]);
        check("2e6, 10^6, 3, 4", &["2000000", ",", "1000000", ",", "3", ",", "4"]);
        check("08:30 to 17:00 at 9:1", &["8.5h", "to", "17h", "at", "9", ":", "1"]);
        check("½ a day", &["0.5", "a", "day"]);
        check("10,000,20", &["10000", ",", "20"]);
        check(
            "12.000 € for 1.200 loans of 2,5 kg",
            &["12000", "€", "for", "1200", "loans", "of", "2.5", "kg"],
        );
        check("12.000 m and 1.5 m", &["12", "m", "and", "1.5", "m"]);
    }
}
