//! `slo test`: promtool's unit tests of rules, run without promtool.

use crate::load::Failure;
use loadline_promql::unit_tests::UnitTests;
use loadline_repo::{files_below, files_matching, read_text};
use std::path::{Path, PathBuf};

pub use loadline_promql::unit_tests::{About, Change, Difference, Failure as Unmet, Report, TestReport, Why};

/// Bytes that a file of tests or rules may have.
const CAP: u64 = 8 * 1024 * 1024;

/// What came of one file of tests.
#[derive(Debug)]
pub struct TestFile {
    /// Its name as shown to people.
    pub name: String,
    /// How many rule files it was run against.
    pub rule_files: usize,
    /// Patterns of rule files that no file matches.
    pub unmatched: Vec<String>,
    /// What came of its tests, or why they could not be run.
    pub outcome: Result<Report, Unusable>,
}

/// Why tests could not be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The file that is wrong.
    pub file: String,
    /// Line and column, from 1; 0 where nobody can tell.
    pub place: (u64, u64),
    /// What is wrong with it.
    pub reason: String,
}

impl TestFile {
    /// Whether all that is expected holds.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.outcome.as_ref().is_ok_and(Report::passed)
    }

    /// Expectations that were looked at, and those that are not met.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let tests = self.outcome.iter().flat_map(|report| &report.tests);
        tests.fold((0, 0), |(checked, failed), test| (checked + test.checked, failed + test.failures.len()))
    }
}

/// Runs files of unit tests; a folder means every file below it that holds some. Rule files are looked for beside the file that names
/// them, as promtool does. `progress` is told files done and in all.
///
/// # Errors
/// When a path cannot be read, or there are no tests.
pub fn test(paths: &[PathBuf], mut progress: impl FnMut(usize, usize)) -> Result<Vec<TestFile>, Failure> {
    let mut found: Vec<(PathBuf, String)> = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push((path.clone(), read_text(path, CAP)?));
            continue;
        }
        let before = found.len();
        for file in files_below(path, &["yaml", "yml"])? {
            let text = read_text(&file, CAP)?;
            if text.lines().any(|line| line.starts_with("tests:")) {
                found.push((file, text));
            }
        }
        if found.len() == before {
            return Err(Failure::new(
                format!("there are no unit tests in {}", path.display()),
                "name files with `tests:`, or write some with `loadline slo generate --to promtool -o DIR`",
            ));
        }
    }
    let all = found.len();
    let run = |(number, (path, text)): (usize, (PathBuf, String))| {
        progress(number, all);
        one(&path, &text)
    };
    let tested = found.into_iter().enumerate().map(run).collect();
    progress(all, all);
    Ok(tested)
}

fn shown(path: &Path) -> String {
    let name = path.display().to_string();
    name.strip_prefix("./").unwrap_or(&name).to_owned()
}

fn one(path: &Path, text: &str) -> TestFile {
    let mut file =
        TestFile { name: shown(path), rule_files: 0, unmatched: Vec::new(), outcome: Ok(Report::default()) };
    file.outcome = run(path, text, &mut file);
    file
}

fn run(path: &Path, text: &str, file: &mut TestFile) -> Result<Report, Unusable> {
    let tests = UnitTests::read(text).map_err(|error| Unusable {
        file: file.name.clone(),
        place: (error.line, error.column),
        reason: error.reason,
    })?;
    let beside = path.parent().unwrap_or(Path::new(""));
    let mut rules = Vec::new();
    for pattern in &tests.rule_files {
        let unreadable = |reason: String| Unusable { file: file.name.clone(), place: (0, 0), reason };
        let matching = files_matching(beside, pattern)
            .map_err(|reason| unreadable(format!("the pattern `{pattern}` of its rule files: {reason}")))?;
        if matching.is_empty() {
            file.unmatched.push(pattern.clone());
        }
        for rule_file in matching {
            let name = shown(&rule_file);
            let text = read_text(&rule_file, CAP).map_err(|error| Unusable {
                file: name.clone(),
                place: (0, 0),
                reason: error.reason,
            })?;
            rules.push((name, text));
        }
    }
    file.rule_files = rules.len();
    tests.run(&rules).map_err(|unusable| Unusable {
        file: unusable.file,
        place: (unusable.error.line, unusable.error.column),
        reason: unusable.error.reason,
    })
}
