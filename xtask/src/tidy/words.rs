//! Words that may not be in tracked files: unfinished code, blanket exceptions, paths of one machine.

use crate::repository::TrackedFile;
use crate::violation::Violation;

/// Written in two halves so that this file does not contain what it forbids.
const IN_RUST: &[(&str, &str)] = &[
    (concat!("#[", "ignore"), "a test that does not run proves nothing"),
    (concat!("todo", "!("), "finish it or leave it out"),
    (concat!("unimplemented", "!("), "finish it or leave it out"),
    (concat!("FIX", "ME"), "fix it, or write down the limit in the documentation"),
    (concat!("XX", "X"), "fix it, or write down the limit in the documentation"),
];

/// Attributes that lift a lint; without a reason, nobody knows when they may go.
const LIFTED: &[&str] = &[concat!("#[", "allow("), concat!("#![", "allow(")];

const ANYWHERE: &[(&str, &str)] = &[
    (concat!("/wo", "rk/"), "a path of one machine"),
    (concat!("/ro", "ot/"), "a path of one machine"),
    (concat!("/ho", "me/"), "a path of one machine"),
    (concat!("/Us", "ers/"), "a path of one machine"),
];

/// Every forbidden word, and every Rust file that does not say what it is for.
pub(super) fn check(files: &[TrackedFile]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in files.iter().filter(|file| !file.is_test_data()) {
        let mut report =
            |line, what, why| violations.push(Violation { path: file.path.clone(), line, what, why });
        if file.is_rust() && !file.text.as_deref().unwrap_or_default().starts_with("//!") {
            report(
                1,
                "does not start with `//!`".to_owned(),
                "a file says what it is for and what it must not do",
            );
        }
        for (number, line) in file.lines() {
            for (word, why) in IN_RUST.iter().filter(|(word, _)| file.is_rust() && has_word(line, word)) {
                report(number, format!("`{word}`"), why);
            }
            for word in LIFTED.iter().filter(|word| file.is_rust() && line.contains(*word)) {
                if !has_reason(file, number) {
                    let why = "say when it may go, or better use `#[expect(…)]`, which ends with its cause";
                    report(number, format!("`{word}` without a reason"), why);
                }
            }
            for (word, why) in ANYWHERE.iter().filter(|(word, _)| has_path(line, word)) {
                report(number, format!("`{word}`"), why);
            }
        }
    }
    violations
}

/// Whether the attribute that starts on this line, and may take a few more, gives a reason.
fn has_reason(file: &TrackedFile, number: usize) -> bool {
    for (_, line) in file.lines().skip(number - 1).take(5) {
        if line.contains("reason = \"") {
            return true;
        }
        if line.contains(")]") {
            return false;
        }
    }
    false
}

/// Whether `line` contains `word` and not merely a longer word around it.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let inside = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let open_ended = !word.ends_with(char::is_alphanumeric) || word.starts_with('#');
        !inside(before) && (open_ended || !inside(after))
    })
}

/// Whether `line` contains `path` as the start of an absolute path, as opposed to a piece of a longer one or of a URL.
fn has_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '}' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        let file = TrackedFile { path: path.to_owned(), text: Some(text.to_owned()) };
        let found: Vec<String> = super::check(&[file])
            .into_iter()
            .map(|violation| format!("{} {}", violation.line, violation.what))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn unfinished_code_is_found() {
        check("a.rs", concat!("//! x\n#[ig", "nore = \"slow\"]\n"), &[concat!("2 `#[ig", "nore`")]);
        check(
            "a.rs",
            concat!("//! x\n    to", "do!()\n// FI", "XME: y\n"),
            &[concat!("2 `to", "do!(`"), concat!("3 `FIX", "ME`")],
        );
        check("a.rs", concat!("//! x\nlet fixmes = XX", "XX;\nmy_to", "do!()\n"), &[]);
        check(
            "a.rs",
            concat!("//! x\n#![al", "low(dead_code)]\n"),
            &[concat!("2 `#![al", "low(` without a reason")],
        );
        check("a.rs", concat!("//! x\n#[al", "low(\n    dead_code,\n    reason = \"y\",\n)]\n"), &[]);
    }

    #[test]
    fn a_file_says_what_it_is_for() {
        check("a.rs", "use std::fmt;\n", &["1 does not start with `//!`"]);
        check("tests/data/a.rs", "use std::fmt;\n", &[]);
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        check("a.md", concat!("see /wo", "rk/notes\n"), &[concat!("1 `/wo", "rk/`")]);
        let inside = concat!("frame/wo", "rk/ and https://example.com/wo", "rk/ and .ci/wo", "rk/\n");
        check("a.md", inside, &[]);
    }
}
