//! Plain text habits: no trailing whitespace, and a newline at the end.

use crate::repository::TrackedFile;
use crate::violation::Violation;

/// Every line with trailing whitespace and every text file without a final newline.
pub(super) fn check(files: &[TrackedFile]) -> Vec<Violation> {
    let mut violations = Vec::new();
    for file in files.iter().filter(|file| !file.is_test_data()) {
        let text = file.text.as_deref().unwrap_or_default();
        let mut report = |line, what: &str| {
            let what = what.to_owned();
            violations.push(Violation {
                path: file.path.clone(),
                line,
                what,
                why: "noise in every later diff",
            });
        };
        for (number, line) in file.lines().filter(|(_, line)| line.ends_with([' ', '\t', '\r'])) {
            report(number, if line.ends_with('\r') { "carriage return" } else { "trailing whitespace" });
        }
        if !text.is_empty() && !text.ends_with('\n') {
            report(text.lines().count(), "no newline at the end of the file");
        }
        if text.ends_with("\n\n") {
            report(text.lines().count(), "empty line at the end of the file");
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[(usize, &str)]) {
        let file = TrackedFile { path: path.to_owned(), text: Some(text.to_owned()) };
        let found = super::check(&[file]);
        let found: Vec<(usize, &str)> = found.iter().map(|v| (v.line, v.what.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn whitespace_is_found_and_test_data_left_alone() {
        check("a.md", "one\ntwo\n", &[]);
        check("a.md", "one \ntwo", &[(1, "trailing whitespace"), (2, "no newline at the end of the file")]);
        check("a.md", "one\n\n", &[(2, "empty line at the end of the file")]);
        check("crates/a/tests/data/b.yaml", "one \ntwo", &[]);
    }
}
