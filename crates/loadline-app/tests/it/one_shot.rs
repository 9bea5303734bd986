//! The model drafted from a statement: checked without an error in the model itself (LL0), and where the statement
//! contradicts itself the rules find it too.

use loadline_app::plan::one_shot::from_text;
use loadline_base::{Date, Sources};
use loadline_check::{Selection, check};
use std::path::PathBuf;

/// Codes of the findings in the model drafted from a statement of `loadline-plan`.
#[track_caller]
fn codes(name: &str) -> Vec<&'static str> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../loadline-plan/tests/data/statements").join(name);
    let today = Date::new(2026, 11, 28).unwrap();
    let shot = from_text(&std::fs::read_to_string(path).unwrap(), today).unwrap();
    let mut sources = Sources::default();
    sources.add("loadline.yaml", shot.model.clone());
    let reading = loadline_model::read(&sources);
    assert!(reading.faults.is_empty(), "{name}: {:?}", reading.faults);
    let all = Selection::new(Vec::new(), Vec::new()).unwrap();
    let outcome = check(&reading.model, &sources, &all, today);
    for finding in &outcome.findings {
        let diagnostic = &finding.diagnostic;
        let error = diagnostic.severity == loadline_base::Severity::Error;
        assert!(
            !(error && diagnostic.code.starts_with("LL0")),
            "{name}: {}\n{}",
            diagnostic.message,
            shot.model
        );
    }
    outcome.findings.iter().map(|finding| finding.diagnostic.code).collect()
}

#[test]
fn every_drafted_model_is_sound_in_itself() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../loadline-plan/tests/data/statements");
    let mut checked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        if name.ends_with(".md") {
            codes(&name);
            checked += 1;
        }
    }
    assert!(checked >= 11, "{checked}");
}

#[test]
fn the_rules_find_the_contradictions_of_the_statement_in_the_model() {
    let tickets = codes("ticketing.md");
    assert!(tickets.contains(&"LL406"), "the objective is above the provider: {tickets:?}");
    assert!(tickets.contains(&"LL304"), "the quota leaves too little headroom: {tickets:?}");
}

#[test]
fn no_text_and_too_much_text_are_refused() {
    let today = Date::new(2026, 11, 28).unwrap();
    for text in ["", " \n\t"] {
        assert!(from_text(text, today).unwrap_err().message.contains("empty"));
    }
    assert!(from_text(&"a ".repeat(600_000), today).unwrap_err().message.contains("1200000 bytes"));
}
