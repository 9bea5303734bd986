//! The formats that can be imported, one file each, and telling them apart.

mod compose;
mod jaeger;
mod kubernetes;

use crate::draft::Draft;
use crate::foreign::{Node, read};
use crate::journal::Journal;
use loadline_base::{Diagnostic, FileId, Span};

/// A foreign format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The word people type: `compose`.
    pub name: &'static str,
    /// What it is, in one line.
    pub summary: &'static str,
    /// Whether a document is written in it.
    looks_so: fn(&Node) -> bool,
    /// Reads all files of one import.
    pub(crate) read: fn(&[FileId], &mut Draft, &mut Journal),
}

/// Every format, in the order they are offered.
pub const FORMATS: &[Format] = &[
    Format {
        name: "compose",
        summary: "docker compose files, with their overrides and env files",
        looks_so: compose::looks_so,
        read: compose::read,
    },
    Format {
        name: "kubernetes",
        summary: "Kubernetes manifests, rendered",
        looks_so: kubernetes::looks_so,
        read: kubernetes::read,
    },
    Format {
        name: "jaeger",
        summary: "service dependencies exported from Jaeger as JSON",
        looks_so: jaeger::looks_so,
        read: jaeger::read,
    },
];

/// The most services, objects or links in one file.
const MAX_ENTRIES: usize = 20_000;

/// The format called `name`.
#[must_use]
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The documents of `file`, if any of them is written in the format `name`; else the file is refused.
fn documents(file: FileId, name: &str, journal: &mut Journal) -> Vec<Node> {
    let errors = journal.diagnostics.len();
    let documents = read(file, journal);
    if journal.diagnostics.len() > errors {
        return Vec::new();
    }
    if entries(&documents) > MAX_ENTRIES {
        let message =
            format!("`{}` describes more than {MAX_ENTRIES} things", journal.sources.file(file).name());
        let refusal = Diagnostic::error("LL006", message).at(Span::new(file, 0, 0), "");
        journal.diagnostics.push(refusal.hint("import its parts one by one"));
        return Vec::new();
    }
    let looks_so = |format: &&Format| documents.iter().any(format.looks_so);
    if format(name).is_some_and(|wanted| looks_so(&wanted)) {
        journal.used.push(file);
        return documents;
    }
    let start = Span::new(file, 0, 0);
    if documents.iter().all(Node::is_null) {
        let message = format!("`{}` is empty", journal.sources.file(file).name());
        let refusal = Diagnostic::error("LL007", message).at(start, "");
        journal.diagnostics.push(refusal.hint("check that whatever writes it ran to its end"));
        return Vec::new();
    }
    let message = format!("`{}` is not written in the format `{name}`", journal.sources.file(file).name());
    let refusal = Diagnostic::error("LL007", message);
    journal.diagnostics.push(match FORMATS.iter().find(looks_so) {
        Some(other) => refusal
            .at(start, format!("this looks like `{}`", other.name))
            .hint(format!("import it as `{}`", other.name)),
        None => refusal.at(start, "").hint(format!("known formats: {}", known_names())),
    });
    Vec::new()
}

/// How many services, objects or links there may be, counted where each format keeps them.
fn entries(documents: &[Node]) -> usize {
    let size =
        |node: &Node| node.list().map_or(0, <[Node]>::len).max(node.map().map_or(0, indexmap::IndexMap::len));
    let nested = |node: &Node| {
        let inner = ["services", "items", "data"].into_iter().filter_map(|key| node.get(key)).map(size).max();
        size(node).max(inner.unwrap_or(0)).max(1)
    };
    documents.iter().map(nested).sum()
}

fn known_names() -> String {
    FORMATS.iter().map(|format| format!("`{}`", format.name)).collect::<Vec<_>>().join(", ")
}
