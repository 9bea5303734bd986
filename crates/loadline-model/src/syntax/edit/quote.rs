//! Texts as YAML: bare when YAML reads them back as they are, in quotes when it would not.

use std::borrow::Cow;
use std::fmt::Write;

/// A value to write.
#[derive(Debug, Clone)]
pub(super) enum Value<'a> {
    /// A text, quoted when needed.
    Text(&'a str),
    /// YAML on one line, written as it is.
    Yaml(String),
}

impl Value<'_> {
    /// The value as it is written, inside braces or brackets (`flow`) or outside.
    pub(super) fn written(&self, flow: bool) -> Cow<'_, str> {
        match self {
            Self::Yaml(yaml) => Cow::Borrowed(yaml),
            Self::Text(text) if is_bare(text, flow) => Cow::Borrowed(text),
            Self::Text(text) => Cow::Owned(quoted(text)),
        }
    }
}

/// `value` as one YAML scalar that reads back as this text, at any place: in quotes when it would be read as something
/// else (`true`, `null`, `# …`), bare otherwise. Numbers stay bare: a model writes them with their units.
#[must_use]
pub fn quote(value: &str) -> Cow<'_, str> {
    if is_bare(value, true) { Cow::Borrowed(value) } else { Cow::Owned(quoted(value)) }
}

/// Words that YAML 1.1 or 1.2 reads as a boolean or as nothing.
const RESERVED: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "null", "~", "="];

/// Whether YAML reads `text` as this very text without quotes.
fn is_bare(text: &str, flow: bool) -> bool {
    let reserved = RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text));
    let edges_blank = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    if text.is_empty() || reserved || edges_blank || text.starts_with("---") || text.starts_with("...") {
        return false;
    }
    let mut chars = text.chars();
    let good_start = match chars.next() {
        Some('-') => chars.next().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.'),
        Some(c) => !"?:,[]{}#&*!|>'\"%@`<".contains(c),
        None => false,
    };
    let good_inside = text.chars().all(|c| is_printable(c) && !(flow && ",[]{}".contains(c)));
    good_start
        && good_inside
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !is_sexagesimal(text)
}

/// Blanks other than the space, and signs that editors may not show, are better seen as escapes.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// `12:30`, which YAML 1.1 reads as a number to the base of 60.
fn is_sexagesimal(text: &str) -> bool {
    text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

/// `text` in quotes: double ones unless single ones save escapes.
pub(super) fn quoted(text: &str) -> String {
    let awkward = text.contains(['"', '\\']);
    if awkward && text.chars().all(is_printable) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c => _ = write!(out, "\\U{:08X}", u32::from(c)),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(quote(text), expected);
    }

    #[test]
    fn what_reads_back_as_it_is_stays_bare() {
        for text in [
            "orders",
            "300ms",
            "99.95%",
            "60 EUR/month",
            "-1",
            "1.8",
            "none",
            "/readyz",
            "30 2 * * *",
            "a:b",
            "Käufer",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        for text in [
            "", " a", "a ", "true", "No", "~", "null", "#a", "a: b", "a #b", "a:", "[a]", "a, b", "- a", "-",
            "*a", "&a", "!a", "%a", "@a", "12:30", "---", "<<",
        ] {
            check(text, &format!("\"{text}\""));
        }
        check("say \"hi\"", "say \"hi\"");
        check("\"hi\"", "'\"hi\"'");
        check("it's \"so\": done", "'it''s \"so\": done'");
        check("two\nlines", "\"two\\nlines\"");
        check("a\u{feff}", "\"a\\U0000FEFF\"");
    }
}
