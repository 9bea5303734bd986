//! Random YAML in every style that people write, together with what it means.

use loadline_model::syntax::{NodeId, NodeKind, Tree, quote};
use proptest::prelude::*;
use proptest::sample::select;

/// What a text means, without its style.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    Nothing,
    Text(String),
    Map(Vec<(String, Meaning)>),
    List(Vec<Meaning>),
}

impl Meaning {
    /// The child under a key or index.
    pub(crate) fn child(&self, step: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.iter().find(|(key, _)| key == step).map(|(_, value)| value),
            Self::List(items) => step.parse().ok().and_then(|index: usize| items.get(index)),
            _ => None,
        }
    }

    /// The child under a key or index, to be changed.
    pub(crate) fn child_mut(&mut self, step: &str) -> Option<&mut Self> {
        match self {
            Self::Map(entries) => entries.iter_mut().find(|(key, _)| key == step).map(|(_, value)| value),
            Self::List(items) => step.parse().ok().and_then(|index: usize| items.get_mut(index)),
            _ => None,
        }
    }
}

/// What a tree means.
pub(crate) fn meaning(tree: &Tree, id: NodeId) -> Meaning {
    match &tree.node(id).kind {
        NodeKind::Scalar { .. } if tree.is_empty_value(id) => Meaning::Nothing,
        NodeKind::Scalar { .. } => Meaning::Text(tree.scalar(id).unwrap_or("").to_owned()),
        NodeKind::Map { entries, .. } => {
            let key = |id| tree.scalar(id).unwrap_or("").to_owned();
            Meaning::Map(entries.iter().map(|entry| (key(entry.key), meaning(tree, entry.value))).collect())
        }
        NodeKind::List { items, .. } => {
            Meaning::List(items.iter().map(|item| meaning(tree, *item)).collect())
        }
    }
}

/// Keys, awkward ones among them.
pub(crate) const KEYS: [&str; 9] = ["a", "b", "c", "needs", "orders.api", "for ever", "é", "no", "#1"];

/// Texts, awkward ones among them.
pub(crate) const TEXTS: [&str; 14] = [
    "x",
    "300ms",
    "two words",
    "a, b",
    "{a}",
    "#x",
    "true",
    "",
    "it's",
    "say \"so\"",
    "a: b",
    "- x",
    "one\ntwo\n",
    "99.95%",
];

fn text() -> impl Strategy<Value = Meaning> {
    select(&TEXTS[..]).prop_map(|text| Meaning::Text(text.to_owned()))
}

/// Any map; a root is always one.
pub(crate) fn map() -> impl Strategy<Value = Meaning> {
    let leaf = prop_oneof![4 => text(), 1 => Just(Meaning::Nothing)];
    let value = leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            3 => entries(inner.clone()),
            2 => prop::collection::vec(inner, 0..4).prop_map(Meaning::List),
        ]
    });
    entries(value)
}

fn entries(value: impl Strategy<Value = Meaning>) -> impl Strategy<Value = Meaning> {
    let keys = prop::sample::subsequence(KEYS.to_vec(), 0..5);
    (keys, prop::collection::vec(value, 6))
        .prop_map(|(keys, values)| Meaning::Map(keys.into_iter().map(str::to_owned).zip(values).collect()))
}

/// Writes a meaning, each choice of style taken from a list of random numbers.
pub(crate) struct Pen {
    choices: Vec<u8>,
    used: usize,
    comments: usize,
    step: usize,
    /// Whether the last line belongs to a block text.
    in_block_text: bool,
    out: String,
}

impl Pen {
    /// The text of a whole file.
    pub(crate) fn write(root: &Meaning, choices: Vec<u8>) -> String {
        let mut pen =
            Self { choices, used: 0, comments: 0, step: 2, in_block_text: false, out: String::new() };
        pen.step = 1 + usize::from(pen.choose(4));
        match pen.choose(8) {
            0 => pen.out.push_str("---\n"),
            1 => pen.out.push('\u{feff}'),
            _ => {}
        }
        match root {
            Meaning::Map(entries) if !entries.is_empty() && pen.choose(8) > 0 => {
                pen.block_map(entries, 0, false)
            }
            root => {
                pen.flow(root);
                pen.end_line();
            }
        }
        let mut text = pen.out;
        let ends = pen.choices.iter().fold(0u8, |sum, choice| sum.wrapping_add(*choice));
        if ends.is_multiple_of(3) {
            text.truncate(text.trim_end().len());
        }
        if ends.is_multiple_of(5) { text.replace('\n', "\r\n") } else { text }
    }

    fn choose(&mut self, below: u8) -> u8 {
        self.used += 1;
        self.choices.get(self.used % self.choices.len().max(1)).map_or(1, |choice| choice % below)
    }

    fn indent(&mut self, column: usize) {
        self.out.push_str(&" ".repeat(column));
    }

