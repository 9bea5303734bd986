//! A small ordered tree printed as YAML: short groups on one line, the rest in blocks.

use super::text;
use crate::draft::Scalar;
use indexmap::IndexMap;

/// The longest line a group may take.
const WIDTH: usize = 110;

/// A value or a group of them.
#[derive(Debug)]
pub(super) enum Tree {
    Leaf(Scalar),
    Group(IndexMap<String, Tree>),
}

impl Default for Tree {
    fn default() -> Self {
        Self::Group(IndexMap::new())
    }
}

impl Tree {
    /// Puts `value` at `path` (parts joined by `/`); groups on the way are made.
    pub(super) fn set(&mut self, path: &str, value: Scalar) {
        if let Some(place) = self.place(path) {
            *place = Self::Leaf(value);
        }
    }

    /// Makes sure that there is a group at `path`.
    pub(super) fn map(&mut self, path: &str) {
        self.place(path);
    }

    /// The whole tree as YAML text.
    pub(super) fn print(&self) -> String {
        let mut out = String::new();
        if let Self::Group(entries) = self {
            for (key, tree) in entries {
                tree.print_entry(key, 0, &mut out);
            }
        }
        out
    }

    fn place(&mut self, path: &str) -> Option<&mut Self> {
        let mut here = self;
        for part in path.split('/') {
            let Self::Group(entries) = here else { return None };
            here = entries.entry(part.to_owned()).or_default();
        }
        Some(here)
    }

    fn print_entry(&self, key: &str, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Leaf(Scalar::Text(value)) => {
                out.push_str(&format!("{indent}{key}: {}\n", text::block(value)))
            }
            Self::Leaf(value) => out.push_str(&format!("{indent}{key}: {}\n", text::value(value))),
            Self::Group(entries) => {
                if let Some(line) = self.line(depth).map(|line| format!("{indent}{key}: {line}\n"))
                    && line.len() <= WIDTH
                {
                    out.push_str(&line);
                    return;
                }
                out.push_str(&format!("{indent}{key}:\n"));
                for (key, tree) in entries {
                    tree.print_entry(key, depth + 1, out);
                }
            }
        }
    }

    /// The group on one line, when it holds values only. Sections and fields of the root stay blocks.
    fn line(&self, depth: usize) -> Option<String> {
        let Self::Group(entries) = self else { return None };
        let leaf = |(key, tree): (&String, &Self)| match tree {
            Self::Leaf(Scalar::Text(value)) => Some(format!("{key}: {}", text::flow(value))),
            Self::Leaf(value) => Some(format!("{key}: {}", text::value(value))),
            Self::Group(_) => None,
        };
        let parts = entries.iter().map(leaf).collect::<Option<Vec<_>>>()?;
        (depth > 0 || parts.len() < 4).then(|| format!("{{{}}}", parts.join(", ")))
    }
}
