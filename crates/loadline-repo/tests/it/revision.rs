//! `read_revision`: the same fragments as in the work tree of that time, and a reason when there are none.

use crate::repository::{Repository, git};
use loadline_repo::{Fragments, NoRevision, read_fragments, read_revision};
use std::path::Path;

const CAP: u64 = 1 << 20;
const ROOT: &str = "loadline: 1\nsystem: {id: shop}\n";

/// Reads and shows: one line a fragment, then what is amiss.
#[track_caller]
fn check(path: &Path, revision: &str, expected: &[&str]) {
    let found = read_revision(path, revision, CAP).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(shown(&found), expected);
}

fn shown(found: &Fragments) -> Vec<String> {
    let mut lines: Vec<String> = found
        .files
        .iter()
        .map(|(name, text)| format!("{name} {}", text.trim_end().replace('\n', "|")))
        .collect();
    lines.extend(found.unreadable.iter().map(ToString::to_string));
    if found.left_alone > 0 {
        lines.push(format!("{} left alone", found.left_alone));
    }
    lines
}

#[track_caller]
fn refused(path: &Path, revision: &str, message: &str, hint: &str) {
    let error = read_revision(path, revision, CAP).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.hint().as_str()), (message, hint));
}

#[test]
fn reads_what_was_there_then() {
    let repository = Repository::new();
    repository.commit(&[
        ("models/shop/loadline.yaml", ROOT),
        ("models/shop/a.yaml", "loadline: 1\nteams: {a: {}}\n"),
    ]);
    repository.git(&["tag", "v1"]);
    repository
        .commit(&[("models/shop/a.yaml", "loadline: 1\n"), ("models/shop/deep/b c.yml", "loadline: 1\n")]);
    repository.write(&[
        ("models/shop/a.yaml", Some(b"in the middle of an edit")),
        ("models/shop/new.yaml", Some(b"x")),
    ]);
    let root = repository.path().join("models/shop");
    let first = [
        "v1:models/shop/a.yaml loadline: 1|teams: {a: {}}",
        "v1:models/shop/loadline.yaml loadline: 1|system: {id: shop}",
    ];
    check(&root, "v1", &first);
    check(
        &root,
        "HEAD",
        &[
            "HEAD:models/shop/a.yaml loadline: 1",
            "HEAD:models/shop/deep/b c.yml loadline: 1",
            "HEAD:models/shop/loadline.yaml loadline: 1|system: {id: shop}",
        ],
    );
    check(&root.join("a.yaml"), "main~1", &["main~1:models/shop/a.yaml loadline: 1|teams: {a: {}}"]);
}

#[test]
fn changes_nothing() {
    let repository = Repository::new();
    repository.commit(&[("loadline.yaml", ROOT)]);
    repository.commit(&[("loadline.yaml", "loadline: 1\n")]);
    repository.write(&[("loadline.yaml", Some(b"loadline: 1 # edited\n"))]);
    let index = || std::fs::read(repository.path().join(".git/index")).unwrap();
    let (before, objects) = (index(), repository.git(&["count-objects", "-v"]));
    check(&repository.path(), "HEAD^", &["HEAD^:loadline.yaml loadline: 1|system: {id: shop}"]);
    assert_eq!(index(), before);
    assert_eq!(repository.git(&["count-objects", "-v"]), objects);
    assert_eq!(std::fs::read(repository.path().join("loadline.yaml")).unwrap(), b"loadline: 1 # edited\n");
}

