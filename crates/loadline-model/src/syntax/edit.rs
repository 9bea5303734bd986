//! Edits of a tree as minimal text edits, for fixes, guided answers and renames.
//!
//! Every byte that an edit need not touch stays as it is: comments, quotes, line ends and the style of the siblings.
//! Paths are the keys from the root; a step into a list is its index from 0.

mod insert;
mod place;
mod quote;
mod remove;

pub use quote::quote;

use super::{Entry, NodeId, NodeKind, Tree, parse};
use loadline_base::{FileId, TextEdit};
use quote::Value;

/// Why a tree cannot be edited as asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotEdit {
    /// There is nothing at this path.
    #[error("there is no `{0}` to edit")]
    NoSuchPlace(String),
    /// A map or list stands where a single value is to be replaced.
    #[error("`{0}` holds a map or list, not a single value")]
    NotAScalar(String),
    /// Something that is not a map stands where a key is to be added.
    #[error("`{0}` is not a map")]
    NotAMap(String),
    /// A map stands where an item is to be added.
    #[error("`{0}` is not a list")]
    NotAList(String),
    /// Another entry of the map has this key already.
    #[error("there is another `{0}` already")]
    KeyTaken(String),
    /// The text given as YAML is not one value on one line.
    #[error("`{0}` is not one value on one line")]
    NotOneValue(String),
    /// The place is written in a form that only a person should change, such as `? key`.
    #[error("`{0}` is written in a form that has to be edited by hand")]
    UnusualForm(String),
}

/// What an edit comes to.
type Edits = Result<Vec<TextEdit>, CannotEdit>;

/// How far a path leads into the tree.
#[derive(Debug, Clone, Copy)]
struct Found {
    /// The last node that exists.
    node: NodeId,
    /// The collection it stands in and its position there; `None` for the root.
    within: Option<(NodeId, usize)>,
    /// Whether it stands inside braces or brackets.
    flow: bool,
    /// How many steps of the path lead there.
    steps: usize,
}

impl Tree {
    /// Makes `path` hold the text `value`: replaces the single value there, or adds the key with every map on the way.
    /// The value is quoted when YAML would read it as anything else than this text.
    ///
    /// # Errors
    /// When a map or list stands at `path`, or something else than a map on the way.
    pub fn set(&self, path: &[&str], value: &str) -> Edits {
        self.set_value(path, &Value::Text(value))
    }

    /// Like [`Tree::set`], with a value that is YAML already: `true`, `{stale: 10m}`, `[a, b]`.
    ///
    /// # Errors
    /// Those of [`Tree::set`], and when `yaml` is not one value on one line.
    pub fn set_yaml(&self, path: &[&str], yaml: &str) -> Edits {
        self.set_value(path, &one_value(yaml)?)
    }

    /// Takes out the entry or item at `path`: its lines, its trailing comment and, in braces and brackets, its comma.
    /// The last entry of a map leaves `{}` behind, the last item of a list `[]`.
    ///
    /// # Errors
    /// When nothing is there, or it is written as `? key`.
    pub fn remove(&self, path: &[&str]) -> Edits {
        let found = self.follow(path);
        if found.steps < path.len() {
            return Err(CannotEdit::NoSuchPlace(path.join("/")));
        }
        let Some((within, index)) = found.within else { return Err(CannotEdit::NoSuchPlace(path.join("/"))) };
        self.remove_child(within, index, path)
    }

    /// Gives the key at the end of `path` another name.
    ///
    /// # Errors
    /// When nothing is there, or the map has such a key already.
    pub fn rename_key(&self, path: &[&str], new: &str) -> Edits {
        let no_such_place = || CannotEdit::NoSuchPlace(path.join("/"));
        let found = self.follow(path);
        let (map, index) = found.within.filter(|_| found.steps == path.len()).ok_or_else(no_such_place)?;
        let Entry { key, .. } = self.entries(map).get(index).copied().ok_or_else(no_such_place)?;
        if self.scalar(key) == Some(new) {
            return Ok(Vec::new());
        }
        if self.get(map, new).is_some() {
            return Err(CannotEdit::KeyTaken(new.to_owned()));
        }
        let range = self.span(key).range();
        if self.text[range.clone()].starts_with(['|', '>']) {
            return Err(CannotEdit::UnusualForm(path.join("/")));
        }
        // Behind a quoted key the colon may touch the value (`{"a":1}`); behind a bare one it may not.
        let behind = self.text[range.end..].strip_prefix(':').and_then(|rest| rest.chars().next());
        let touches = behind.is_some_and(|c| !c.is_whitespace());
        let text = if touches { quote::quoted(new) } else { quote(new).into_owned() };
        Ok(vec![TextEdit { range, text }])
    }