    fn comment(&mut self) {
        self.comments += 1;
        self.out.push_str(&format!("# comment {}, it's {{one}}: [", self.comments));
    }

    fn end_line(&mut self) {
        if self.choose(4) == 0 {
            self.out.push_str("  ");
            self.comment();
        }
        self.out.push('\n');
    }

    /// Blank lines and comments before an entry.
    fn lead(&mut self, column: usize) {
        match self.choose(5) {
            0 => self.out.push('\n'),
            1 => {
                self.indent(column);
                self.comment();
                self.out.push('\n');
            }
            _ => {}
        }
    }

    /// A comment after the last entry, unless a block text would swallow it.
    fn trail(&mut self, column: usize) {
        if self.choose(6) == 0 && !self.in_block_text {
            self.indent(column);
            self.comment();
            self.out.push('\n');
        }
    }

    fn block_map(&mut self, entries: &[(String, Meaning)], column: usize, inline: bool) {
        for (index, (key, value)) in entries.iter().enumerate() {
            if !(inline && index == 0) {
                self.lead(column);
                self.indent(column);
            }
            self.key(key);
            self.block_value(value, column, true);
        }
        self.trail(column);
    }

    fn block_list(&mut self, items: &[Meaning], column: usize, inline: bool) {
        for (index, item) in items.iter().enumerate() {
            if !(inline && index == 0) {
                self.lead(column);
                self.indent(column);
            }
            self.out.push('-');
            self.block_value(item, column, false);
        }
        self.trail(column);
    }

    /// The value behind a colon or dash, with its line's end.
    fn block_value(&mut self, value: &Meaning, column: usize, in_map: bool) {
        self.in_block_text = false;
        match value {
            Meaning::Map(entries) if !entries.is_empty() && self.choose(3) > 0 => {
                if !in_map && self.choose(2) == 0 {
                    self.out.push(' ');
                    return self.block_map(entries, column + 2, true);
                }
                self.end_line();
                self.block_map(entries, column + self.step, false);
            }
            Meaning::List(items) if !items.is_empty() && self.choose(3) > 0 => {
                if !in_map && self.choose(2) == 0 {
                    self.out.push(' ');
                    return self.block_list(items, column + 2, true);
                }
                self.end_line();
                let step = if in_map && self.choose(2) == 0 { 0 } else { self.step };
                self.block_list(items, column + step, false);
            }
            Meaning::Text(text) if text.ends_with('\n') && self.choose(2) == 0 => {
                self.out.push_str(" |");
                self.end_line();
                for line in text.lines() {
                    self.indent(column + self.step);
                    self.out.push_str(line);
                    self.out.push('\n');
                }
                self.in_block_text = true;
            }
            Meaning::Nothing if self.choose(2) == 0 => self.end_line(),
            value => {
                self.out.push(' ');
                self.flow_or_bare(value);
                self.end_line();
            }
        }
    }

    fn flow_or_bare(&mut self, value: &Meaning) {
        match value {
            Meaning::Text(text) if text == "a, b" => self.out.push_str(text),
            value => self.flow(value),
        }
    }

    fn flow(&mut self, value: &Meaning) {
        match value {
            Meaning::Nothing => {
                let word = if self.choose(2) == 0 { "~" } else { "null" };
                self.out.push_str(word);
            }
            Meaning::Text(text) => self.text(text),
            Meaning::Map(entries) => self.bracketed('{', '}', entries, |pen, (key, value)| {
                pen.key(key);
                if *value == Meaning::Nothing && pen.choose(2) == 0 {
                    if pen.choose(2) == 0 {
                        pen.out.pop();
                    }
                    return;
                }
                pen.out.push(' ');
                pen.flow(value);
            }),
            Meaning::List(items) => self.bracketed('[', ']', items, Self::flow),
        }
    }

    fn bracketed<T>(&mut self, open: char, close: char, all: &[T], one: impl Fn(&mut Self, &T)) {
        let style = self.choose(4);
        self.out.push(open);
        for (index, item) in all.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            match style {
                // Each on a line of its own, far enough to the right for any block around it.
                0 => {
                    self.end_line();
                    self.indent(40);
                }
                1 if self.choose(3) == 0 => {
                    self.end_line();
                    self.indent(41);
                }
                _ if index > 0 => self.out.push(' '),
                _ => {}
            }
            one(self, item);
        }
        if !all.is_empty() && self.choose(6) == 0 {
            self.out.push_str(", ");
        }
        if style == 0 {
            self.end_line();
            self.indent(40);
        }
        self.out.push(close);
    }

    fn key(&mut self, key: &str) {
        self.text(key);
        self.out.push(':');
    }

    fn text(&mut self, text: &str) {
        let bare = quote(text).into_owned();
        match self.choose(4) {
            0 if !text.contains('\n') => self.out.push_str(&format!("'{}'", text.replace('\'', "''"))),
            _ => self.out.push_str(&bare),
        }
    }
}