/// Whatever decides on files decides on revisions: what a clean work tree shows, its commit shows.
#[test]
fn a_revision_and_its_work_tree_are_the_same() {
    let repository = Repository::new();
    let (fragment, other) = ("loadline: 1\n", "kind: Service\n");
    repository.commit(&[
        (".gitignore", "*.tmp.yaml\n/models/shop/target/\n"),
        ("outside.yaml", fragment),
        ("models/shop/loadline.yaml", "# the shop\n"),
        ("models/shop/orders.yaml", "---\n# comment\nloadline: 1\n"),
        ("models/shop/service.yml", other),
        ("models/shop/notes.txt", fragment),
        ("models/shop/ä ö\tü.yaml", fragment),
        ("models/shop/x.tmp.yaml", fragment),
        ("models/shop/target/built.yaml", fragment),
        ("models/shop/.hidden/a.yaml", fragment),
        ("models/shop/a/.ignore", "b\n!keep.yaml\n"),
        ("models/shop/a/b/gone.yaml", fragment),
        ("models/shop/a/keep.yaml", fragment),
        ("models/shop/a.yaml", fragment),
        ("models/shop/c/.gitignore", "*\n!.seen.yaml\n"),
        ("models/shop/c/gone.yaml", fragment),
        ("models/shop/c/.seen.yaml", fragment),
        ("models/shop/other/loadline.yaml", ROOT),
        ("models/shop/other/deep/a.yaml", fragment),
    ]);
    let root = repository.path().join("models/shop");
    let now = shown(&read_fragments(&root, CAP));
    let then = shown(&read_revision(&root, "main", CAP).unwrap());
    let prefix = format!("{}/", root.display());
    let bare = |lines: Vec<String>, prefix: &str| -> Vec<String> {
        lines.into_iter().map(|line| line.trim_start_matches(prefix).to_owned()).collect()
    };
    assert_eq!(bare(then, "main:models/shop/"), bare(now, &prefix));
    check(
        &root,
        "main",
        &[
            "main:models/shop/a/keep.yaml loadline: 1",
            "main:models/shop/a.yaml loadline: 1",
            "main:models/shop/c/.seen.yaml loadline: 1",
            "main:models/shop/loadline.yaml # the shop",
            "main:models/shop/orders.yaml ---|# comment|loadline: 1",
            "main:models/shop/ä ö\tü.yaml loadline: 1",
            "1 left alone",
        ],
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let repository = Repository::new();
    let large = format!("loadline: 1\n#{}\n", "x".repeat(2 << 20));
    repository.write(&[("binary.yaml", Some(b"loadline: 1\n\xff\n"))]);
    repository.commit(&[
        ("loadline.yaml", ROOT),
        ("large.yaml", &large),
        ("large-manifest.yaml", &large.replace("loadline", "kind")),
        ("last.yaml", "loadline: 1\n"),
    ]);
    check(
        &repository.path(),
        "HEAD",
        &[
            "HEAD:last.yaml loadline: 1",
            "HEAD:loadline.yaml loadline: 1|system: {id: shop}",
            "`HEAD:binary.yaml` cannot be read: it is not UTF-8 text (line 2, byte 12)",
            "`HEAD:large.yaml` cannot be read: it has 2.0 MiB, and 1 MiB is the most",
            "1 left alone",
        ],
    );
}

#[cfg(unix)]
#[test]
fn links_are_followed_within_the_repository() {
    let repository = Repository::new();
    let link = |to: &str, from: &str| std::os::unix::fs::symlink(to, repository.path().join(from)).unwrap();
    repository.write(&[
        ("shared/common.yaml", Some(b"loadline: 1\n")),
        ("shop/loadline.yaml", Some(ROOT.as_bytes())),
    ]);
    link("../shared/common.yaml", "shop/common.yaml");
    link("nowhere.yaml", "shop/dangling.yaml");
    link("/etc/hostname", "shop/outside.yaml");
    repository.commit(&[]);
    check(
        &repository.path().join("shop"),
        "HEAD",
        &[
            "HEAD:shop/common.yaml loadline: 1",
            "HEAD:shop/loadline.yaml loadline: 1|system: {id: shop}",
            "`HEAD:shop/outside.yaml` cannot be read: it is a link that leads out of the repository",
        ],
    );
}

#[test]
fn a_revision_that_is_not_there_is_named() {
    let repository = Repository::new();
    repository.commit(&[("loadline.yaml", ROOT), ("models/shop/loadline.yaml", ROOT)]);
    repository.git(&["branch", "feature"]);
    let root = repository.path();
    refused(&root, "featrue", "the repository has no revision `featrue`", "did you mean `feature`?");
    let hint = "`git fetch --all --tags` brings what is not here yet";
    refused(&root, "0123456", "the repository has no revision `0123456`", hint);
    refused(&root, "HEAD~7", "the repository has no revision `HEAD~7`", hint);
    refused(&root, "main..feature", "the repository has no revision `main..feature`", hint);
    refused(&root, "HEAD:models", "the repository has no revision `HEAD:models`", hint);
    for revision in ["--output=/tmp/x", "-h", ""] {
        refused(
            &root,
            revision,
            &format!("`{revision}` is not a revision"),
            "name a branch, a tag or a commit",
        );
    }
    repository.commit(&[("later/loadline.yaml", ROOT)]);
    refused(
        &root.join("later"),
        "feature",
        "there is no `later/loadline.yaml` at `feature`",
        "the model was not there yet, or somewhere else: name a later revision",
    );
}

#[test]
fn clones_that_hold_less_say_so() {
    let repository = Repository::new();
    repository.commit(&[("loadline.yaml", ROOT), ("a.yaml", "loadline: 1\nteams: {a: {}}\n")]);
    repository.commit(&[("a.yaml", "loadline: 1\n")]);
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let from = format!("file://{}", repository.path().display());
    let clones = tempfile::tempdir().unwrap();
    git(clones.path(), &["clone", "--quiet", "--depth=1", &from, "shallow"]);
    refused(
        &clones.path().join("shallow"),
        "HEAD~1",
        "the repository has no revision `HEAD~1`",
        "the history is cut off here: `git fetch --unshallow` brings the rest",
    );
    git(clones.path(), &["clone", "--quiet", "--filter=blob:none", &from, "partial"]);
    let partial = clones.path().join("partial");
    git(&partial, &["checkout", "--quiet", "--detach"]);
    git(&partial, &["branch", "--quiet", "--delete", "--force", "main"]);
    refused(&partial, "main", "the repository has no revision `main`", "did you mean `origin/main`?");
    check(
        &partial,
        "origin/main~1",
        &[
            "origin/main~1:loadline.yaml loadline: 1|system: {id: shop}",
            "`origin/main~1:a.yaml` cannot be read: this clone of the repository does not hold its content",
        ],
    );
}

#[test]
fn a_folder_outside_of_any_repository_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("loadline.yaml"), ROOT).unwrap();
    let error = read_revision(folder.path(), "HEAD", CAP).unwrap_err();
    assert_eq!(error, NoRevision::NoRepository(folder.path().to_owned()));
    let hint = "name a folder that holds the other model, or put this one under version control";
    refused(
        folder.path(),
        "HEAD",
        &format!("`{}` is not in a git repository", folder.path().display()),
        hint,
    );
}
