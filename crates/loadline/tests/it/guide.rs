//! The guide names every field and every format there is.

use crate::scratch::{SHOP, Scratch};
use serde_json::Value;
use std::collections::BTreeSet;

fn guide(page: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guide").join(page);
    std::fs::read_to_string(path).unwrap()
}

fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                found.insert(name.clone());
                fields(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

/// Both ways: no field without a word on it, no word on a field that is gone.
#[track_caller]
fn check(heading: &str, outputs: &[String]) {
    let mut found = BTreeSet::new();
    outputs.iter().for_each(|output| fields(&serde_json::from_str(output).unwrap(), &mut found));
    let page = guide("json.md");
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).expect("a section");
    let documented: BTreeSet<String> = section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(path, _)| path.rsplit('.').next().unwrap_or(path).trim_end_matches("[]").to_owned())
        .collect();
    assert_eq!(documented, found);
}

#[test]
fn every_field_of_a_check_is_documented() {
    let clean = Scratch::model(SHOP).check_as("json", &[]).stdout;
    let faulty = Scratch::model("loadline: 1\nx: 1\n").check_as("json", &[]).stdout;
    check("`loadline/check/v1`", &[clean, faulty]);
}

#[test]
fn every_field_of_the_rules_is_documented() {
    check("`loadline/rules/v1`", &[Scratch::new().run(&["rules", "--format", "json"]).stdout]);
}

#[test]
fn every_format_is_in_the_guide() {
    let page = guide("ci.md");
    for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown"] {
        assert!(page.contains(&format!("`{format}`")), "{format}");
    }
}

/// The example shop has everything a flow and a graph can show.
const WEBSHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/webshop");

#[test]
fn every_field_of_a_flow_is_documented() {
    check(
        "`loadline/flow/v1`",
        &[Scratch::new().run(&["flow", "--model", WEBSHOP, "--format", "json"]).stdout],
    );
}

#[test]
fn every_field_of_a_graph_is_documented() {
    check(
        "`loadline/graph/v1`",
        &[Scratch::new().run(&["graph", "--model", WEBSHOP, "--format", "json"]).stdout],
    );
}

/// Maps by name, whose keys are no fields.
fn unnamed(output: &str) -> String {
    let mut value: Value = serde_json::from_str(output).unwrap();
    for map in ["parameters", "quantities"] {
        let named = value[map].as_object().unwrap();
        value[map] = named.values().cloned().collect();
    }
    value.to_string()
}

#[test]
fn every_field_of_a_formula_is_documented() {
    let words = ["formula", "mmc", "arrival_rate=80", "service_rate=12", "servers=8", "--format", "json"];
    check("`loadline/formula/v1`", &[unnamed(&Scratch::new().run(&words).stdout)]);
}

#[test]
fn every_field_of_the_formulas_is_documented() {
    check("`loadline/formulas/v1`", &[Scratch::new().run(&["formula", "--format", "json"]).stdout]);
}

#[test]
fn every_field_of_a_fault_tree_is_documented() {
    let scratch = Scratch::new();
    let data = |name: &str| {
        format!("<define-basic-event name=\"{name}\"><float value=\"0.1\"/></define-basic-event>")
    };
    let tree = format!(
        "<opsa-mef><define-fault-tree name=\"t\"><define-gate name=\"top\"><atleast min=\"2\">{}</atleast></define-gate>\
         {}</define-fault-tree></opsa-mef>",
        ["a", "b", "c"].map(|name| format!("<basic-event name=\"{name}\"/>")).concat(),
        ["a", "b", "c"].map(data).concat(),
    );
    scratch.write("tree.xml", &tree);
    let printed = scratch.run(&["faulttree", "tree.xml", "--format", "json"]).stdout;
    // The orders are keys of their own.
    check("`loadline/faulttree/v1`", &[printed.replace("\"2\": ", "\"order\": ")]);
}

/// The page of the command shows every figure there is, and what is unknown.
#[test]
fn every_field_of_a_capacity_is_documented() {
    let run = |words: &[&str]| {
        let words: Vec<&str> =
            ["capacity", "--model", WEBSHOP, "--format", "json"].iter().chain(words).copied().collect();
        Scratch::new().run(&words).stdout
    };
    let unsaid = Scratch::model("loadline: 1\nservices: {a: {}}\njourneys: {go: {entry: a}}\n");
    let unsaid = unsaid.run(&["capacity", "--format", "json"]).stdout;
    let priced = Scratch::model(
        "loadline: 1\nstores: {d: {cost: 5 EUR/month, size: 1GB, capacity: {storage: 2GB}}}\nservices: {a: {needs: {d: {}}}}\n\
         journeys: {go: {entry: a, load: {average: 5rps}}}\n",
    );
    let priced = priced.run(&["capacity", "--format", "json"]).stdout;
    check("`loadline/capacity/v1`", &[run(&[]), run(&["place-order"]), unsaid, priced]);
}
