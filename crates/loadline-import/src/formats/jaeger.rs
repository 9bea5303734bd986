//! Dependency exports of Jaeger: a list of `{parent, child, callCount}`, bare or under `data`.
//!
//! They say who called whom while traces were taken; call counts cover an unknown time and stay out of the model.

use super::documents;
use crate::draft::{Draft, Origin, Phase};
use crate::foreign::{Field, Fields, Node, list_items};
use crate::journal::Journal;
use crate::kind::Kind;
use indexmap::IndexMap;
use loadline_base::{FileId, Span};

/// Whether a document is a dependency export.
pub(super) fn looks_so(document: &Node) -> bool {
    let is_link = |node: &Node| node.get("parent").is_some() && node.get("child").is_some();
    match document.list() {
        Some(links) => links.iter().any(is_link),
        None => document.get("data").and_then(Node::list).is_some_and(|links| links.iter().any(is_link)),
    }
}

/// Reads all files of one import.
pub(super) fn read(files: &[FileId], draft: &mut Draft, journal: &mut Journal) {
    let mut ids = IndexMap::new();
    for file in files {
        for document in documents(*file, "jaeger", journal) {
            links(&document, journal).iter().for_each(|link| self::link(link, &mut ids, draft, journal));
        }
    }
}

fn links<'a>(document: &'a Node, journal: &mut Journal) -> Vec<Field<'a>> {
    let whole = Field { key: document.span, node: document, path: String::new() };
    if document.list().is_some() {
        return list_items(&whole, journal);
    }
    let mut fields = Fields::of(document, "", journal);
    let links = fields.take("data").map(|data| data.items(journal)).unwrap_or_default();
    for paging in ["total", "limit", "offset"] {
        fields.take(paging);
    }
    fields.rest(journal);
    links
}

fn link(link: &Field<'_>, ids: &mut IndexMap<String, String>, draft: &mut Draft, journal: &mut Journal) {
    let mut fields = link.fields(journal);
    let ends = (fields.text("parent", journal), fields.text("child", journal));
    let calls = fields.take("callCount");
    fields.rest(journal);
    let (Some((parent, parent_at)), Some((child, child_at))) = ends else {
        link.lose(journal, "a dependency has a parent and a child");
        return;
    };
    let from = component(parent, parent_at.node.span, ids, draft);
    let to = component(child, child_at.node.span, ids, draft);
    if from == to {
        link.lose(journal, "a service that calls itself; the model has no such edge");
        return;
    }
    draft.connect(&from, &to, Phase::Run, Origin::declared(link.key, "traces"));
    if let Some(calls) = calls {
        calls.lose(journal, "calls over an unknown time say nothing about calls per request");
    }
}

fn component(name: &str, at: Span, ids: &mut IndexMap<String, String>, draft: &mut Draft) -> String {
    if let Some(id) = ids.get(name) {
        return id.clone();
    }
    let id = draft.declare(Kind::Service, name, Origin::declared(at, "traces"));
    draft.identify(&id, None, name);
    ids.insert(name.to_owned(), id.clone());
    id
}
