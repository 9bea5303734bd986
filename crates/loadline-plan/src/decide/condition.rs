//! Conditions over facts: `criticality = critical and not (read-share < 50% or LL310)`.
//!
//! A fact that is not known makes a condition unknown unless the rest decides it (Kleene's three values).

use super::fact::{Fact, Value};
use super::facts;
use super::measure::Kind;
use super::subject::Of;

/// What a test looks at.
#[derive(Debug, Clone, PartialEq)]
pub enum Key {
    /// A fact of the table of facts.
    Fact(&'static Fact),
    /// A rule by its code or the beginning of it: whether it finds something.
    Rule(String),
}

impl Key {
    /// Its name in conditions.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Fact(fact) => fact.name,
            Self::Rule(code) => code,
        }
    }

    /// The kind of its values.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Fact(fact) => fact.kind,
            Self::Rule(_) => Kind::Flag,
        }
    }
}

/// A condition, checked against the facts there are.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// One fact put to the test.
    Test(Key, Compare, Value),
    /// It does not hold.
    Not(Box<Self>),
    /// All of them hold.
    All(Vec<Self>),
    /// At least one of them holds.
    Any(Vec<Self>),
}

/// How a fact is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// `=`.
    Same,
    /// `!=`.
    Other,
    /// `<`.
    Below,
    /// `<=`.
    AtMost,
    /// `>`.
    Above,
    /// `>=`.
    AtLeast,
}

const COMPARES: &[(&str, Compare)] = &[
    ("<=", Compare::AtMost),
    (">=", Compare::AtLeast),
    ("!=", Compare::Other),
    ("=", Compare::Same),
    ("<", Compare::Below),
    (">", Compare::Above),
];

/// Deepest nesting that is read.
const DEEPEST: usize = 32;

impl Condition {
    /// Reads a condition of a table about `of`.
    ///
    /// # Errors
    /// In words: what is not understood, and what could stand there.
    pub(super) fn read(text: &str, of: Of) -> Result<Self, String> {
        let mut reader = Reader { words: words(text), next: 0, of, depth: 0 };
        let condition = reader.any()?;
        match reader.peek() {
            None => Ok(condition),
            Some(word) => Err(format!("`{word}` is too much; join conditions with `and` or `or`")),
        }
    }

    /// Whether it holds; `None` when that hangs on something unknown.
    pub(super) fn holds(&self, look: &dyn Fn(&Key) -> Option<Value>) -> Option<bool> {
        match self {
            Self::Test(key, compare, wanted) => look(key).map(|value| compare.holds(&value, wanted)),
            Self::Not(inner) => inner.holds(look).map(|holds| !holds),
            Self::All(parts) => fold(parts, look, false),
            Self::Any(parts) => fold(parts, look, true),
        }
    }

    /// Every test in it, in the order written.
    pub(super) fn tests(&self) -> Vec<(&Key, Compare, &Value)> {
        match self {
            Self::Test(key, compare, value) => vec![(key, *compare, value)],
            Self::Not(inner) => inner.tests(),
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::tests).collect(),
        }
    }
}

/// `decides` is the value that one part alone decides by: false for "and", true for "or".
fn fold(parts: &[Condition], look: &dyn Fn(&Key) -> Option<Value>, decides: bool) -> Option<bool> {
    let mut open = false;
    for part in parts {
        match part.holds(look) {
            Some(holds) if holds == decides => return Some(decides),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!decides) }
}

impl Compare {
    fn holds(self, value: &Value, wanted: &Value) -> bool {
        match (value, wanted) {
            (Value::Number(value), Value::Number(wanted)) => match self {
                Self::Same => value == wanted,
                Self::Other => value != wanted,
                Self::Below => value < wanted,
                Self::AtMost => value <= wanted,
                Self::Above => value > wanted,
                Self::AtLeast => value >= wanted,
            },
            _ => (value == wanted) == (self != Self::Other),
        }
    }
}

