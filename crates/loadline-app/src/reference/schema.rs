//! The JSON Schema (draft-07) of a model file, for editors. It accepts all that the parser accepts; what no schema can
//! see (references, ids written twice, sums of a share) is left to `loadline check`.

use super::records::{all, slug};
use loadline_base::units::{Count, Unit};
use loadline_model::kinds::System;
use loadline_model::{Field, ID_PATTERN, Record, Shape, TargetKind, Word};
use serde_json::{Map, Value, json};

/// The schema as indented JSON.
#[must_use]
pub fn schema() -> String {
    let root = System::record();
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Loadline model",
        "description": root.doc.trim(),
        "required": ["loadline"],
    });
    if let (Some(schema), Value::Object(body)) = (schema.as_object_mut(), record(root)) {
        schema.extend(body.into_iter().filter(|(key, _)| key != "description"));
        schema.insert("type".into(), "object".into());
        if let Some(version) = schema.get_mut("properties").and_then(|all| all.get_mut("loadline")) {
            *version = json!({ "description": version["description"], "const": 1 });
        }
        let others = all().into_iter().filter(|record| record.name != root.name);
        let definitions: Map<_, _> = others.map(|one| (slug(one), record(one))).collect();
        schema.insert("definitions".into(), definitions.into());
    }
    format!("{schema:#}\n")
}

fn record(record: &Record) -> Value {
    let mut properties = Map::new();
    if record.profiles {
        let mut value = shape(&Shape::List(&Shape::Reference(TargetKind::Profile)));
        value["description"] = "Profiles whose fields are taken over; the last one named wins.".into();
        properties.insert("use".into(), value);
    }
    properties.extend(record.all_fields().map(|field| (field.key.to_owned(), property(field))));
    json!({
        "description": record.doc.trim(),
        "type": ["object", "null"],
        "properties": properties,
        "patternProperties": { "^x-": {} },
        "additionalProperties": false,
    })
}

fn property(field: &Field) -> Value {
    let mut value = shape(&field.shape);
    // In draft-07 a description beside `$ref` would be passed over.
    if let Some(reference) = value.get("$ref").cloned() {
        value = json!({ "allOf": [{ "$ref": reference }] });
    }
    value["description"] = description(field).into();
    value
}

/// What a field means, what its words mean, and what is wanted.
fn description(field: &Field) -> String {
    let mut text = field.doc.trim().to_owned();
    for word in words(&field.shape) {
        text.push_str(&format!("\n- `{}`: {}", word.word, word.doc.trim()));
    }
    if let Some(wants) = quantity(&field.shape) {
        text.push_str(&format!("\n\nExpected: {wants}."));
    }
    text
}

fn words(shape: &Shape) -> Vec<&'static Word> {
    match shape {
        Shape::Choice(words) => words.iter().collect(),
        Shape::Decided(inner) | Shape::List(inner) => words(inner),
        Shape::Either(one, other) => [words(one), words(other)].concat(),
        _ => Vec::new(),
    }
}

fn quantity(shape: &Shape) -> Option<&'static str> {
    match shape {
        Shape::Quantity { wants, .. } => Some(wants),
        Shape::Decided(inner) | Shape::List(inner) => quantity(inner),
        _ => None,
    }
}

fn shape(wanted: &Shape) -> Value {
    match wanted {
        Shape::Text => json!({ "type": ["string", "number", "boolean"] }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Choice(words) => json!({ "enum": words.iter().map(|word| word.word).collect::<Vec<_>>() }),
        Shape::Quantity { pattern, bare: false, .. } => json!({ "type": "string", "pattern": pattern }),
        Shape::Quantity { pattern, bare: true, .. } => {
            let number = if *pattern == Count::PATTERN { "integer" } else { "number" };
            json!({ "type": [number, "string"], "minimum": 0, "pattern": pattern })
        }
        Shape::Reference(kind) => json!({ "type": "string", "pattern": reference_pattern(*kind) }),
        Shape::Decided(inner) => json!({ "anyOf": [{ "const": "none" }, shape(inner)] }),
        // A record alone may be left empty, but then nobody could tell which of the two was meant.
        Shape::Either(one, other) => {
            json!({ "anyOf": [shape(one), shape(other)], "not": { "type": "null" } })
        }
        Shape::List(inner) => {
            let list = json!({ "type": "array", "items": shape(inner) });
            if is_single(inner) { json!({ "anyOf": [shape(inner), list] }) } else { list }
        }
        Shape::Map { keys: None, of } => json!({
            "type": ["object", "null"],
            "patternProperties": { "^x-": {}, ID_PATTERN: shape(of) },
            "additionalProperties": false,
        }),
        Shape::Map { keys: Some(_), of } | Shape::PathMap(of) | Shape::NameMap(of) => json!({
            "type": ["object", "null"],
            "patternProperties": { "^x-": {} },
            "additionalProperties": shape(of),
        }),
        Shape::Record(record) => json!({ "$ref": format!("#/definitions/{}", slug(record())) }),
        Shape::Anything => json!({}),
    }
}

/// Whether a list of this may be written as one item without brackets.
fn is_single(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Text | Shape::Flag | Shape::Choice(_) | Shape::Quantity { .. } | Shape::Reference(_)
    )
}

/// The form of an id, or of `component.interface` where parts may be named.
fn reference_pattern(kind: TargetKind) -> String {
    match kind {
        TargetKind::ComponentPart | TargetKind::Subject => {
            let id = ID_PATTERN.trim_start_matches('^').trim_end_matches('$');
            // The lookahead ends at the end of the text, so that it must not be repeated for the part.
            format!("^{id}(?:\\.[a-z][a-z0-9-]*)?$")
        }
        _ => ID_PATTERN.to_owned(),
    }
}
