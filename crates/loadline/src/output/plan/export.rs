//! Documents that are handed over, as JSON, and the schemas they keep to. Fields are only ever added.

use loadline_app::plan::export::{Document, Handover, Node};
use serde_json::{Map, Value, json};

/// The document without its schema line.
pub(crate) fn as_json(handover: &Handover) -> Value {
    let open = handover.open.iter().map(|(path, text)| json!({"path": path, "text": text}));
    json!({
        "implementation": handover.implementation,
        "model": handover.model,
        "parts": parts(&handover.parts),
        "standing": if handover.is_final { "final" } else { "draft" },
        "content": value(&handover.content),
        "open": open.collect::<Vec<_>>(),
    })
}

/// Fingerprints of parts of a model, by id path.
pub(crate) fn parts(parts: &[(String, String)]) -> Value {
    parts.iter().map(|(path, fingerprint)| json!({"path": path, "fingerprint": fingerprint})).collect()
}

/// The JSON Schema of a pack of prompts.
pub(crate) const PROMPTS_SCHEMA: &str = include_str!("export/prompts.schema.json");

/// The JSON Schema of a document.
pub(crate) const fn schema(document: Document) -> &'static str {
    match document {
        Document::Assessment => include_str!("export/assessment.schema.json"),
        Document::Implementation => include_str!("export/implementation.schema.json"),
        Document::Contracts => include_str!("export/contracts.schema.json"),
    }
}

/// A tree of named values.
pub(crate) fn value(node: &Node) -> Value {
    match node {
        Node::Nothing => Value::Null,
        Node::Flag(flag) => json!(flag),
        // Whole numbers without a decimal point, as people write them.
        Node::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(*number as i64),
        Node::Number(number) => json!(number),
        Node::Text(text) => json!(text),
        Node::List(items) => items.iter().map(value).collect(),
        Node::Record(fields) => {
            let fields = fields.iter().map(|(name, node)| ((*name).to_owned(), value(node)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}
