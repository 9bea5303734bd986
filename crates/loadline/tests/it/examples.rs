//! The examples hold what their pages promise: one checks clean, the other gives exactly the findings it lists.

use crate::scratch::{Output, Scratch, TODAY};
use serde_json::Value;
use std::path::PathBuf;

fn example(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name)
}

/// The check of an example under every rule.
#[track_caller]
fn check(name: &str, more: &[&str]) -> (Output, Value) {
    let folder = example(name);
    let mut arguments = vec!["check", folder.to_str().unwrap(), TODAY, "--format", "json"];
    arguments.extend(more);
    let output = Scratch::new().run(&arguments);
    let json = serde_json::from_str(&output.stdout).unwrap();
    (output, json)
}

/// Code and id path of every finding, in order.
fn findings(json: &Value) -> Vec<String> {
    let mut found: Vec<String> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|each| format!("{} {}", each["code"].as_str().unwrap(), each["path"].as_str().unwrap()))
        .collect();
    found.sort();
    found
}

#[test]
fn payments_check_clean_even_of_questions_and_accept_nothing() {
    let (output, json) = check("payments-clean", &["--strict"]);
    assert_eq!(findings(&json), Vec::<String>::new());
    let summary = &json["summary"];
    for nothing in ["errors", "warnings", "notes", "questions", "accepted", "faults"] {
        assert_eq!(summary[nothing], 0, "{nothing}");
    }
    assert_eq!(output.code, 0, "{}", output.stderr);
}

/// A clean example proves little unless a small change of it is noticed.
#[test]
fn payments_speak_up_when_a_figure_no_longer_fits() {
    let changes = [
        ("components.yaml", "timeout: 2600ms", "timeout: 1500ms", "LL202 services/api/needs/payments.charge"),
        ("components.yaml", "pool: 20", "pool: 50", "LL305 stores/ledger-db"),
        (
            "components.yaml",
            "domain: operator-south",
            "domain: operator-north",
            "LL214 services/payments/needs/psp-north.charge",
        ),
        ("components.yaml", "stampede: single-flight", "stampede: none", "LL107 caches/status-cache"),
        (
            "components.yaml",
            "max-lag: 10m",
            "max-lag: 30s",
            "LL308 services/notifier/needs/events.payment-booked",
        ),
        ("operations.yaml", "target: 99.9%", "target: 99.99%", "LL406 slos/pay-availability"),
    ];
    for (file, from, to, expected) in changes {
        let scratch = Scratch::new();
        for name in ["loadline.yaml", "components.yaml", "operations.yaml"] {
            let text = std::fs::read_to_string(example("payments-clean").join(name)).unwrap();
            scratch.write(name, if name == file { text.replacen(from, to, 1) } else { text });
        }
        let output = scratch.run(&["check", TODAY, "--format", "json"]);
        let found = findings(&serde_json::from_str(&output.stdout).unwrap());
        assert!(found.iter().any(|each| each == expected), "`{to}` gave {found:?}");
    }
}

#[test]
fn online_boutique_gives_the_findings_its_page_lists() {
    let page = std::fs::read_to_string(example("online-boutique").join("README.md")).unwrap();
    let (_, listing) = page.split_once("```text\n").expect("a list of findings");
    let listed: Vec<&str> = listing.lines().take_while(|line| *line != "```").collect();
    let (output, json) = check("online-boutique", &[]);
    assert_eq!(findings(&json), listed);
    assert_eq!(output.code, 1);
    let summary = &json["summary"];
    let counts = format!(
        "{} errors, {} warnings; {} open questions",
        summary["errors"], summary["warnings"], summary["questions"]
    );
    assert!(page.contains(&counts), "the page does not say `{counts}`");
}

#[test]
fn imported_values_name_no_folder_of_the_importing_machine() {
    let imported = std::fs::read_to_string(example("online-boutique").join("imported.yaml")).unwrap();
    let places = imported.lines().filter(|line| line.contains("at: \""));
    let elsewhere: Vec<&str> =
        places.filter(|line| !line.contains("at: \"kubernetes-manifests.yaml:")).collect();
    assert_eq!(elsewhere, Vec::<&str>::new());
}
