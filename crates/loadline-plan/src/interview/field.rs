//! What a place of the model may hold, from the field table.

use loadline_model::kinds::System;
use loadline_model::{Record, Shape, Word};

/// What a field means and what may stand there.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// What it means.
    pub doc: &'static str,
    /// Words that may stand there, with what each means; empty when it is no choice.
    pub words: &'static [Word],
    /// Whether `none` is a decision that may be written.
    pub may_be_none: bool,
    /// Whether several values may be listed.
    pub is_list: bool,
    /// Whether it holds a single value or a list of single values, so that it can be answered in a line.
    pub is_single: bool,
    /// What is wanted, to read after "expected"; empty when anything is.
    pub wants: &'static str,
}

impl Field {
    /// Something that could stand there.
    #[must_use]
    pub fn example(&self) -> String {
        match self.words.first() {
            Some(word) => word.word.to_owned(),
            None if self.may_be_none => "none".to_owned(),
            None => String::new(),
        }
    }
}

const FLAG: &[Word] = &[Word { word: "true", doc: "yes" }, Word { word: "false", doc: "no" }];

/// The field at an id path; `None` when the language has no such place.
#[must_use]
pub fn field(path: &str) -> Option<Field> {
    let mut shape = None;
    let mut doc = "";
    let mut record: Option<&'static Record> = Some(System::record());
    for step in path.split('/') {
        (shape, record) = match (record, shape) {
            (Some(known), _) => {
                let field = known.all_fields().find(|field| field.key == step)?;
                doc = field.doc;
                (Some(field.shape), inside(field.shape))
            }
            // Behind a map stands an id, behind a list an index.
            (None, Some(within)) => {
                let of = entries(within)?;
                (Some(of), inside(of))
            }
            (None, None) => return None,
        };
    }
    let mut found = Field { doc, words: &[], may_be_none: false, is_list: false, is_single: true, wants: "" };
    describe(shape?, &mut found);
    Some(found)
}

/// The record that a value is, when it is one.
fn inside(shape: Shape) -> Option<&'static Record> {
    match shape {
        Shape::Record(record) => Some(record()),
        Shape::Decided(inner) => inside(*inner),
        Shape::Either(one, other) => inside(*one).or_else(|| inside(*other)),
        _ => None,
    }
}

/// What the entries of a map or list are.
fn entries(shape: Shape) -> Option<Shape> {
    match shape {
        Shape::Map { of, .. } | Shape::PathMap(of) | Shape::NameMap(of) | Shape::List(of) => Some(*of),
        Shape::Decided(inner) => entries(*inner),
        Shape::Either(one, other) => entries(*one).or_else(|| entries(*other)),
        _ => None,
    }
}

fn describe(shape: Shape, field: &mut Field) {
    match shape {
        Shape::Flag => field.words = FLAG,
        Shape::Choice(words) => field.words = words,
        Shape::Quantity { wants, .. } => field.wants = wants,
        Shape::Decided(inner) => {
            field.may_be_none = true;
            describe(*inner, field);
        }
        Shape::Either(one, other) => {
            describe(*other, field);
            describe(*one, field);
            field.is_single = true;
        }
        Shape::List(inner) => {
            field.is_list = true;
            describe(*inner, field);
        }
        Shape::Map { .. } | Shape::PathMap(_) | Shape::NameMap(_) | Shape::Record(_) => {
            field.is_single = false
        }
        Shape::Text | Shape::Reference(_) | Shape::Anything => {}
    }
}
