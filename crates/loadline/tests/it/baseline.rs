//! Baselines: what is known is not reported, what is new is.

use crate::scratch::{SHOP, Scratch};
use serde_json::Value;

fn summary(scratch: &Scratch, more: &[&str]) -> (i32, Value) {
    let output = scratch.check_as("json", more);
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    (output.code, report["summary"].clone())
}

#[test]
fn known_findings_are_counted_and_new_ones_reported() {
    let scratch = Scratch::model(SHOP);
    let (code, before) = summary(&scratch, &["--write-baseline", "known.txt"]);
    assert_eq!((code, &before["errors"], &before["in_baseline"]), (1, &4.into(), &0.into()));
    let (code, after) = summary(&scratch, &["--baseline", "known.txt"]);
    assert_eq!((code, &after["errors"], &after["in_baseline"]), (0, &0.into(), &4.into()));

    scratch.write("loadline.yaml", format!("# moved\n{}", SHOP.replace("nowhere", "nobody")));
    let (code, moved) = summary(&scratch, &["--baseline", "known.txt"]);
    assert_eq!((code, &moved["errors"], &moved["in_baseline"]), (1, &1.into(), &3.into()));
}

#[test]
fn writing_with_one_in_use_keeps_what_it_knows() {
    let scratch = Scratch::model(SHOP);
    summary(&scratch, &["--write-baseline", "known.txt"]);
    let first = scratch.read("known.txt");
    summary(&scratch, &["--baseline", "known.txt", "--write-baseline", "known.txt"]);
    assert_eq!(scratch.read("known.txt"), first);
}

#[test]
fn an_edited_baseline_is_read_and_a_broken_one_refused() {
    let scratch = Scratch::model(SHOP);
    summary(&scratch, &["--write-baseline", "known.txt"]);
    let edited = scratch.read("known.txt").replace('\n', "\r\n") + "\r\n# a word on the last one\r\n";
    scratch.write("known.txt", edited);
    assert_eq!(summary(&scratch, &["--baseline", "known.txt"]).0, 0);
    let broken = scratch.read("known.txt") + "whatever LL201\n";
    scratch.write("known.txt", broken);
    let output = scratch.check_as("json", &["--baseline", "known.txt"]);
    assert_eq!((output.code, output.stdout.as_str()), (2, ""));
    assert!(output.stderr.contains("line 8 of the baseline"), "{}", output.stderr);
}

/// A baseline written over a model that could not be read would be empty, and hide the old one.
#[test]
fn faults_leave_the_baseline_alone() {
    let scratch = Scratch::model(SHOP);
    summary(&scratch, &["--write-baseline", "known.txt"]);
    let first = scratch.read("known.txt");
    scratch.write("loadline.yaml", "loadline: 1\nx: 1\n");
    let output = scratch.check_as("json", &["--write-baseline", "known.txt"]);
    assert_eq!(output.code, 2);
    assert!(output.stdout.contains("LL002"), "the faults are told all the same");
    assert_eq!(scratch.read("known.txt"), first);
}
