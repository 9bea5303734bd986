//! File sizes: one concept one file, so files under `crates/*/src` stay short.

use super::allowed::{ALLOWED, Allowed};
use crate::repository::TrackedFile;
use crate::violation::Violation;

/// No file is longer without an excuse.
const LONGEST: usize = 800;
/// Half of the files are no longer than this.
const MEDIAN: usize = 150;
/// Nine files of ten are no longer than this.
const NINETIETH: usize = 400;

/// Files that are too long, excuses that excuse nothing, and a workspace whose files are too long on the whole.
pub(super) fn check(files: &[TrackedFile], allowed: &Allowed) -> Vec<Violation> {
    let mut sizes: Vec<(usize, &str)> = files
        .iter()
        .filter(|file| file.is_rust() && file.path.starts_with("crates/") && file.path.contains("/src/"))
        .map(|file| (file.lines().count(), file.path.as_str()))
        .collect();
    sizes.sort_unstable();

    let mut violations = Vec::new();
    for (lines, path) in sizes.iter().filter(|(lines, path)| *lines > LONGEST && !allowed.contains_key(*path))
    {
        violations.push(Violation {
            path: (*path).to_owned(),
            line: LONGEST + 1,
            what: format!("{lines} lines, at most {LONGEST}"),
            why: "one concept one file; split it, or say why not in xtask/tidy.allow",
        });
    }
    for (path, (line, reason)) in allowed {
        let needed = sizes.iter().any(|(lines, long)| *lines > LONGEST && long == path);
        let what = match (needed, reason.is_empty()) {
            (false, _) => format!("`{path}` needs no excuse"),
            (true, true) => format!("`{path}` is excused without a reason"),
            (true, false) => continue,
        };
        violations.push(Violation {
            path: ALLOWED.to_owned(),
            line: *line,
            what,
            why: "excuses are few and argued",
        });
    }
    for (name, share, limit) in [("median", 50, MEDIAN), ("90th percentile", 90, NINETIETH)] {
        if let Some((lines, path)) = percentile(&sizes, share)
            && *lines > limit
        {
            violations.push(Violation {
                path: (*path).to_owned(),
                line: 1,
                what: format!("the {name} of file sizes is {lines} lines, at most {limit}"),
                why: "small files keep their names honest",
            });
        }
    }
    violations
}

/// The smallest entry that is at least as large as `share` percent of all.
fn percentile<T>(sorted: &[T], share: usize) -> Option<&T> {
    sorted.get((sorted.len() * share).div_ceil(100).saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sizes: &[usize], allow: &str, expected: &[&str]) {
        let mut files: Vec<TrackedFile> = sizes
            .iter()
            .enumerate()
            .map(|(index, lines)| TrackedFile {
                path: format!("crates/a/src/f{index}.rs"),
                text: Some("x\n".repeat(*lines)),
            })
            .collect();
        files.push(TrackedFile { path: ALLOWED.to_owned(), text: Some(allow.to_owned()) });
        let allowed = super::super::allowed::read(&files);
        let found: Vec<String> =
            super::check(&files, &allowed).into_iter().map(|violation| violation.what).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_long_file_needs_an_excuse_with_a_reason() {
        let short = [10, 10, 10, 10, 10, 10, 10, 10, 10, 10];
        check(&short, "", &[]);
        let long = [801, 10, 10, 10, 10, 10, 10, 10, 10, 10];
        check(&long, "", &["801 lines, at most 800"]);
        check(&long, "# why\ncrates/a/src/f0.rs: one table\n", &[]);
        check(&long, "crates/a/src/f0.rs\n", &["`crates/a/src/f0.rs` is excused without a reason"]);
        check(&short, "crates/a/src/f0.rs: one table\n", &["`crates/a/src/f0.rs` needs no excuse"]);
    }

    #[test]
    fn files_are_short_on_the_whole() {
        check(&[100, 151, 200], "", &["the median of file sizes is 151 lines, at most 150"]);
        check(&[10, 10, 500], "", &["the 90th percentile of file sizes is 500 lines, at most 400"]);
    }
}
