//! Fingerprints: the identity of a finding survives moved and reformatted text, and nothing else.

use crate::scratch::{SHOP, Scratch};
use serde_json::Value;
use std::collections::BTreeSet;

/// The fingerprints of findings and acceptances.
#[track_caller]
fn fingerprints(scratch: &Scratch) -> BTreeSet<String> {
    let report: Value = serde_json::from_str(&scratch.check_as("json", &[]).stdout).unwrap();
    assert_eq!(report["faults"], serde_json::json!([]));
    let lists = ["findings", "accepted"].map(|list| report[list].as_array().unwrap().clone());
    let found: Vec<String> =
        lists.concat().iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect();
    let all: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(all.len(), found.len(), "each finding has its own");
    all
}

/// How many fingerprints an edit takes away and adds.
#[track_caller]
fn check(edited: &str, gone: usize, new: usize) {
    let before = fingerprints(&Scratch::model(SHOP));
    let after = fingerprints(&Scratch::model(edited));
    assert_eq!(before.len(), 6);
    assert_eq!(
        (before.difference(&after).count(), after.difference(&before).count()),
        (gone, new),
        "{edited}"
    );
}

#[test]
fn moved_text_keeps_them() {
    check(&format!("{}{SHOP}", "# a comment\n".repeat(20)), 0, 0);
}

#[test]
fn other_indentation_keeps_them() {
    let wider: String = SHOP
        .lines()
        .map(|line| {
            let text = line.trim_start();
            format!("{}{text}\n", " ".repeat((line.len() - text.len()) * 2))
        })
        .collect();
    check(&wider, 0, 0);
}

#[test]
fn other_line_ends_keep_them() {
    check(&SHOP.replace('\n', "\r\n"), 0, 0);
}

#[test]
fn other_order_and_other_files_keep_them() {
    let (services, rest) = SHOP.split_once("assumptions:").unwrap();
    let scratch = Scratch::model(format!("loadline: 1\n\nassumptions:{rest}"));
    scratch.write("parts/services.yaml", services);
    assert_eq!(fingerprints(&scratch), fingerprints(&Scratch::model(SHOP)));
}

#[test]
fn other_numbers_keep_them() {
    check(&SHOP.replace("timeout: 400ms", "timeout: 500ms"), 0, 0);
}

#[test]
fn a_renamed_component_has_its_own() {
    check(&SHOP.replace("gateway", "entrance"), 4, 4);
}

#[test]
fn every_format_tells_the_same() {
    let scratch = Scratch::model(SHOP);
    let all = fingerprints(&scratch);
    for format in ["sarif", "gitlab"] {
        let text = scratch.check_as(format, &[]).stdout;
        let known = all.iter().filter(|fingerprint| text.contains(fingerprint.as_str())).count();
        assert_eq!(known, if format == "sarif" { 6 } else { 4 }, "{format} leaves acceptances out or not");
    }
}
