//! Regular expressions as Prometheus means them, which are Go's, told to the `regex` crate, which runs in linear time.

use crate::ParseError;
use crate::options::Dialect;
use regex::{Regex, RegexBuilder};

/// The most memory a compiled pattern may take, in bytes.
const MAX_COMPILED: usize = 4 << 20;

/// The pattern, which has to match the whole of a text.
pub(crate) fn pattern(text: &str, dialect: Dialect) -> Result<Regex, ParseError> {
    RegexBuilder::new(&format!("^(?:{})$", translated(text)))
        .size_limit(MAX_COMPILED)
        .dot_matches_new_line(dialect == Dialect::V3)
        .build()
        .map_err(|error| {
            let told = match error {
                regex::Error::CompiledTooBig(_) => "it grows too large".to_owned(),
                other => other.to_string().lines().last().unwrap_or_default().trim().to_owned(),
            };
            ParseError::new(format!("`{text}` is no regular expression: {told}"))
        })
}

/// In Go the classes of letters are those of ASCII, a bracket or a doubled sign inside a class is just itself, and a brace
/// that begins no repetition too.
fn translated(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.char_indices().peekable();
    let mut class = false;
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, 'd')) => out.push_str("[0-9]"),
                Some((_, 'D')) => out.push_str("[^0-9]"),
                Some((_, 'w')) => out.push_str("[0-9A-Za-z_]"),
                Some((_, 'W')) => out.push_str("[^0-9A-Za-z_]"),
                Some((_, 's')) => out.push_str("[\\t\\n\\f\\r ]"),
                Some((_, 'S')) => out.push_str("[^\\t\\n\\f\\r ]"),
                Some((_, boundary @ ('b' | 'B'))) if !class => {
                    out.push_str(&format!("(?-u:\\{boundary})"));
                }
                Some((_, other)) => out.extend(['\\', other]),
                None => out.push('\\'),
            },
            '[' if class => {
                // `[:alpha:]` is a class of its own; any other bracket stands for itself.
                let named = text.get(at..).is_some_and(|rest| rest.starts_with("[:") && rest.contains(":]"));
                if named {
                    let length = text.get(at..).and_then(|rest| rest.find(":]")).unwrap_or(0) + 2;
                    out.push_str(text.get(at..at + length).unwrap_or_default());
                    while chars.peek().is_some_and(|(next, _)| *next < at + length) {
                        chars.next();
                    }
                } else {
                    out.push_str("\\[");
                }
            }
            '&' | '~' if class => out.extend(['\\', c]),
            '[' => {
                class = true;
                out.push('[');
                // Right after the opening, `^` negates and `]` stands for itself.
                if let Some((_, caret)) = chars.next_if(|(_, next)| *next == '^') {
                    out.push(caret);
                }
                if chars.next_if(|(_, next)| *next == ']').is_some() {
                    out.push_str("\\]");
                }
            }
            ']' if class => {
                class = false;
                out.push(']');
            }
            '{' if !class && !begins_repetition(text.get(at..).unwrap_or_default()) => out.push_str("\\{"),
            other => out.push(other),
        }
    }
    out
}

/// Whether `{2}`, `{2,}` or `{2,3}` stands here.
fn begins_repetition(rest: &str) -> bool {
    let Some(inner) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(inner, _)| inner)
    else {
        return false;
    };
    let (least, most) = inner.split_once(',').unwrap_or((inner, "0"));
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    !least.is_empty() && number(least) && number(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, yes: &[&str], no: &[&str]) {
        let regex = pattern(text, Dialect::V2).unwrap();
        assert!(yes.iter().all(|text| regex.is_match(text)), "{regex} should match each of {yes:?}");
        assert!(!no.iter().any(|text| regex.is_match(text)), "{regex} should match none of {no:?}");
    }

    #[test]
    fn patterns_mean_what_go_means_by_them() {
        check("a|b", &["a", "b"], &["ab", "c", ""]);
        check("", &[""], &["a"]);
        check(r"\d+", &["12"], &["١٢", ""]);
        check(r"[\w-]+", &["a-1_"], &["é"]);
        check(r"[[a]", &["[", "a"], &["b"]);
        check(r"[a&&b]", &["&", "a", "b"], &["c"]);
        check(r"[]a]", &["]", "a"], &["b"]);
        check(r"[^]a]", &["b"], &["]", "a"]);
        check(r"[[:alpha:]]+", &["abc"], &["1"]);
        check("x{a}y{2}", &["x{a}yy"], &["xy"]);
        check("5..", &["500", "503"], &["50", "5000"]);
        check("a.c", &["abc"], &["a\nc"]);
        assert!(pattern("a.c", Dialect::V3).unwrap().is_match("a\nc"));
        assert!(pattern("(", Dialect::V2).is_err());
        assert!(pattern("(?:a{1000}){1000}", Dialect::V2).unwrap_err().reason.contains("too large"));
    }
}
