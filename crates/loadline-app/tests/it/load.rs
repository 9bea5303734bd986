//! What a model is held against: a folder if there is one, otherwise a revision.

use loadline_app::load::{Failure, Loaded, load_other};
use std::path::Path;
use std::process::{Command, Stdio};

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A model that had one team at the tag `old`, and has two now.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("loadline.yaml"), text).unwrap();
    git(folder.path(), &["init", "--quiet"]);
    write("loadline: 1\nsystem: {id: shop}\nteams: {a: {}}\n");
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "--quiet", "--message=x"]);
    git(folder.path(), &["tag", "old"]);
    write("loadline: 1\nsystem: {id: shop}\nteams: {a: {}, b: {}}\n");
    folder
}

#[track_caller]
fn check(read: Result<Loaded, Failure>, file: &str, teams: usize) {
    let loaded = read.unwrap();
    assert_eq!(loaded.reading.faults, []);
    assert_eq!(loaded.reading.model.system.teams.as_ref().map(|teams| teams.len()), Some(teams));
    assert_eq!(loaded.sources.iter().map(|(_, source)| source.name()).collect::<Vec<_>>(), [file]);
}

#[test]
fn a_folder_wins_over_a_revision_of_the_same_name() {
    let repository = repository();
    check(load_other(repository.path(), "old"), "old:loadline.yaml", 1);
    let file = repository.path().join("loadline.yaml");
    check(load_other(&file, "old"), "old:loadline.yaml", 1);
    let other = repository.path().display().to_string();
    check(load_other(repository.path(), &other), &file.display().to_string(), 2);
}

#[test]
fn what_is_neither_is_named() {
    let repository = repository();
    let failure = load_other(repository.path(), "odl").unwrap_err();
    assert_eq!(failure.message, "there is no folder, file or revision `odl`");
    assert_eq!(failure.hint, "did you mean `old`?");
    let failure = load_other(repository.path(), "--help").unwrap_err();
    assert_eq!(failure.message, "`--help` is not a revision");
}
