//! `plan design --one-shot` from the command line: the whole bundle in every format, and the same one from the written model.

use crate::scratch::Scratch;
use serde_json::Value;

const NEED: &str = "Two million users make 20 requests a day; 5 % of the requests are writes of 1 kB. Peak is 5 times the \
                    average. The building is 17 floors high.";

const TITLES: [&str; 11] = [
    "Scope",
    "Assumptions and constraints",
    "SLO/SLI and non-functional requirements",
    "Capacity",
    "Architecture and dependency map",
    "Interfaces and data contracts",
    "Reliability and failure modes",
    "Security and compliance",
    "Rollout, rollback and migration",
    "Validation",
    "Open risks and follow-ups",
];

fn draft(scratch: &Scratch, more: &[&str]) -> String {
    let words = ["plan", "design", "--one-shot", NEED, "--today", "2026-11-28"];
    let output = scratch.run(&[&words[..], more].concat());
    assert_eq!(output.code, 0, "{}", output.stderr);
    output.stdout
}

#[test]
fn every_format_holds_every_section_and_gives_the_same_bytes_twice() {
    let scratch = Scratch::new();
    for (format, place) in [("markdown", "\n## "), ("html", "<h2"), ("json", "\"title\"")] {
        let text = draft(&scratch, &["--format", format]);
        assert_eq!(text, draft(&scratch, &["--format", format]), "{format}");
        for title in TITLES {
            let at = text.lines().any(|line| line.contains(place.trim_start()) && line.contains(title));
            assert!(at || (format == "json" && text.contains(title)), "{format} has no {title}");
        }
        for said in ["17 floors", "(assumed)", "peak_rps"] {
            let escaped = said.replace('_', "&#95;");
            assert!(text.contains(said) || text.contains(&escaped), "{format} does not say {said}");
        }
    }
    assert_eq!(draft(&scratch, &[]), draft(&scratch, &["--format", "markdown"]));
}

#[test]
fn the_written_model_gives_the_same_sections() {
    let scratch = Scratch::new();
    draft(&scratch, &["-o", "out"]);
    let written: Value = serde_json::from_str(&scratch.read("out/draft.json")).unwrap();
    assert_eq!(written["model"].as_str().unwrap(), scratch.read("out/loadline.yaml"));
    let words = ["plan", "bundle", "-m", "out", "--draft", "--format", "json", "--today", "2026-11-28"];
    let filed: Value = serde_json::from_str(&scratch.run(&words).stdout).unwrap();
    let sections = |value: &Value| value["sections"].as_array().unwrap().clone();
    for (one, other) in sections(&written["bundle"]).iter().zip(sections(&filed)) {
        for field in ["id", "title", "rests_on", "open"] {
            assert_eq!(one[field], other[field]);
        }
    }
    assert_eq!(sections(&written["bundle"]).len(), 11);
    assert!(scratch.read("out/draft.html").starts_with("<!DOCTYPE html>"));
    assert!(scratch.read("out/draft.md").starts_with("# Design Spec Bundle"));
    for key in ["numbers", "flags", "assumptions", "unused"] {
        assert!(written[key].is_array(), "{key}");
    }
    assert!(written["unused"][0]["text"].as_str().unwrap().contains("17 floors"), "{}", written["unused"]);
}

#[test]
fn a_statement_that_is_too_long_and_a_file_for_a_folder_say_what_to_do() {
    let scratch = Scratch::new();
    scratch.write("long.md", "Ten users make ten requests a day. ".repeat(40_000));
    let long = scratch.run(&["plan", "design", "--one-shot", "long.md"]);
    assert_eq!(long.code, 2);
    assert!(
        long.stderr.contains("1048576 are read") && long.stderr.contains("cut it down"),
        "{}",
        long.stderr
    );
    scratch.write("need.md", NEED);
    let onto = scratch.run(&["plan", "design", "--one-shot", "need.md", "-o", "need.md"]);
    assert_eq!(onto.code, 2);
    assert!(onto.stderr.contains("`need.md` is a file, and a folder is wanted"), "{}", onto.stderr);
    assert_eq!(scratch.read("need.md"), NEED);
}
