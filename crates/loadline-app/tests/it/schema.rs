//! The JSON Schema and the parser say the same of every model: of the corpus, and of every field with values of every
//! kind. Where they may differ is said here and nowhere else.

use jsonschema::Validator;
use loadline_app::reference;
use loadline_base::{FileId, Sources};
use loadline_model::kinds::System;
use loadline_model::syntax::{NodeId, NodeKind, Tree, parse};
use loadline_model::{Dangling, Record, Shape, TargetKind, read};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(&reference::schema()).expect("the schema is JSON");
    jsonschema::draft7::new(&schema).expect("the schema is a draft-07 schema")
}

/// A tree as JSON, as editors read YAML 1.2.
fn json(tree: &Tree, id: NodeId) -> Value {
    match &tree.node(id).kind {
        NodeKind::Map { entries, .. } => {
            let mut map = Map::new();
            for entry in entries {
                let key = tree.scalar(entry.key).unwrap_or("").to_owned();
                map.entry(key).or_insert_with(|| json(tree, entry.value));
            }
            map.into()
        }
        NodeKind::List { items, .. } => items.iter().map(|item| json(tree, *item)).collect(),
        NodeKind::Scalar { .. } if tree.is_empty_value(id) => Value::Null,
        NodeKind::Scalar { plain: true, .. } => match tree.scalar(id).unwrap_or("") {
            "true" => true.into(),
            "false" => false.into(),
            text => serde_json::from_str(text).ok().filter(Value::is_number).unwrap_or_else(|| text.into()),
        },
        NodeKind::Scalar { .. } => tree.scalar(id).unwrap_or("").into(),
    }
}

/// What the schema finds wrong with a model; `None` when it is no YAML that an editor would read.
fn found_by_schema(validator: &Validator, text: &str) -> Option<Vec<String>> {
    let (tree, _) = parse(FileId(0), text);
    let tree = tree?;
    let value = json(&tree, tree.root());
    Some(validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect())
}

fn models(folder: &str) -> Vec<(PathBuf, String)> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../loadline-model/tests/data").join(folder);
    let mut paths: Vec<_> = fs::read_dir(data).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn good_models_pass_the_schema() {
    let validator = validator();
    for (path, text) in models("good") {
        assert_eq!(found_by_schema(&validator, &text), Some(Vec::new()), "{}", path.display());
    }
}

#[test]
fn bad_models_fail_the_schema_unless_it_cannot_see_why() {
    let validator = validator();
    for (path, text) in models("bad") {
        let blind = text.lines().any(|line| line == "# schema: blind");
        match found_by_schema(&validator, &text) {
            Some(faults) => assert_eq!(faults.is_empty(), blind, "{}: {faults:#?}", path.display()),
            None => assert!(blind, "{} is no YAML", path.display()),
        }
    }
}

/// Where each record can stand: what to write before and after its fields.
fn places() -> Vec<(&'static Record, String, String)> {
    let mut found = Vec::new();
    visit(System::record(), "{".into(), "}".into(), &mut found);
    found
}

