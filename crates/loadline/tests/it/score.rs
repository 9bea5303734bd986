//! Scores over a repository's past, and the badge.

use crate::scratch::Scratch;
use std::path::Path;
use std::process::Command;

/// Runs `git` in a folder, as somebody, on a day, whatever the machine's own settings are.
pub(crate) fn git(folder: &Path, words: &[&str]) {
    let status = Command::new("git")
        .args([
            "-c",
            "user.name=n",
            "-c",
            "user.email=e",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "core.hooksPath=",
        ])
        .args(words)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_AUTHOR_DATE", "2026-10-01T12:00:00Z")
        .env("GIT_COMMITTER_DATE", "2026-10-01T12:00:00Z")
        .status()
        .unwrap();
    assert!(status.success(), "git {words:?}");
}

const FIRST: &str = "loadline: 1\nservices: {web: {}}\n";
const OWNED: &str = "loadline: 1\nteams: {shop: {oncall: phone}}\nservices: {web: {owner: shop}}\n";
const LOGGED: &str = "loadline: 1\nteams: {shop: {oncall: phone}}\nservices: {web: {owner: shop, signals: {logs: structured}}}\n";

fn commit(scratch: &Scratch, text: &str, title: &str) {
    scratch.write("loadline.yaml", text);
    git(scratch.path(), &["add", "."]);
    git(scratch.path(), &["commit", "-q", "-m", title]);
}

/// The scores of each commit of the trend.
fn trend(scratch: &Scratch, more: &[&str]) -> Vec<(String, Option<String>)> {
    let mut words = vec!["score", "--format", "json", "--today", "2026-11-20"];
    words.extend(more);
    let output: serde_json::Value = serde_json::from_str(&scratch.run(&words).stdout).unwrap();
    let list = output["trend"].as_array().unwrap();
    list.iter()
        .map(|at| {
            let scores = at["scores"].as_array();
            let scores = scores.map(|all| all.iter().map(ToString::to_string).collect::<Vec<_>>().join(""));
            (at["title"].as_str().unwrap().to_owned(), scores)
        })
        .collect()
}

#[test]
fn a_trend_shows_what_was_done_commit_by_commit() {
    let scratch = Scratch::new();
    git(scratch.path(), &["init", "-q"]);
    commit(&scratch, FIRST, "begin");
    commit(&scratch, OWNED, "an owner");
    commit(&scratch, "loadline: 1\nservices: [", "broken");
    scratch.write("notes.txt", "no model");
    git(scratch.path(), &["add", "."]);
    git(scratch.path(), &["commit", "-q", "-m", "notes", "--", "notes.txt"]);
    commit(&scratch, LOGGED, "logs");
    let all = trend(&scratch, &["--history", "9"]);
    let titles: Vec<&str> = all.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["begin", "an owner", "broken", "notes", "logs"]);
    // State, signals, failure, blast, testing, scaling, dependencies, code.
    assert_eq!(all[0].1.as_deref(), Some("00000000"));
    assert_eq!(all[1].1.as_deref(), Some("00000001"));
    assert_eq!(all[2].1, None, "a broken model has no scores");
    assert_eq!(all[4].1.as_deref(), Some("01000001"));
    assert_eq!(trend(&scratch, &["--history", "1"]).len(), 1);
    assert_eq!(trend(&scratch, &["--since", "HEAD~1"]).len(), 1);
    assert_eq!(trend(&scratch, &["--since", "HEAD"]).len(), 0);
    let unknown = scratch.run(&["score", "--since", "mian"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.stderr.contains("no revision `mian`"), "{}", unknown.stderr);
}

#[test]
fn a_badge_is_well_formed_and_says_what_it_shows() {
    let scratch = Scratch::model(FIRST);
    let printed = scratch.run(&["score", "--format", "svg", "--badge", "badge.svg"]);
    let written = std::fs::read_to_string(scratch.path().join("badge.svg")).unwrap();
    assert_eq!(printed.stdout, written);
    assert!(written.contains("<title>loadline score: 0 of 24, lowest 0 of 3</title>"), "{written}");
    assert_eq!(written.matches('<').count(), written.matches('>').count());
    let nowhere = scratch.run(&["score", "--badge", "no/such/folder/badge.svg"]);
    assert_eq!(nowhere.code, 2);
}