    /// Adds the text `item` to the end of the list at `path`. A single item written without brackets gets them; a list
    /// that is not there is added with every map on the way.
    ///
    /// # Errors
    /// When a map stands at `path`, or something else than a map on the way.
    pub fn append_item(&self, path: &[&str], item: &str) -> Edits {
        self.append_value(path, &Value::Text(item))
    }

    /// Like [`Tree::append_item`], with an item that is YAML already: `{rule: LL213}`.
    ///
    /// # Errors
    /// Those of [`Tree::append_item`], and when `yaml` is not one value on one line.
    pub fn append_yaml(&self, path: &[&str], yaml: &str) -> Edits {
        self.append_value(path, &one_value(yaml)?)
    }

    fn set_value(&self, path: &[&str], value: &Value<'_>) -> Edits {
        let found = self.follow(path);
        if found.steps < path.len() {
            return self.add_below(&found, path, value);
        }
        match self.node(found.node).kind {
            NodeKind::Scalar { .. } => self.replace_scalar(&found, path, value),
            _ => Err(CannotEdit::NotAScalar(path.join("/"))),
        }
    }

    fn append_value(&self, path: &[&str], item: &Value<'_>) -> Edits {
        let found = self.follow(path);
        let alone = || Value::Yaml(format!("[{}]", item.written(true)));
        if found.steps < path.len() {
            return self.add_below(&found, path, &alone());
        }
        match &self.node(found.node).kind {
            NodeKind::Map { .. } => Err(CannotEdit::NotAList(path.join("/"))),
            NodeKind::List { flow: true, .. } => self.add_in_brackets(found.node, item.written(true), path),
            NodeKind::List { .. } => {
                let line = format!("- {}", item.written(false));
                Ok(vec![self.add_line_after_last(found.node, &line)])
            }
            NodeKind::Scalar { .. } if self.is_empty_value(found.node) => {
                self.replace_scalar(&found, path, &alone())
            }
            NodeKind::Scalar { plain, .. } => {
                let first = self.slice(self.span(found.node));
                let first = match (plain, self.scalar(found.node)) {
                    (true, Some(text)) => quote(text),
                    _ if first.starts_with(['|', '>']) => {
                        return Err(CannotEdit::UnusualForm(path.join("/")));
                    }
                    _ => first.into(),
                };
                let both = format!("[{first}, {}]", item.written(true));
                self.replace_scalar(&found, path, &Value::Yaml(both))
            }
        }
    }

    /// Follows `path` as far as it leads.
    fn follow(&self, path: &[&str]) -> Found {
        let mut found = Found { node: self.root(), within: None, flow: false, steps: 0 };
        for step in path {
            let (index, node, flow) = match &self.node(found.node).kind {
                NodeKind::Map { entries, flow } => {
                    let index = entries.iter().position(|entry| self.scalar(entry.key) == Some(step));
                    let Some(index) = index else { break };
                    (index, entries[index].value, *flow)
                }
                NodeKind::List { items, flow } => {
                    let index = step.parse::<usize>().ok().filter(|index| *index < items.len());
                    let Some(index) = index else { break };
                    (index, items[index], *flow)
                }
                NodeKind::Scalar { .. } => break,
            };
            found = Found {
                node,
                within: Some((found.node, index)),
                flow: found.flow || flow,
                steps: found.steps + 1,
            };
        }
        found
    }
}

/// `yaml` as a value, when it is one value on one line wherever it is put.
fn one_value(yaml: &str) -> Result<Value<'static>, CannotEdit> {
    let not_one = || CannotEdit::NotOneValue(yaml.to_owned());
    let yaml = yaml.trim_matches(' ');
    if yaml.is_empty() || yaml.contains(['\n', '\r']) {
        return Err(not_one());
    }
    let in_brackets = format!("[{yaml}]");
    let (tree, faults) = parse(FileId(0), &in_brackets);
    let tree = tree.filter(|_| faults.is_empty()).ok_or_else(not_one)?;
    match tree.items(tree.root()) {
        [only] if tree.span(*only).range() == (1..1 + yaml.len()) && tree.comments().is_empty() => {
            Ok(Value::Yaml(yaml.to_owned()))
        }
        _ => Err(not_one()),
    }
}
