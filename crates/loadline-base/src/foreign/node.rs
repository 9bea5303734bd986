//! A generic YAML value that knows where it stands.

use crate::Span;
use indexmap::IndexMap;

/// A value and the bytes it stands at. A value reached through an alias stands where its anchor is.
#[derive(Debug, Clone)]
pub struct Node {
    /// The bytes it stands at.
    pub span: Span,
    /// What stands there.
    pub value: Value,
}

/// Text, a list or a map. Numbers, booleans and null stay text: what they mean is for the format to say.
#[derive(Debug, Clone)]
pub enum Value {
    /// A scalar; `plain` when it is written without quotes.
    Text {
        /// Its text, escapes resolved.
        text: String,
        /// Whether it is written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order written.
    Map(IndexMap<String, Entry>),
}

/// A map entry: where its key stands, and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where its key stands.
    pub key: Span,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The text of a scalar that is not null.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } if !self.is_null() => Some(text),
            _ => None,
        }
    }

    /// Whether this is an unquoted `null`, `~` or nothing at all.
    #[must_use]
    pub fn is_null(&self) -> bool {
        const NULL: &[&str] = &["", "~", "null", "Null", "NULL"];
        matches!(&self.value, Value::Text { text, plain: true } if NULL.contains(&text.as_str()))
    }

    /// The entries of a map.
    #[must_use]
    pub fn map(&self) -> Option<&IndexMap<String, Entry>> {
        match &self.value {
            Value::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// The value under `key` of a map.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        Some(&self.map()?.get(key)?.node)
    }

    /// What it costs to copy this node, in bytes, roughly.
    #[must_use]
    pub fn weight(&self) -> usize {
        const NODE: usize = 128;
        NODE + match &self.value {
            Value::Text { text, .. } => text.len(),
            Value::List(items) => items.iter().map(Self::weight).sum(),
            Value::Map(map) => map.iter().map(|(key, entry)| key.len() + entry.node.weight()).sum(),
        }
    }

    /// How many levels of lists and maps there are.
    #[must_use]
    pub fn height(&self) -> usize {
        match &self.value {
            Value::Text { .. } => 0,
            Value::List(items) => 1 + items.iter().map(Self::height).max().unwrap_or(0),
            Value::Map(map) => 1 + map.values().map(|entry| entry.node.height()).max().unwrap_or(0),
        }
    }
}
