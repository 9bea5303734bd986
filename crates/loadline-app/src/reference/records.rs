//! Every record of the language, found by following the field table from its root.

use loadline_model::kinds::System;
use loadline_model::{Record, Shape};

/// Every record that can stand in a model, the root first, each before those only it leads to.
pub(super) fn all() -> Vec<&'static Record> {
    let mut found = Vec::new();
    visit(System::record(), &mut found);
    found
}

fn visit(record: &'static Record, found: &mut Vec<&'static Record>) {
    if found.iter().any(|known| known.name == record.name) {
        return;
    }
    found.push(record);
    for included in record.includes {
        visit(included(), found);
    }
    for field in record.fields {
        visit_shape(&field.shape, found);
    }
}

fn visit_shape(shape: &Shape, found: &mut Vec<&'static Record>) {
    match shape {
        Shape::Record(record) => visit(record(), found),
        Shape::Decided(inner)
        | Shape::List(inner)
        | Shape::PathMap(inner)
        | Shape::NameMap(inner)
        | Shape::Map { of: inner, .. } => {
            visit_shape(inner, found);
        }
        Shape::Either(one, other) => {
            visit_shape(one, found);
            visit_shape(other, found);
        }
        Shape::Text
        | Shape::Flag
        | Shape::Choice(_)
        | Shape::Quantity { .. }
        | Shape::Reference(_)
        | Shape::Anything => {}
    }
}

/// The name of a record as one word, for anchors and definitions: `retry-policy`.
pub(super) fn slug(record: &Record) -> String {
    record.name.replace(' ', "-")
}