type Places = Vec<(&'static Record, String, String)>;

fn visit(record: &'static Record, before: String, after: String, found: &mut Places) {
    if found.iter().any(|(known, ..)| known.name == record.name) {
        return;
    }
    found.push((record, before.clone(), after.clone()));
    for field in record.all_fields() {
        visit_shape(&field.shape, format!("{before}{}: ", field.key), after.clone(), found);
    }
}

fn visit_shape(shape: &Shape, before: String, after: String, found: &mut Places) {
    match shape {
        Shape::Record(record) => visit(record(), before + "{", format!("}}{after}"), found),
        Shape::Decided(inner) => visit_shape(inner, before, after, found),
        Shape::List(inner) => visit_shape(inner, before + "[", format!("]{after}"), found),
        Shape::Map { of, .. } | Shape::PathMap(of) | Shape::NameMap(of) => {
            visit_shape(of, before + "{some: ", format!("}}{after}"), found);
        }
        Shape::Either(one, other) => {
            visit_shape(one, before.clone(), after.clone(), found);
            visit_shape(other, before, after, found);
        }
        _ => {}
    }
}

/// Values of every kind that some field wants, and some that none wants. Quoted words (`"none"`, `"true"`) are not among
/// them: a schema does not see the quotes.
const VALUES: [&str; 41] = [
    "some",
    "two words",
    "none",
    "true",
    "false",
    "0",
    "3",
    "3.5",
    "-1",
    "1_000",
    "\"3\"",
    "300ms",
    "5m",
    "2kB",
    "30%",
    "5rps",
    "5 per day",
    "60 EUR/month",
    "60 EUR per request",
    "2x",
    "2027-03-01",
    "40%/y",
    "400 per month",
    "some.part",
    "Some",
    "~",
    "",
    "\"\"",
    "{}",
    "[]",
    "[some]",
    "[3]",
    "[300ms]",
    "[30%]",
    "[~]",
    "[{}]",
    "[[some]]",
    "{some: other}",
    "{some: {}}",
    "{some: ~}",
    "{x-note: 1}",
];

/// Whether the parser has nothing to say. An id that nothing could ever have counts as a fault.
fn parser_accepts(text: &str) -> bool {
    let mut sources = Sources::default();
    sources.add("a.yaml", text);
    let reading = read(&sources);
    let could_be = |lost: &Dangling| match lost.kind {
        TargetKind::ComponentPart | TargetKind::Subject => ["some", "some.part"].contains(&lost.id.as_str()),
        _ => lost.id == "some",
    };
    reading.faults.is_empty() && reading.model.dangling().iter().all(could_be)
}

#[test]
fn parser_and_schema_agree_on_every_field() {
    let validator = validator();
    let mut differences = BTreeSet::new();
    let mut accepted = 0;
    for (record, before, after) in places() {
        let uses = record.profiles.then_some("use");
        for key in record.all_fields().map(|field| field.key).chain(uses).chain(["unknown-key", "x-key"]) {
            let words = record.field(key).map(|field| words(&field.shape)).unwrap_or_default();
            for value in VALUES.into_iter().chain(words) {
                let head = if before == "{" { "" } else { "loadline: 1, " };
                let text = format!("{{{head}{}{key}: {value}{after}", &before[1..]);
                let by_parser = parser_accepts(&text);
                let by_schema = found_by_schema(&validator, &text).is_some_and(|faults| faults.is_empty());
                accepted += usize::from(by_parser);
                if by_parser != by_schema {
                    let verdict = if by_parser { "only the parser" } else { "only the schema" };
                    differences.insert(format!("{verdict} accepts `{value}` for `{key}` of {}", record.name));
                }
            }
        }
    }
    assert_eq!(differences, BTreeSet::new());
    assert!(accepted > 1000, "only {accepted} values were accepted at all");
}

fn words(shape: &Shape) -> Vec<&'static str> {
    match shape {
        Shape::Choice(words) => words.iter().map(|word| word.word).collect(),
        Shape::Decided(inner) | Shape::List(inner) => words(inner),
        Shape::Either(one, other) => [words(one), words(other)].concat(),
        _ => Vec::new(),
    }
}

#[test]
fn names_of_records_are_unique() {
    let mut names = BTreeSet::new();
    let mut seen: Vec<&'static Record> = Vec::new();
    let mut todo = vec![System::record()];
    while let Some(record) = todo.pop() {
        if seen.iter().any(|known| std::ptr::eq(*known, record)) {
            continue;
        }
        seen.push(record);
        assert!(names.insert(record.name), "two records are called `{}`", record.name);
        todo.extend(record.includes.iter().map(|included| included()));
        record.fields.iter().for_each(|field| records_in(&field.shape, &mut todo));
    }
}

fn records_in(shape: &Shape, found: &mut Vec<&'static Record>) {
    match shape {
        Shape::Record(record) => found.push(record()),
        Shape::Decided(inner)
        | Shape::List(inner)
        | Shape::PathMap(inner)
        | Shape::NameMap(inner)
        | Shape::Map { of: inner, .. } => {
            records_in(inner, found);
        }
        Shape::Either(one, other) => {
            records_in(one, found);
            records_in(other, found);
        }
        _ => {}
    }
}

#[test]
fn every_field_of_the_language_is_in_the_reference() {
    let page = reference::language();
    for (record, ..) in places() {
        let is_root = record.name == System::record().name;
        assert!(is_root || page.contains(&format!("\n### {}\n", record.name)), "{}", record.name);
        for field in record.fields {
            assert!(page.contains(&format!("| `{}` |", field.key)), "{} of {}", field.key, record.name);
        }
    }
    let headings = page.lines().filter_map(|line| line.strip_prefix("### "));
    let anchors: BTreeSet<_> = headings.map(|heading| heading.replace(' ', "-")).collect();
    for link in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(anchors.contains(link), "nothing is at #{link}");
    }
}
