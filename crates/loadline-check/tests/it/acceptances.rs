//! What comments accept, and that findings about them survive moved text.

use loadline_base::{Date, Sources};
use loadline_check::{Outcome, Selection};

const TODAY: &str = "2026-11-20";

fn run(text: &str) -> Outcome {
    let mut sources = Sources::default();
    sources.add("model.yaml", text);
    let reading = loadline_model::read(&sources);
    assert!(reading.faults.is_empty(), "{:?}", reading.faults);
    let Ok(today) = TODAY.parse::<Date>() else { unreachable!("{TODAY} is a day") };
    loadline_check::check(&reading.model, &sources, &Selection::default(), today)
}

/// `comment` stands alone above a line with two edges without a timeout; `expected` are the paths it covers.
#[track_caller]
fn check(comment: &str, expected: &[&str]) {
    let outcome = run(&format!(
        "loadline: 1\nservices:\n  a:\n    needs:\n      {comment}\n      b: {{timeout: none}}\n      c: {{timeout: none}}\n  b: {{}}\n  c: {{}}\n"
    ));
    let covered: Vec<&str> = outcome.suppressed.iter().map(|one| one.finding.path.as_str()).collect();
    assert_eq!(covered, expected);
}

#[test]
fn a_comment_covers_the_next_line_and_no_more() {
    check("# loadline: allow LL201 until 2026-12-31 because it moves", &["services/a/needs/b"]);
    check("# loadline: allow LL201 until 2026-11-19 because it moves", &[]);
    check("# loadline: allow LL202 until 2026-12-31 because it moves", &[]);
    check("# loadline: allow LL201 until 2026-12-31", &[]);
    check("# loadline:", &[]);
    check("# nothing for us", &[]);
}

#[test]
fn a_comment_behind_a_value_covers_its_own_line() {
    let outcome = run(
        "loadline: 1\nservices:\n  a:\n    needs:\n      b: {timeout: none} # loadline: allow LL201 until 2026-12-31 because it moves\n  b: {}\n",
    );
    assert_eq!(outcome.suppressed.len(), 1);
}

#[test]
fn findings_about_comments_keep_their_fingerprint() {
    let body = "services:\n  a:\n    needs:\n      # loadline: allow LL201 until 2026-09-30 because it moves\n      b: {timeout: none}\n  b: {}\n";
    let prints = |text: &str| -> Vec<String> {
        let outcome = run(text);
        let of_rule = outcome.findings.iter().filter(|finding| finding.rule == "expired-acceptance");
        of_rule.map(|finding| format!("{} {}", finding.path, finding.fingerprint())).collect()
    };
    let before = prints(&format!("loadline: 1\n{body}"));
    assert_eq!(before.len(), 1);
    assert!(before[0].starts_with("services/a/needs/b "), "{before:?}");
    assert_eq!(before, prints(&format!("loadline: 1\n# a line more\n\n{body}")));
}

#[test]
fn a_comment_above_nothing_is_no_trouble() {
    let outcome =
        run("loadline: 1\nservices: {}\n# loadline: allow LL201 until 2026-09-30 because it moves\n");
    assert!(outcome.findings.iter().any(|finding| finding.rule == "expired-acceptance"));
}

#[test]
fn findings_about_entries_keep_their_fingerprint_wherever_they_stand() {
    let model = |entries: &str| {
        format!(
            "loadline: 1\nteams: {{shop: {{}}}}\nservices:\n  a:\n    needs:\n      b: {{timeout: none}}\n  b: {{}}\naccept:\n{entries}"
        )
    };
    let entry = |at: &str| {
        format!("  - {{rule: LL201, at: {at}, reason: it moves, owner: shop, until: 2026-09-30}}\n")
    };
    let prints = |text: &str| -> Vec<String> {
        let outcome = run(text);
        let of_rule = outcome.findings.iter().filter(|finding| finding.rule == "expired-acceptance");
        of_rule.map(|finding| finding.fingerprint().to_string()).collect()
    };
    let (old, new) = (entry("services/a/needs/b"), entry("services/a"));
    let before = prints(&model(&old));
    let after = prints(&model(&format!("{new}{old}")));
    assert_eq!((before.len(), after.len()), (1, 2));
    assert!(after.contains(&before[0]), "{before:?} {after:?}");
    assert_ne!(after[0], after[1]);
}

#[test]
fn a_rule_that_does_not_exist_is_told_once() {
    let outcome = run(
        "loadline: 1\nteams: {shop: {}}\nservices: {a: {}}\naccept:\n  - {rule: LL999, at: services/a, reason: it moves, owner: shop, until: 2026-12-31}\n",
    );
    let about = outcome.findings.iter().filter(|finding| finding.path.starts_with("accept"));
    let rules: Vec<&str> = about.map(|finding| finding.rule).collect();
    assert_eq!(rules, ["acceptance-names-nothing"]);
}
