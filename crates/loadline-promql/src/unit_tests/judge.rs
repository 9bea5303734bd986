//! Runs one test: replays the rules over its series, and holds what comes of it to what was expected.

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

/// Something that is not as expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// Other alerts fire.
    Alerts {
        /// Name of the alert.
        alert: String,
        /// When.
        at: Millis,
        /// Alerts that should fire, as text.
        expected: Vec<String>,
        /// Alerts that fire, as text.
        got: Vec<String>,
    },
    /// An expression gives something else.
    Samples {
        /// The expression.
        expression: String,
        /// When.
        at: Millis,
        /// What it should give, as text.
        expected: Vec<String>,
        /// What it gives, as text.
        got: Vec<String>,
    },
    /// An expression has no answer.
    Expression {
        /// The expression.
        expression: String,
        /// When.
        at: Millis,
        /// Why not.
        reason: String,
    },
    /// A rule could not be evaluated.
    Rule {
        /// Name of the rule.
        rule: String,
        /// When.
        at: Millis,
        /// Why not.
        reason: String,
    },
}

impl Report {
    /// Whether everything is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.tests.iter().all(|test| test.failures.is_empty())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |texts: &[String]| format!("[{}]", texts.join(", "));
        match self {
            Self::Alerts { alert, at, expected, got } => {
                writeln!(f, "alertname: {alert}, time: {},", write_duration(*at))?;
                write!(f, "    exp: {}\n    got: {}", list(expected), list(got))
            }
            Self::Samples { expression, at, expected, got } => {
                writeln!(f, "expr: {expression:?}, time: {},", write_duration(*at))?;
                write!(f, "    exp: {}\n    got: {}", list(expected), list(got))
            }
            Self::Expression { expression, at, reason } => {
                write!(f, "expr: {expression:?}, time: {}, err: {reason}", write_duration(*at))
            }
            Self::Rule { rule, at, reason } => {
                write!(f, "rule: {rule}, time: {}, err: {reason}", write_duration(*at))
            }
        }
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
        let reason = error.to_string();
        report.failures.push(Failure::Rule { rule: test.name.clone(), at: 0, reason });
        return report;
    }
    let (timeline, snapshots) = replay.finish();
    if !timeline.problems.is_empty() {
        report.failures.extend(timeline.problems.into_iter().map(|problem| Failure::Rule {
            rule: problem.rule,
            at: problem.at,
            reason: problem.reason,
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
            let texts = |told: &[Told]| told.iter().map(ToString::to_string).collect();
            report.failures.push(Failure::Alerts {
                alert: case.alert.clone(),
                at: case.at,
                expected: texts(&expected),
                got: texts(&got),
            });
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let annotations = Labels::new(self.annotations.iter().map(|(n, v)| (n.as_str(), v.as_str())));
        write!(f, "Labels:{} Annotations:{annotations}", self.labels)
    }
}

fn samples(test: &Test, history: &History, options: Options, report: &mut TestReport) {
    for case in &test.samples {
        let columns = match case.expression.range_with(history, Range::instant(case.at), options) {
            Ok(columns) => columns,
            Err(error) => {
                let (expression, reason) = (case.text.clone(), error.to_string());
                report.failures.push(Failure::Expression { expression, at: case.at, reason });
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
            let text = |(labels, value): &(Labels, f64)| format!("{labels} {}", crate::number::plain(*value));
            report.failures.push(Failure::Samples {
                expression: case.text.clone(),
                at: case.at,
                expected: expected.iter().map(text).collect(),
                got: got.iter().map(text).collect(),
            });
        }
    }
}

/// To the last bit, as promtool does; but a NaN is as good as another, which it was not before promtool 3.
#[expect(clippy::float_cmp, reason = "promtool compares to the last bit")]
fn same_value(a: f64, b: f64) -> bool {
    a == b || (a.is_nan() && b.is_nan())
}
