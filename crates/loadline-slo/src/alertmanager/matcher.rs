//! Conditions on one label: `severity="page"`, `service=~"a|b"`. A label that is missing is the same as an empty one.

use loadline_promql::Labels;
use regex::Regex;

/// How a value is compared.
#[derive(Debug, Clone)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `=~`; the pattern covers the whole value.
    Like(Regex),
    /// `!~`
    Unlike(Regex),
}

/// A condition on one label.
#[derive(Debug, Clone)]
pub struct Matcher {
    /// Name of the label.
    pub name: String,
    /// How its value is compared.
    pub operator: Operator,
    /// What it is compared with, as written.
    pub value: String,
}

/// Why a text is no condition on a label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAMatcher {
    /// Not `name`, operator, value.
    #[error("`{0}` is no matcher")]
    Form(String),
    /// Not a regular expression.
    #[error("`{pattern}` is no regular expression: {why}")]
    Pattern {
        /// As written, cut short.
        pattern: String,
        /// What is wrong with it.
        why: String,
    },
}

/// Bytes that a compiled pattern may take.
const PATTERN_SIZE: usize = 1 << 20;

impl Matcher {
    /// The condition that label `name` is `value`.
    #[must_use]
    pub fn equal(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), operator: Operator::Equal, value: value.to_owned() }
    }

    /// The condition `name operator value` with `=`, `!=`, `=~` or `!~`.
    ///
    /// # Errors
    /// When the operator is none of these, or the value no regular expression where one is wanted.
    pub fn new(name: &str, operator: &str, value: &str) -> Result<Self, NotAMatcher> {
        let pattern = || {
            regex::RegexBuilder::new(&format!("^(?:{value})$")).size_limit(PATTERN_SIZE).build().map_err(
                |error| {
                    let why = error.to_string();
                    let why = why
                        .lines()
                        .last()
                        .unwrap_or_default()
                        .trim()
                        .trim_start_matches("error: ")
                        .to_owned();
                    NotAMatcher::Pattern { pattern: short(value), why }
                },
            )
        };
        let operator = match operator {
            "=" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "=~" => Operator::Like(pattern()?),
            "!~" => Operator::Unlike(pattern()?),
            other => return Err(NotAMatcher::Form(short(other))),
        };
        Ok(Self { name: name.to_owned(), operator, value: value.to_owned() })
    }

    /// The conditions of one text: `a="b"`, `a=b,c!~"d"` or `{a="b"}`. Quotes may be left out.
    ///
    /// # Errors
    /// At the first part that is no matcher.
    pub fn parse(text: &str) -> Result<Vec<Self>, NotAMatcher> {
        let inside = text.trim();
        let inside = inside.strip_prefix('{').and_then(|inside| inside.strip_suffix('}')).unwrap_or(inside);
        let mut matchers = Vec::new();
        for part in parts(inside) {
            if part.trim().is_empty() {
                continue;
            }
            matchers.push(Self::one(part)?);
        }
        Ok(matchers)
    }

    fn one(text: &str) -> Result<Self, NotAMatcher> {
        let wrong = || NotAMatcher::Form(short(text));
        let text = text.trim();
        let end =
            text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == ':')).ok_or_else(wrong)?;
        let (name, rest) = text.split_at(end);
        if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(wrong());
        }
        let rest = rest.trim_start();
        let operator =
            ["=~", "!=", "!~", "="].into_iter().find(|known| rest.starts_with(known)).ok_or_else(wrong)?;
        let value = rest.get(operator.len()..).unwrap_or_default().trim();
        Self::new(name, operator, &unquoted(value).ok_or_else(wrong)?)
    }

    /// Whether the labels meet the condition.
    #[must_use]
    pub fn matches(&self, labels: &Labels) -> bool {
        let value = labels.get(&self.name).unwrap_or_default();
        match &self.operator {
            Operator::Equal => value == self.value,
            Operator::NotEqual => value != self.value,
            Operator::Like(pattern) => pattern.is_match(value),
            Operator::Unlike(pattern) => !pattern.is_match(value),
        }
    }
}

/// The parts between commas that are not in quotes.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |character| {
        let separates = character == ',' && !quoted;
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        separates
    })
}

/// The value without its quotes; `None` when a quote is left open or stands within.
fn unquoted(value: &str) -> Option<String> {
    let quoted = value.strip_prefix('"');
    let inside = match quoted {
        Some(rest) => rest.strip_suffix('"')?,
        None => value,
    };
    let mut text = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => return None,
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some(escaped @ ('"' | '\\')) => text.push(escaped),
                Some(other) => text.extend(['\\', other]),
                // A quote that closed the value was escaped.
                None if quoted.is_some() => return None,
                None => text.push('\\'),
            },
            other => text.push(other),
        }
    }
    Some(text)
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let told = match Matcher::parse(text) {
            Ok(matchers) => {
                let told = matchers.iter().map(|matcher| {
                    let operator = match matcher.operator {
                        Operator::Equal => "=",
                        Operator::NotEqual => "!=",
                        Operator::Like(_) => "=~",
                        Operator::Unlike(_) => "!~",
                    };
                    format!("{} {operator} {:?}", matcher.name, matcher.value)
                });
                told.collect::<Vec<_>>().join("; ")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected);
    }

    #[test]
    fn matchers_are_read_as_alertmanager_writes_them() {
        check("a=\"b\"", "a = \"b\"");
        check(" a = b ", "a = \"b\"");
        check("{a=~\"b|c,d\", e!~f.*}", "a =~ \"b|c,d\"; e !~ \"f.*\"");
        check("a!=\"\\\"x\\\\\\n\"", "a != \"\\\"x\\\\\\n\"");
        check("a=", "a = \"\"");
        check("a", "`a` is no matcher");
        check("1a=b", "`1a=b` is no matcher");
        check("a=\"b", "`a=\"b` is no matcher");
        check("a=~\"(\"", "`(` is no regular expression: unclosed group");
    }

    #[test]
    fn patterns_cover_the_whole_value_and_missing_is_empty() {
        let labels = Labels::new([("a", "foo1")]);
        let matches =
            |text: &str| Matcher::parse(text).unwrap().iter().all(|matcher| matcher.matches(&labels));
        assert!(matches("a=~foo."));
        assert!(!matches("a=~foo"));
        assert!(matches("a=~\"x|foo1\""));
        assert!(matches("b=\"\""));
        assert!(matches("b!=x"));
        assert!(!matches("b=~.+"));
    }
}
