//! The objects in the documents of all files, lists of objects taken apart.

use crate::foreign::{Field, Fields, Node, list_items};
use crate::journal::Journal;
use loadline_base::Span;

/// One object with its name.
pub(super) struct Object<'a> {
    pub(super) kind: &'a str,
    pub(super) name: &'a str,
    pub(super) namespace: Option<&'a str>,
    /// Where its name stands.
    pub(super) at: Span,
    /// `Deployment/frontend`.
    pub(super) path: String,
    pub(super) node: &'a Node,
}

impl<'a> Object<'a> {
    /// The keys of the object, those taken that every object has.
    pub(super) fn fields(&self, journal: &mut Journal) -> Fields<'a> {
        let mut fields = Fields::of(self.node, self.path.clone(), journal);
        for usual in ["apiVersion", "kind"] {
            fields.take(usual);
        }
        let mut metadata = fields.fields("metadata", journal);
        for usual in ["name", "namespace"] {
            metadata.take(usual);
        }
        if self.kind == "Pod" {
            metadata.take("labels");
        }
        metadata.rest(journal);
        fields
    }

    /// The keys under `spec`; what stands beside it is listed.
    pub(super) fn spec(&self, journal: &mut Journal) -> Fields<'a> {
        let mut fields = self.fields(journal);
        let spec = fields.fields("spec", journal);
        fields.rest(journal);
        spec
    }

    /// The labels in the metadata.
    pub(super) fn labels(&self) -> Vec<(&'a str, &'a str)> {
        self.node.get("metadata").and_then(|metadata| metadata.get("labels")).map(pairs).unwrap_or_default()
    }
}

/// Whether two namespaces are one; an object that names none is in `default`.
pub(super) fn same_namespace(one: Option<&str>, other: Option<&str>) -> bool {
    one.unwrap_or("default") == other.unwrap_or("default")
}

/// A map of texts, such as labels.
pub(super) fn pairs(node: &Node) -> Vec<(&str, &str)> {
    let map = node.map().into_iter().flatten();
    map.filter_map(|(key, entry)| Some((key.as_str(), entry.node.text()?))).collect()
}

/// The objects of all documents, in order.
pub(super) fn gather<'a>(documents: &'a [Node], journal: &mut Journal) -> Vec<Object<'a>> {
    let mut objects = Vec::new();
    for document in documents.iter().filter(|document| !document.is_null()) {
        add(document, None, &mut objects, journal);
    }
    objects
}

fn add<'a>(node: &'a Node, item_kind: Option<&'a str>, objects: &mut Vec<Object<'a>>, journal: &mut Journal) {
    let kind = node.get("kind").and_then(Node::text).or(item_kind);
    let Some(kind) = kind else {
        journal.lose(node.span, "document", "an object of Kubernetes has a `kind`");
        return;
    };
    if let Some(item_kind) = kind.strip_suffix("List") {
        let mut fields = Fields::of(node, kind, journal);
        for usual in ["apiVersion", "kind", "metadata"] {
            fields.take(usual);
        }
        let item_kind = (!item_kind.is_empty()).then_some(item_kind);
        if let Some(Field { node, key, path }) = fields.take("items") {
            for item in list_items(&Field { node, key, path }, journal) {
                add(item.node, item_kind, objects, journal);
            }
        }
        fields.rest(journal);
        return;
    }
    let metadata = node.get("metadata");
    let text = |key: &str| metadata.and_then(|metadata| metadata.get(key)).and_then(Node::text);
    let Some(name) = text("name") else {
        journal.lose(node.span, kind, "an object without a name; is this a template that was not rendered?");
        return;
    };
    let at =
        metadata.and_then(Node::map).and_then(|map| map.get("name")).map_or(node.span, |entry| entry.key);
    objects.push(Object {
        kind,
        name,
        namespace: text("namespace"),
        at,
        path: format!("{kind}/{name}"),
        node,
    });
}
