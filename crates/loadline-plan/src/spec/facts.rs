//! The facts of a model: every value that is written, with its id path, profiles put in their places. Comments, layout and the
//! order of entries leave no trace in them.

use crate::facts::Facts;
use loadline_base::Span;
use loadline_model::Model;
use loadline_model::syntax::{NodeId, NodeKind, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// Somebody wrote it.
    Stated {
        /// The bytes of the value.
        span: Span,
        /// Id of the assumption it rests on.
        assumption: Option<String>,
        /// The profile it comes from.
        profile: Option<String>,
        /// Whether an importer wrote it and nobody else.
        imported: bool,
    },
    /// An engine worked it out.
    Computed {
        /// How.
        formula: String,
    },
}

/// A value at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Id path; of what was worked out, the path of what it is about, `#` and its name.
    pub path: String,
    /// The value, in one line and without backticks.
    pub value: String,
    /// Where it comes from.
    pub shown: Shown,
}

impl Fact {
    pub(super) fn new(path: String, value: &str, shown: Shown) -> Self {
        // One line without backticks, so that every format can hold it and give it back.
        let value = if value.trim().is_empty() { "\"\"" } else { value };
        let words: Vec<&str> = value.split_whitespace().collect();
        Self { path: path.replace('`', "'"), value: words.join(" ").replace('`', "'"), shown }
    }
}

/// Every fact of a model, in the order written.
pub(super) struct Written {
    all: Vec<Fact>,
    /// Their places, by path.
    sorted: Vec<usize>,
}

/// Sections that say nothing about the system itself.
const APART: &[&str] = &["loadline", "profiles", "accept", "imported", "assumptions", "decisions"];

impl Written {
    pub(super) fn of(facts: &Facts<'_>) -> Self {
        let mut reading = Reading { trees: facts.model.trees(), ..Reading::default() };
        for tree in reading.trees {
            if let Some(section) = tree.get(tree.root(), "profiles") {
                for entry in tree.entries(section.value) {
                    if let Some(name) = tree.scalar(entry.key) {
                        reading.profiles.entry(name).or_insert((tree, entry.value));
                    }
                }
            }
        }
        for tree in reading.trees {
            for entry in tree.entries(tree.root()) {
                let Some(section) = tree.scalar(entry.key).filter(|name| !APART.contains(name)) else {
                    continue;
                };
                reading.node(tree, entry.value, section.to_owned(), None);
            }
        }
        let all = reading.found.into_iter().map(|(path, value, span, profile)| {
            let assumption = facts.assumption(&path).map(|(id, _)| id.to_owned());
            let imported = is_imported(facts.model, &path);
            Fact::new(path, &value, Shown::Stated { span, assumption, profile, imported })
        });
        let all: Vec<Fact> = all.collect();
        let mut sorted: Vec<usize> = (0..all.len()).collect();
        sorted.sort_by(|one, other| all[*one].path.cmp(&all[*other].path));
        Self { all, sorted }
    }

    pub(super) fn all(&self) -> &[Fact] {
        &self.all
    }

    /// The facts at a path and below it, in the order written.
    pub(super) fn below(&self, path: &str) -> Vec<&Fact> {
        let at = |place: &usize| self.all[*place].path.as_str();
        let from = |start: &str| self.sorted.partition_point(|place| at(place) < start);
        // `0` follows `/`: what lies between is below the path.
        let (below, end) = (format!("{path}/"), format!("{path}0"));
        let exact = self.sorted.get(from(path)).filter(|place| at(place) == path);
        let mut places: Vec<usize> =
            self.sorted[from(&below)..from(&end)].iter().chain(exact).copied().collect();
        places.sort_unstable();
        places.into_iter().map(|place| &self.all[place]).collect()
    }
}

/// Whether a path is another one or lies below it.
pub(super) fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// An importer names the components and edges it wrote, by their paths.
fn is_imported(model: &Model, path: &str) -> bool {
    let ends = path.match_indices('/').map(|(end, _)| end).chain([path.len()]);
    ends.into_iter().any(|end| model.is_imported(&path[..end]))
}

#[derive(Default)]
struct Reading<'m> {
    trees: &'m [Tree],
    profiles: BTreeMap<&'m str, (&'m Tree, NodeId)>,
    found: Vec<(String, String, Span, Option<String>)>,
    leaves: BTreeSet<String>,
}

impl<'m> Reading<'m> {
    fn node(&mut self, tree: &'m Tree, node: NodeId, path: String, profile: Option<&str>) {
        match &tree.node(node).kind {
            NodeKind::Scalar { .. } if tree.is_empty_value(node) => {
                self.named_only(tree, node, path, profile)
            }
            NodeKind::Scalar { .. } => {
                let value = tree.scalar(node).unwrap_or("").to_owned();
                self.leaf(path, value, tree.span(node), profile);
            }
            NodeKind::Map { entries, .. } if entries.is_empty() => self.named_only(tree, node, path, profile),
            NodeKind::Map { entries, .. } => {
                let used = tree.get(node, "use").map(|entry| entry.value).filter(|_| profile.is_none());
                let profiles = used.map_or_else(Vec::new, |value| self.profiles_at(tree, value));
                for entry in entries {
                    let Some(key) = tree.scalar(entry.key) else { continue };
                    if key == "use" && !profiles.is_empty() {
                        continue;
                    }
                    self.node(tree, entry.value, format!("{path}/{key}"), profile);
                }
                // The last named profile wins over the ones before it, and what is written here over all of them.
                for name in profiles.into_iter().rev() {
                    if let Some((tree, node)) = self.profiles.get(name).copied() {
                        self.node(tree, node, path.clone(), Some(name));
                    }
                }
            }
            NodeKind::List { items, .. } => {
                let words: Option<Vec<&str>> = items.iter().map(|item| tree.scalar(*item)).collect();
                match words {
                    Some(words) => {
                        self.leaf(path, format!("[{}]", words.join(", ")), tree.span(node), profile)
                    }
                    None => {
                        for (index, item) in items.iter().enumerate() {
                            self.node(tree, *item, format!("{path}/{index}"), profile);
                        }
                    }
                }
            }
        }
    }

    /// A thing of which nothing is said but that it exists; of a field, nothing at all is said.
    fn named_only(&mut self, tree: &'m Tree, node: NodeId, path: String, profile: Option<&str>) {
        let above = path.rsplit('/').nth(1).unwrap_or("");
        let is_thing = path.matches('/').count() == 1 && above != "system";
        if is_thing || ["exposes", "needs", "topics", "copies"].contains(&above) {
            self.leaf(path, "{}".to_owned(), tree.span(node), profile);
        }
    }

    fn profiles_at(&self, tree: &'m Tree, value: NodeId) -> Vec<&'m str> {
        let names: Vec<&'m str> = match tree.scalar(value) {
            Some(name) => vec![name],
            None => tree.items(value).iter().filter_map(|item| tree.scalar(*item)).collect(),
        };
        names.into_iter().filter(|name| self.profiles.contains_key(name)).collect()
    }

    /// Takes a value, unless one stands there, above or below already.
    fn leaf(&mut self, path: String, value: String, span: Span, profile: Option<&str>) {
        let above = path.match_indices('/').any(|(end, _)| self.leaves.contains(&path[..end]));
        let below = format!("{path}/");
        let deeper = self.leaves.range(below.clone()..).next().is_some_and(|next| next.starts_with(&below));
        if !above && !deeper && self.leaves.insert(path.clone()) {
            self.found.push((path, value, span, profile.map(ToOwned::to_owned)));
        }
    }
}