struct Reader<'t> {
    words: Vec<&'t str>,
    next: usize,
    of: Of,
    depth: usize,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<&'t str> {
        self.words.get(self.next).copied()
    }

    fn take(&mut self, word: &str) -> bool {
        let there = self.peek() == Some(word);
        self.next += usize::from(there);
        there
    }

    fn any(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.all()?];
        while self.take("or") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, String> {
        let mut parts = vec![self.one()?];
        while self.take("and") {
            parts.push(self.one()?);
        }
        Ok(one_or(parts, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(format!("conditions are nested more than {DEEPEST} deep"));
        }
        let condition = self.alone();
        self.depth -= 1;
        condition
    }

    fn alone(&mut self) -> Result<Condition, String> {
        if self.take("not") {
            return Ok(Condition::Not(Box::new(self.one()?)));
        }
        if self.take("(") {
            let inner = self.any()?;
            return if self.take(")") { Ok(inner) } else { Err("a `)` is missing".to_owned()) };
        }
        let Some(name) = self.peek() else { return Err("the condition ends too early".to_owned()) };
        self.next += 1;
        let key = self.key(name)?;
        let compare = self.peek().and_then(|word| COMPARES.iter().find(|(sign, _)| *sign == word));
        match (key.kind(), compare) {
            (Kind::Flag, None) => Ok(Condition::Test(key, Compare::Same, Value::Flag(true))),
            (Kind::Flag, Some((sign, _))) => {
                Err(format!("`{name}` is yes or no: write `{name}` or `not {name}` without `{sign}`"))
            }
            (kind, None) => Err(format!("`{name}` is {}: compare it with something", kind.words())),
            (kind, Some((sign, compare))) => {
                self.next += 1;
                let Some(text) = self.peek() else { return Err(format!("nothing stands behind `{sign}`")) };
                self.next += 1;
                let value = value(name, kind, *compare, text)?;
                Ok(Condition::Test(key, *compare, value))
            }
        }
    }

    fn key(&self, name: &str) -> Result<Key, String> {
        let rest = name.strip_prefix("LL").filter(|rest| (1..=3).contains(&rest.len()));
        if rest.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit())) {
            return Ok(Key::Rule(name.to_owned()));
        }
        facts::find(name, self.of).map(Key::Fact).ok_or_else(|| {
            let known: Vec<&str> = facts::of(self.of).map(|fact| fact.name).collect();
            let near = loadline_base::did_you_mean(name, known.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("`{name}` is no fact about {}{near}", self.of.word())
        })
    }
}

fn value(name: &str, kind: Kind, compare: Compare, text: &str) -> Result<Value, String> {
    match kind {
        Kind::Flag => Ok(Value::Flag(true)),
        Kind::Word(words) => {
            if !matches!(compare, Compare::Same | Compare::Other) {
                return Err(format!("`{name}` is a word: compare it with `=` or `!=`"));
            }
            let word = words.iter().find(|word| **word == text);
            word.map(|word| Value::Word(word))
                .ok_or_else(|| format!("`{name}` is never `{text}`; it is one of {}", kind.words()))
        }
        Kind::Number(measure) => measure
            .read(text)
            .map(Value::Number)
            .ok_or_else(|| format!("`{text}` does not fit `{name}`; expected {}", measure.wants())),
    }
}

fn one_or(mut parts: Vec<Condition>, many: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        1 => parts.swap_remove(0),
        _ => many(parts),
    }
}

/// Names, values, signs of comparison and parentheses.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let sign =
            COMPARES.iter().map(|(sign, _)| *sign).chain(["(", ")"]).find(|sign| rest.starts_with(sign));
        let end = sign.map_or_else(
            || rest.find(|c: char| c.is_whitespace() || "<>=!()".contains(c)).unwrap_or(rest.len()),
            str::len,
        );
        // A lone `!` is no sign; it is taken as a word of its own, so that the reader can complain about it.
        let end = if end == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { end };
        words.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    words
}
