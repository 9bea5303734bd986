//! The lossless tree of one model file: every node knows its bytes, and printing an unedited tree gives the same bytes.
//!
//! This is strict YAML (see `parse`): no anchors, aliases, tags or several documents. It knows no model word.

mod edit;
mod parse;
mod print;

pub use edit::{CannotEdit, quote};
pub(crate) use parse::duplicate_key;
pub use parse::{MAX_BYTES, MAX_DEPTH, parse};

use loadline_base::{FileId, Span};
use std::sync::Arc;

/// Index of a node in its [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(u32);

/// One value: a scalar, a map or a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The bytes of the value; for a block collection from its first to its last entry.
    pub span: Span,
    /// What stands there.
    pub kind: NodeKind,
}

/// What stands at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NodeKind {
    /// A single value.
    Scalar {
        /// Whether it was written without quotes; only such a scalar can mean `none`, `true` or a number.
        plain: bool,
        /// The value after YAML's unescaping, when that differs from the source text.
        unescaped: Option<Box<str>>,
    },
    /// A map, in the order written.
    Map {
        /// The entries.
        entries: Vec<Entry>,
        /// Whether it is written in braces.
        flow: bool,
    },
    /// A list, in the order written.
    List {
        /// The items.
        items: Vec<NodeId>,
        /// Whether it is written in brackets.
        flow: bool,
    },
}

/// One `key: value` of a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The key, always a scalar.
    pub key: NodeId,
    /// The value; an empty plain scalar when nothing is written.
    pub value: NodeId,
}

/// A comment, from its `#` to the end of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment {
    /// The bytes, `#` included, line break not.
    pub span: Span,
}

/// One parsed file. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Tree {
    file: FileId,
    text: Arc<str>,
    nodes: Vec<Node>,
    comments: Vec<Comment>,
    root: NodeId,
}

impl Tree {
    /// The file this tree was read from.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The source text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The outermost value.
    #[must_use]
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The comments, in order.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The bytes of a node.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The text a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// The value of a scalar after unescaping; `None` for maps and lists.
    #[must_use]
    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        let node = self.node(id);
        match &node.kind {
            NodeKind::Scalar { unescaped: Some(text), .. } => Some(text),
            NodeKind::Scalar { unescaped: None, .. } => Some(self.slice(node.span)),
            _ => None,
        }
    }

    /// The value of a scalar that was written without quotes.
    #[must_use]
    pub fn plain(&self, id: NodeId) -> Option<&str> {
        match self.node(id).kind {
            NodeKind::Scalar { plain: true, .. } => self.scalar(id),
            _ => None,
        }
    }

    /// Whether nothing is written here: `key:` with no value, or one of YAML's words for nothing.
    #[must_use]
    pub fn is_empty_value(&self, id: NodeId) -> bool {
        matches!(self.plain(id), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    /// The entries of a map; empty for anything else.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> &[Entry] {
        match &self.node(id).kind {
            NodeKind::Map { entries, .. } => entries,
            _ => &[],
        }
    }

    /// The items of a list; empty for anything else.
    #[must_use]
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match &self.node(id).kind {
            NodeKind::List { items, .. } => items,
            _ => &[],
        }
    }

    /// The entry of a map with this key.
    #[must_use]
    pub fn get(&self, map: NodeId, key: &str) -> Option<Entry> {
        self.entries(map).iter().copied().find(|entry| self.scalar(entry.key) == Some(key))
    }

    /// The entry at a path of keys from the root, such as `["services", "gateway"]`.
    #[must_use]
    pub fn find<'k>(&self, path: impl IntoIterator<Item = &'k str>) -> Option<Entry> {
        let mut at = self.root;
        let mut found = None;
        for key in path {
            let entry = self.get(at, key)?;
            at = entry.value;
            found = Some(entry);
        }
        found
    }
}
