//! Runs one test: replays the rules over its series, and holds what comes of it to what was expected.

use super::difference::{self, Difference, Item};
use super::{Test, Told};
use crate::rules::{Replay, RuleGroup, Setup, Snapshot};
use crate::syntax::write_duration;
use crate::{Dialect, History, Labels, Millis, Options, Range, Series};
use std::fmt;

/// What came of the tests of one file.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// One for each test, in their order.
    pub tests: Vec<TestReport>,
}

/// What came of one test.
#[derive(Debug, Clone)]
pub struct TestReport {
    /// Its name, or its number.
    pub name: String,
    /// How many expectations were looked at.
    pub checked: usize,
    /// Where the rules do something else than expected.
    pub failures: Vec<Failure>,
}

/// An expectation that is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where it is written in the file of tests, from 1; 0 when a rule fails, wherever that shows.
    pub line: u64,
    /// When.
    pub at: Millis,
    /// What it is about.
    pub about: About,
    /// What came of it.
    pub why: Why,
}

/// What an expectation is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The alerts of this name that fire.
    Alert(String),
    /// What this expression gives.
    Expression(String),
    /// The evaluation of this rule.
    Rule(String),
}

/// Why an expectation is not met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Something else came out.
    Differs(Vec<Difference>),
    /// Nothing can come out.
    Refused(String),
}

impl Report {
    /// Whether everything is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.tests.iter().all(|test| test.failures.is_empty())
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Alert(name) => write!(f, "alert `{name}`"),
            Self::Expression(text) => write!(f, "`{text}`"),
            Self::Rule(name) => write!(f, "rule `{name}`"),
        }
    }
}

impl Failure {
    /// What it is about and when: "alert `Down` at 10m".
    #[must_use]
    pub fn headline(&self) -> String {
        format!("{} at {}", self.about, write_duration(self.at))
    }
}

pub(super) fn run(test: &Test, groups: &[RuleGroup], interval: Millis) -> TestReport {
    let mut report = TestReport {
        name: test.name.clone(),
        checked: test.alerts.len() + test.samples.len(),
        failures: Vec::new(),
    };
    let times = test.alerts.iter().map(|case| case.at).chain(test.samples.iter().map(|case| case.at));
    let Some(last) = times.max() else { return report };
    let range = Range { start: 0, end: last, step: interval };
    // Samples after the last evaluation were never loaded.
    let end = last - last.rem_euclid(interval);
    let mut history = History::default();
    for series in &test.series {
        history.insert(until(series, end));
    }
    let setup = Setup {
        options: Options { dialect: Dialect::V2, subquery_step: interval, ..Options::default() },
        external_labels: test.external_labels.clone(),
        write_alerts: true,
    };
    let mut replay = Replay::new(groups, &mut history, &setup);
    replay.watch = test.alerts.iter().map(|case| case.at).collect();
    replay.watch.sort_unstable();
    replay.watch.dedup();
    replay.watch_step = interval;
    if let Err(error) = replay.run(|_| range) {
        let (about, why) = (About::Rule(test.name.clone()), Why::Refused(error.to_string()));
        report.failures.push(Failure { line: 0, at: 0, about, why });
        return report;
    }
    let (timeline, snapshots) = replay.finish();
    if !timeline.problems.is_empty() {
        report.failures.extend(timeline.problems.into_iter().map(|problem| Failure {
            line: 0,
            at: problem.at,
            about: About::Rule(problem.rule),
            why: Why::Refused(problem.reason),
        }));
        return report;
    }
    alerts(test, &snapshots, &mut report);
    samples(test, &history, setup.options, &mut report);
    report
}

fn until(series: &Series, end: Millis) -> Series {
    let mut kept = Series::new(series.labels.clone());
    for (time, value) in series.times().iter().zip(series.values()).filter(|(time, _)| **time <= end) {
        kept.push(*time, *value);
    }
    kept
}

fn alerts(test: &Test, snapshots: &[Snapshot], report: &mut TestReport) {
    for case in &test.alerts {
        let fires = |snapshot: &&Snapshot| snapshot.at == case.at && snapshot.alert == case.alert;
        let mut got: Vec<Told> = snapshots
            .iter()
            .filter(fires)
            .map(|snapshot| {
                let mut annotations = snapshot.annotations.clone();
                annotations.sort();
                Told { labels: snapshot.labels.clone(), annotations }
            })
            .collect();
        let mut expected = case.expected.clone();
        got.sort();
        expected.sort();
        if got != expected {
            let items = |told: &[Told]| told.iter().map(Item::alert).collect::<Vec<_>>();
            report.failures.push(Failure {
                line: case.line,
                at: case.at,
                about: About::Alert(case.alert.clone()),
                why: Why::Differs(difference::of(&items(&expected), &items(&got))),
            });
        }
    }
}

fn samples(test: &Test, history: &History, options: Options, report: &mut TestReport) {
    for case in &test.samples {
        let columns = match case.expression.range_with(history, Range::instant(case.at), options) {
            Ok(columns) => columns,
            Err(error) => {
                let (about, why) = (About::Expression(case.text.clone()), Why::Refused(error.to_string()));
                report.failures.push(Failure { line: case.line, at: case.at, about, why });
                continue;
            }
        };
        let got = columns.into_iter().filter_map(|column| Some((column.get(0)?, column.labels)));
        let mut got: Vec<(Labels, f64)> = got.map(|(value, labels)| (labels, value)).collect();
        let mut expected = case.expected.clone();
        got.sort_by(|a, b| a.0.cmp(&b.0));
        expected.sort_by(|a, b| a.0.cmp(&b.0));
        let same = got.len() == expected.len()
            && got.iter().zip(&expected).all(|(a, b)| a.0 == b.0 && same_value(a.1, b.1));
        if !same {
            let items = |samples: &[(Labels, f64)]| {
                samples.iter().map(|(labels, value)| Item::sample(labels, *value)).collect::<Vec<_>>()
            };
            report.failures.push(Failure {
                line: case.line,
                at: case.at,
                about: About::Expression(case.text.clone()),
                why: Why::Differs(difference::of(&items(&expected), &items(&got))),
            });
        }
    }
}

/// To the last bit, as promtool does; but a NaN is as good as another, which it was not before promtool 3.
#[expect(clippy::float_cmp, reason = "promtool compares to the last bit")]
fn same_value(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}
