//! Reads files of unit tests.

use super::{AlertCase, SampleCase, Test, Told, UnitTests};
use crate::rules::{FileError, Placed, Yaml, duration, parse_yaml};
use crate::{Expression, Labels, Millis, notation};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule_files: Option<Vec<String>>,
    evaluation_interval: Option<Yaml<String>>,
    #[serde(default)]
    group_eval_order: Option<Vec<Yaml<String>>>,
    #[serde(default)]
    tests: Option<Vec<Group>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: Option<String>,
    interval: Option<Yaml<String>>,
    #[serde(default)]
    input_series: Option<Vec<Input>>,
    #[serde(default)]
    alert_rule_test: Option<Vec<Alerts>>,
    #[serde(default)]
    promql_expr_test: Option<Vec<Samples>>,
    #[serde(default)]
    external_labels: Option<BTreeMap<String, String>>,
    /// Only templates that are refused could ask for it.
    #[serde(default, rename = "external_url")]
    _external_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    series: Yaml<String>,
    values: Yaml<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alerts {
    eval_time: Yaml<String>,
    alertname: Yaml<String>,
    #[serde(default)]
    exp_alerts: Option<Vec<Alert>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Alert {
    #[serde(default)]
    exp_labels: Option<BTreeMap<String, String>>,
    #[serde(default)]
    exp_annotations: Option<BTreeMap<String, String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Samples {
    expr: Yaml<String>,
    eval_time: Yaml<String>,
    #[serde(default)]
    exp_samples: Option<Vec<Sample>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sample {
    labels: Option<Yaml<String>>,
    #[serde(default)]
    value: f64,
}

pub(super) fn file(text: &str) -> Result<UnitTests, FileError> {
    let file: File = parse_yaml(text)?;
    let interval = interval(file.evaluation_interval.as_ref(), 60_000)?;
    let mut group_order: Vec<String> = Vec::new();
    for name in file.group_eval_order.unwrap_or_default() {
        if group_order.contains(&name.value) {
            let reason = format!("the group `{}` is there twice in the order", name.value);
            return Err(name.place().error(reason));
        }
        group_order.push(name.value);
    }
    let tests = file.tests.unwrap_or_default().into_iter().enumerate();
    Ok(UnitTests {
        rule_files: file.rule_files.unwrap_or_default(),
        interval,
        group_order,
        tests: tests.map(|(at, group)| test(at, group, interval)).collect::<Result<_, _>>()?,
    })
}

fn interval(text: Option<&Yaml<String>>, default: Millis) -> Result<Millis, FileError> {
    let Some(text) = text else { return Ok(default) };
    match duration(text)? {
        0 => Ok(default),
        interval => Ok(interval),
    }
}

fn test(at: usize, group: Group, evaluation: Millis) -> Result<Test, FileError> {
    let interval = interval(group.interval.as_ref(), evaluation)?;
    let mut series = Vec::new();
    for input in group.input_series.unwrap_or_default() {
        let labels = notation::labels(&input.series.value)
            .map_err(|error| input.series.place().error(format!("in `series`: {error}")))?;
        if series.iter().any(|known: &crate::Series| known.labels == labels) {
            return Err(input.series.place().error(format!("the series `{labels}` is there twice")));
        }
        let values = notation::series(&input.series.value, &input.values.value, interval);
        series.push(values.map_err(|error| input.values.place().error(format!("in `values`: {error}")))?);
    }
    let alerts = group.alert_rule_test.unwrap_or_default().into_iter().map(|case| {
        if case.alertname.value.is_empty() {
            return Err(case.alertname.place().error("`alertname` is empty"));
        }
        let expected = case.exp_alerts.unwrap_or_default().into_iter().map(|alert| {
            let own = [("alertname".to_owned(), case.alertname.value.clone())];
            Told {
                labels: Labels::new(alert.exp_labels.unwrap_or_default().into_iter().chain(own)),
                annotations: alert.exp_annotations.unwrap_or_default().into_iter().collect(),
            }
        });
        Ok(AlertCase {
            line: case.eval_time.place().line(),
            at: duration(&case.eval_time)?,
            expected: expected.collect(),
            alert: case.alertname.value,
        })
    });
    let samples = group.promql_expr_test.unwrap_or_default().into_iter().map(|case| {
        let expression = Expression::parse(&case.expr.value)
            .map_err(|error| case.expr.place().error(format!("in `expr`: {error}")))?;
        let expected = case.exp_samples.unwrap_or_default().into_iter().map(|sample| {
            let Some(text) = sample.labels else { return Ok((Labels::default(), sample.value)) };
            match notation::labels(&text.value) {
                Ok(labels) => Ok((labels, sample.value)),
                Err(error) => Err(text.place().error(format!("in `labels`: {error}"))),
            }
        });
        Ok(SampleCase {
            line: case.eval_time.place().line(),
            at: duration(&case.eval_time)?,
            text: case.expr.value,
            expected: expected.collect::<Result<_, _>>()?,
            expression,
        })
    });
    Ok(Test {
        name: group.name.unwrap_or_else(|| format!("test {}", at + 1)),
        external_labels: group.external_labels.unwrap_or_default().into_iter().collect(),
        series,
        alerts: alerts.collect::<Result<_, FileError>>()?,
        samples: samples.collect::<Result<_, FileError>>()?,
    })
}
