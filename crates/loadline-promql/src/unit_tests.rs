//! promtool's unit tests for rules, run without promtool: texts in, every failure with what was expected and what was got out.
//! Source: prometheus.io, "Unit testing for rules"; prometheus/prometheus, `cmd/promtool/unittest.go`.

mod difference;
mod judge;
mod read;

pub use difference::{Change, Difference};
pub use judge::{About, Failure, Report, TestReport, Why};

use crate::Millis;
use crate::rules::FileError;

/// A file of unit tests.
#[derive(Debug, Clone)]
pub struct UnitTests {
    /// The rule files it names, as it names them; patterns are for the caller to resolve.
    pub rule_files: Vec<String>,
    interval: Millis,
    group_order: Vec<String>,
    tests: Vec<Test>,
}

#[derive(Debug, Clone)]
struct Test {
    name: String,
    external_labels: Vec<(String, String)>,
    series: Vec<crate::Series>,
    alerts: Vec<AlertCase>,
    samples: Vec<SampleCase>,
}

/// What should fire at a time.
#[derive(Debug, Clone)]
struct AlertCase {
    line: u64,
    at: Millis,
    alert: String,
    expected: Vec<Told>,
}

/// An alert as people are told of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    labels: crate::Labels,
    annotations: Vec<(String, String)>,
}

/// What an expression should give at a time.
#[derive(Debug, Clone)]
struct SampleCase {
    line: u64,
    at: Millis,
    text: String,
    expression: crate::Expression,
    expected: Vec<(crate::Labels, f64)>,
}

/// Why unit tests could not be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {error}")]
pub struct Unusable {
    /// The name of the rule file; empty for the test file itself.
    pub file: String,
    /// What is wrong with it.
    pub error: FileError,
}

impl UnitTests {
    /// Reads a file of unit tests.
    ///
    /// # Errors
    /// The first thing that is wrong, with its place.
    pub fn read(text: &str) -> Result<Self, FileError> {
        read::file(text)
    }

    /// Runs the tests against rule files, given as names and texts.
    ///
    /// # Errors
    /// A rule file cannot be used.
    pub fn run(&self, rule_files: &[(String, String)]) -> Result<Report, Unusable> {
        let mut groups = Vec::new();
        for (file, text) in rule_files {
            let read = crate::rules::read(text);
            groups.extend(read.map_err(|error| Unusable { file: file.clone(), error })?);
        }
        // A group that the order does not name is as early as the first.
        let order = |name: &str| self.group_order.iter().position(|known| known == name).unwrap_or(0);
        groups.sort_by_key(|group| order(&group.name));
        Ok(Report { tests: self.tests.iter().map(|test| judge::run(test, &groups, self.interval)).collect() })
    }
}
