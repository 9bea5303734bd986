//! Reading a foreign map key by key: a key that nobody asked for is an error with a guess at what was meant.

use super::{Document, Passed, faults};
use crate::{Decimal, Slo};
use loadline_base::foreign::{Entry, Node};
use loadline_base::{Diagnostic, Severity, Span, did_you_mean};
use loadline_model::faults::{self as model_faults, Fault};

/// The running record of one reading.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) format: &'static str,
    pub(super) slos: Vec<Slo>,
    pub(super) documents: Vec<Document>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) lost: Vec<Passed>,
    pub(super) errors: usize,
    /// Places of errors that were met before any document was read.
    pub(super) before: Vec<Span>,
}

impl Reader {
    pub(super) fn error(
        &mut self,
        fault: &Fault,
        at: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.errors += 1;
        self.diagnostics.push(Diagnostic::error(fault.code, message).at(at, "").hint(hint));
    }

    pub(super) fn warn(
        &mut self,
        fault: &Fault,
        at: Span,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        let fault = Diagnostic::new(fault.code, Severity::Warning, message);
        self.diagnostics.push(fault.at(at, "").hint(hint));
    }

    pub(super) fn wrong(&mut self, at: Span, message: impl Into<String>, hint: impl Into<String>) {
        self.error(&model_faults::WRONG_VALUE, at, message, hint);
    }

    pub(super) fn lose(&mut self, at: Span, key: impl Into<String>, why: impl Into<String>) {
        self.lost.push(Passed { place: at, key: key.into(), why: why.into() });
    }

    /// Reads one document: what `read` gives counts only when it met no error.
    pub(super) fn document(
        &mut self,
        root: &Node,
        kind: &str,
        name: &str,
        read: impl FnOnce(&mut Self) -> Option<Vec<Slo>>,
    ) {
        let before = self.errors;
        let spoilt = self.before.iter().any(|place| root.span.covers(*place));
        let slos = read(self).filter(|_| self.errors == before && !spoilt);
        self.documents.push(Document {
            format: self.format,
            kind: kind.to_owned(),
            name: name.to_owned(),
            place: root.span,
            read: slos.is_some(),
            slos: slos.as_ref().map_or(0, Vec::len),
        });
        self.slos.extend(slos.into_iter().flatten());
    }
}

/// A value with its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) span: Span,
}

