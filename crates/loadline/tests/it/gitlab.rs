//! The Code Quality report of GitLab: the fields its documentation asks for, of the right kind.

use crate::scratch::{SHOP, Scratch};
use serde_json::Value;

#[track_caller]
pub(crate) fn list(text: &str) -> Vec<Value> {
    let Value::Array(list) = serde_json::from_str(text).unwrap() else { panic!("not a list: {text}") };
    for entry in &list {
        for field in ["description", "check_name", "fingerprint", "severity"] {
            assert!(entry[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {entry}");
        }
        assert!(
            ["info", "minor", "major", "critical", "blocker"].contains(&entry["severity"].as_str().unwrap())
        );
        let path = entry["location"]["path"].as_str().unwrap();
        assert!(!path.starts_with("./") && !path.starts_with('/'), "{path}");
        assert!(entry["location"]["lines"]["begin"].as_u64().is_some_and(|line| line > 0), "{entry}");
    }
    let mut fingerprints: Vec<&str> =
        list.iter().map(|entry| entry["fingerprint"].as_str().unwrap()).collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), list.len(), "GitLab takes entries with one fingerprint for one");
    list
}

#[test]
fn findings_are_listed_and_acceptances_are_not() {
    let scratch = Scratch::model(SHOP);
    assert_eq!(list(&scratch.check_as("gitlab", &[]).stdout).len(), 4);
    assert_eq!(list(&scratch.check_as("gitlab", &["--strict"]).stdout).len(), 5);
    assert_eq!(list(&Scratch::model("loadline: 1\n").check_as("gitlab", &[]).stdout).len(), 0);
}

#[test]
fn faults_block() {
    let list = list(
        &Scratch::model("loadline: 1\nservices: {a: {x: 1}, b: {x: 1}}\n").check_as("gitlab", &[]).stdout,
    );
    assert_eq!(list.len(), 2);
    assert!(list.iter().all(|entry| entry["severity"] == "blocker"));
}
