//! Scalars as YAML text: plain where every reader agrees on the meaning, in double quotes otherwise.

use crate::draft::Scalar;
use indexmap::IndexSet;

/// A scalar inside `{…}` or `[…]`.
pub(super) fn flow(text: &str) -> String {
    if is_plain(text, false) { text.to_owned() } else { quoted(text) }
}

/// A scalar on a line of its own.
pub(super) fn block(text: &str) -> String {
    if is_plain(text, true) { text.to_owned() } else { quoted(text) }
}

/// A scalar in double quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') =>
            {
                out.push_str(&format!("\\U{:08x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A value without quotes of its own, as the provenance repeats it.
pub(super) fn value(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Text(text) => text.clone(),
        Scalar::Number(number) => number.to_string(),
        Scalar::Flag(flag) => flag.to_string(),
        Scalar::List(words) => list(words),
    }
}

/// A list in brackets.
pub(super) fn list(words: &IndexSet<String>) -> String {
    format!("[{}]", words.iter().map(|word| flow(word)).collect::<Vec<_>>().join(", "))
}

fn is_plain(text: &str, colons: bool) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    let fits = |c: char| c.is_ascii_alphanumeric() || " _./@+-".contains(c) || (colons && c == ':');
    text.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_'))
        && !text.ends_with([' ', ':'])
        && !text.contains(": ")
        && text.chars().all(fits)
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
        && !is_number(text)
}

/// Whether some YAML reader may take the text for a number or a date.
fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
        || text.starts_with("0x")
        || text.starts_with("0o")
        || text.chars().all(|c| c.is_ascii_digit() || "_.:+-eE ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_every_reader_takes_as_text_is_plain() {
        for text in ["redis", "512MiB", "/var/run/docker.sock", "frontend.http", "not part of it"] {
            assert_eq!(flow(text), text);
        }
        for text in [
            "",
            "no",
            "0.2",
            "1",
            "2027-03-01",
            "a: b",
            "a, b",
            "{x}",
            "- x",
            "12:30",
            "1e5",
            " a",
            "#a",
            "é",
        ] {
            assert_eq!(flow(text), quoted(text));
        }
        assert_eq!(block("redis:6.2-alpine"), "redis:6.2-alpine");
        assert_eq!(block("a:"), "\"a:\"");
        assert_eq!(quoted("a\"\\\n\u{7}"), "\"a\\\"\\\\\\n\\U00000007\"");
    }
}
