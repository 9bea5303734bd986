//! `plan bundle` from the command line: it refuses while a gate is open, links to evidence that is there, and gives the same
//! bytes twice.

use crate::scratch::Scratch;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

fn bundle(name: &str, more: &[&str]) -> (i32, String) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let words = ["plan", "bundle", "-m", folder.to_str().unwrap(), "--today", "2026-11-20"];
    let run = Scratch::new().run(&[&words[..], more].concat());
    (run.code, run.stdout)
}

#[test]
fn a_complete_model_gives_a_final_bundle_with_the_same_bytes_twice() {
    for format in ["markdown", "html", "json"] {
        let (code, text) = bundle("payments-clean", &["--format", format]);
        assert_eq!(code, 0, "{format}");
        assert_eq!(bundle("payments-clean", &["--format", format]).1, text, "{format}");
        assert!(text.contains("2026-11-20"));
    }
    let (_, text) = bundle("payments-clean", &[]);
    assert!(text.starts_with("# Design Spec Bundle: payments\n"));
    assert!(text.contains("> **Final.** All 10 gates are passed"), "{}", &text[..400]);
    assert!(!text.contains("Draft"));
}

#[test]
fn operations_have_a_bundle_with_the_same_bytes_twice() {
    for format in ["markdown", "html", "json"] {
        let (code, text) = bundle("payments-clean", &["operations", "--format", format]);
        assert_eq!(code, 0, "{format}");
        assert_eq!(bundle("payments-clean", &["operations", "--format", format]).1, text, "{format}");
    }
    let (_, text) = bundle("payments-clean", &["operations"]);
    assert!(text.starts_with("# SRE Operations Bundle: payments\n"));
    assert_eq!(bundle("webshop", &["operations"]).0, 1);
}

/// Runs a tool; without it one line is printed and nothing is judged.
#[track_caller]
fn accepts(tool: &str, arguments: &[&str], scratch: &Scratch) {
    match Command::new(tool).args(arguments).current_dir(scratch.path()).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let said = said + &String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{tool} {arguments:?}: {said}");
        }
        Err(error) => println!("not judged by {tool}, which is not installed: {error}"),
    }
}

#[test]
fn rules_and_routes_of_the_operations_bundle_pass_the_tools_that_read_them() {
    for name in ["payments-clean", "webshop"] {
        let (_, text) = bundle(name, &["operations", "--draft", "--format", "json"]);
        let bundle: Value = serde_json::from_str(&text).unwrap();
        let blocks = bundle["sections"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|section| section["blocks"].as_array().unwrap());
        let scratch = Scratch::new();
        let mut rules = Vec::new();
        for block in blocks.filter(|block| block["kind"] == "text" && block["language"] == "yaml") {
            let file = block["title"].as_str().unwrap().replace('/', "-");
            scratch.write(&file, block["text"].as_str().unwrap());
            if file.ends_with(".rules.yaml") {
                rules.push(file);
            } else {
                accepts("amtool", &["check-config", &file], &scratch);
            }
        }
        assert!(!rules.is_empty(), "{name} has no rules");
        let files = rules.iter().map(String::as_str);
        accepts("promtool", &["check", "rules"].into_iter().chain(files).collect::<Vec<_>>(), &scratch);
    }
}

#[test]
fn an_incomplete_model_is_refused_for_the_reasons_that_status_gives() {
    let (code, text) = bundle("webshop", &["--format", "json"]);
    assert_eq!(code, 1);
    let refused: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(refused["standing"], "refused");
    assert_eq!(refused["sections"].as_array().unwrap().len(), 0);
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/webshop");
    let model = folder.to_str().unwrap();
    let words = ["plan", "status", "design", "-m", model, "--format", "json", "--today", "2026-11-20"];
    let status: Value = serde_json::from_str(&Scratch::new().run(&words).stdout).unwrap();
    let gates = status["workflows"][0]["gates"].as_array().unwrap();
    let requirements = gates.iter().flat_map(|gate| gate["requirements"].as_array().unwrap());
    let reasons: Vec<&Value> = requirements.flat_map(|one| one["reasons"].as_array().unwrap()).collect();
    assert_eq!(refused["reasons"].as_array().unwrap().iter().collect::<Vec<_>>(), reasons);
    assert!(!reasons.is_empty());

    let (code, text) = bundle("webshop", &[]);
    assert_eq!(code, 1);
    assert!(text.contains("**Refused.**") && !text.contains("## 1. Scope"));

    let (code, text) = bundle("webshop", &["--draft"]);
    assert_eq!(code, 0);
    assert!(text.contains("**Draft, not to be signed.**") && text.contains("## 11. Open risks"));
    assert!(text.contains("**Open: a gate waits for it**"));
}

#[test]
fn every_reference_leads_to_evidence_that_is_there() {
    for (format, reference, anchor) in
        [("markdown", "](#e", "<a id=\"e"), ("html", "href=\"#e", "<span id=\"e")]
    {
        let (_, text) = bundle("payments-clean", &["--format", format]);
        let names = |start: &str| -> BTreeSet<u32> {
            let parts = text.split(start).skip(1);
            parts.filter_map(|part| part.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).collect()
        };
        let (references, anchors) = (names(reference), names(anchor));
        assert!(references.len() > 500, "{format}: {}", references.len());
        assert_eq!(references, anchors, "{format}");
    }
}

#[test]
fn the_page_loads_nothing() {
    let (_, text) = bundle("payments-clean", &["--format", "html"]);
    for word in ["<script", "<link", "src=", "url(", "@import", "http://", "https://"] {
        assert!(!text.contains(word), "{word}");
    }
}