/// A map being read. Every key is asked for, or reported by [`Fields::done`].
pub(super) struct Fields<'a> {
    /// What the map is, with its article: `an objective`.
    what: &'static str,
    /// Where the map is named: its key, or its first entry.
    pub(super) span: Span,
    node: &'a Node,
    known: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// The entries of `node`, named at `span`; anything but a map is an error.
    pub(super) fn of(node: &'a Node, span: Span, what: &'static str, reader: &mut Reader) -> Option<Self> {
        if node.map().is_none() {
            reader.wrong(node.span, format!("this is not {what}"), "a map is expected here");
            return None;
        }
        Some(Self { what, span, node, known: Vec::new() })
    }

    /// The entry under `key`; null counts as absent.
    pub(super) fn entry(&mut self, key: &'static str) -> Option<&'a Entry> {
        self.known.push(key);
        self.node.map()?.get(key).filter(|entry| !entry.node.is_null())
    }

    /// Whether something stands under `key`.
    pub(super) fn has(&mut self, key: &'static str) -> bool {
        self.entry(key).is_some()
    }

    pub(super) fn text(&mut self, key: &'static str, reader: &mut Reader) -> Option<At<&'a str>> {
        let entry = self.entry(key)?;
        match entry.node.text() {
            Some(value) => Some(At { value, span: entry.node.span }),
            None => {
                reader.wrong(entry.node.span, format!("`{key}` is not text"), "one value is expected here");
                None
            }
        }
    }

    /// The text under `key`, which must be there and not empty.
    pub(super) fn needed(&mut self, key: &'static str, reader: &mut Reader) -> Option<At<&'a str>> {
        if !self.has(key) {
            self.missing(key, reader);
            return None;
        }
        let text = self.text(key, reader)?;
        if text.value.trim().is_empty() {
            reader.wrong(text.span, format!("`{key}` is empty"), "write its value");
            return None;
        }
        Some(text)
    }

    /// Reports that `key` is not there.
    pub(super) fn missing(&self, key: &str, reader: &mut Reader) {
        reader.error(
            &faults::MISSING,
            self.span,
            format!("{} needs `{key}`", self.what),
            format!("add `{key}:`"),
        );
    }

    pub(super) fn flag(&mut self, key: &'static str, reader: &mut Reader) -> Option<At<bool>> {
        let text = self.text(key, reader)?;
        let value = match text.value {
            "true" | "True" | "TRUE" => true,
            "false" | "False" | "FALSE" => false,
            other => {
                let message = format!("`{key}` is `{}`, which is neither true nor false", short(other));
                reader.wrong(text.span, message, "write `true` or `false`");
                return None;
            }
        };
        Some(At { value, span: text.span })
    }

    /// The number under `key`; between quotes it is a dialect, unless the format wants it so.
    pub(super) fn number(
        &mut self,
        key: &'static str,
        quoted: bool,
        reader: &mut Reader,
    ) -> Option<At<Decimal>> {
        let text = self.text(key, reader)?;
        let Some(value) = decimal(text.value) else {
            let message = format!("`{key}` is `{}`, which is not a decimal number", short(text.value));
            reader.wrong(text.span, message, "write a number such as `0.999`");
            return None;
        };
        let plain = self.node.get(key).is_some_and(is_plain);
        if !plain && !quoted {
            let message = format!("`{key}` stands between quotes");
            reader.warn(&faults::DIALECT, text.span, message, "write the number without quotes");
        }
        Some(At { value, span: text.span })
    }

    pub(super) fn map(&mut self, key: &'static str, what: &'static str, reader: &mut Reader) -> Option<Self> {
        let entry = self.entry(key)?;
        Self::of(&entry.node, entry.key, what, reader)
    }

    /// The map under `key`, which must be there.
    pub(super) fn needed_map(
        &mut self,
        key: &'static str,
        what: &'static str,
        reader: &mut Reader,
    ) -> Option<Self> {
        if !self.has(key) {
            self.missing(key, reader);
            return None;
        }
        self.map(key, what, reader)
    }

    /// The items under `key`; none when it is absent.
    pub(super) fn list(&mut self, key: &'static str, reader: &mut Reader) -> Vec<&'a Node> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        match entry.node.list() {
            Some(items) => items.iter().collect(),
            None => {
                reader.wrong(entry.node.span, format!("`{key}` is not a list"), "write its items with `- `");
                Vec::new()
            }
        }
    }

    /// Pairs of texts under `key`; a list of texts becomes one, joined by commas.
    pub(super) fn pairs(&mut self, key: &'static str, reader: &mut Reader) -> Vec<(String, String)> {
        let Some(entry) = self.entry(key) else { return Vec::new() };
        let Some(map) = entry.node.map() else {
            reader.wrong(
                entry.node.span,
                format!("`{key}` is not a map"),
                "write names and values: `team: checkout`",
            );
            return Vec::new();
        };
        let mut pairs = Vec::new();
        for (name, entry) in map {
            let value = match (entry.node.text(), entry.node.list()) {
                (Some(text), _) => text.to_owned(),
                (None, Some(items)) if items.iter().all(|item| item.text().is_some()) => {
                    items.iter().filter_map(Node::text).collect::<Vec<_>>().join(",")
                }
                (None, None) if entry.node.is_null() => String::new(),
                _ => {
                    reader.wrong(
                        entry.node.span,
                        format!("`{name}` is not text"),
                        "one value is expected here",
                    );
                    continue;
                }
            };
            pairs.push((name.clone(), value));
        }
        pairs
    }

    /// Keys that are known to the format and say nothing about an objective: they are listed as lost.
    pub(super) fn pass(&mut self, keys: &[&'static str], why: &str, reader: &mut Reader) {
        for key in keys {
            if let Some(entry) = self.entry(key) {
                reader.lose(entry.key, *key, why);
            }
        }
    }

    /// Reports every key that nobody asked for.
    pub(super) fn done(self, reader: &mut Reader) {
        for (key, entry) in self.node.map().into_iter().flatten() {
            if self.known.contains(&key.as_str()) {
                continue;
            }
            let message = format!("`{}` is not a field of {}", short(key), self.what);
            let hint = match did_you_mean(key, self.known.iter().copied()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("{} has: {}", self.what, list(&self.known)),
            };
            reader.error(&model_faults::UNKNOWN_KEY, entry.key, message, hint);
        }
    }
}

fn list(keys: &[&str]) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for key in keys {
        if !listed.contains(key) {
            listed.push(key);
        }
    }
    format!("`{}`", listed.join("`, `"))
}

fn is_plain(node: &Node) -> bool {
    matches!(node.value, loadline_base::foreign::Value::Text { plain: true, .. })
}

/// A number exactly as written; `None` when it is none, or has more digits than are kept.
pub(super) fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let decimal = text.parse::<Decimal>().or_else(|_| Decimal::from_scientific(text)).ok()?;
    Some(decimal.normalize())
}

/// A text cut short for a message.
pub(super) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
