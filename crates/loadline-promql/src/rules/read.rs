//! Reads Prometheus' rule files. Unknown fields, and whatever would not be evaluated, are errors with line and column.

use super::{AlertingRule, RecordingRule, Rule, RuleGroup, Template};
use crate::syntax::read_duration;
use crate::{Expression, Millis};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_saphyr::{Location, Spanned};
use std::collections::BTreeMap;

/// A file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {reason}")]
pub struct FileError {
    /// From 1; 0 where nobody can tell.
    pub line: u64,
    /// From 1; 0 where nobody can tell.
    pub column: u64,
    /// What is wrong, with a hint where there is one.
    pub reason: String,
}

/// A place in a file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place(Location);

impl Place {
    pub(crate) fn line(self) -> u64 {
        self.0.line()
    }

    pub(crate) fn error(self, reason: impl Into<String>) -> FileError {
        FileError { line: self.0.line(), column: self.0.column(), reason: reason.into() }
    }
}

/// A value with its place.
pub(crate) type Yaml<T> = Spanned<T>;

/// What knows its place in a file.
pub(crate) trait Placed {
    fn place(&self) -> Place;
}

impl<T> Placed for Spanned<T> {
    fn place(&self) -> Place {
        Place(self.referenced)
    }
}

/// Reads a YAML text into what it should be.
pub(crate) fn parse_yaml<T: DeserializeOwned>(text: &str) -> Result<T, FileError> {
    serde_saphyr::from_str(text).map_err(|error| {
        let error = error.without_snippet();
        let place = error.location();
        let told = error.to_string();
        // The place is told beside the reason.
        let reason = told.lines().next().unwrap_or_default();
        let mut reason = reason.split(" at line ").next().unwrap_or(reason).to_owned();
        if reason.starts_with("multiple YAML documents") {
            reason =
                "the file has several YAML documents, of which Prometheus reads only the first; hint: put \
                      the groups into one list, or into files of their own"
                    .to_owned();
        }
        match place {
            Some(place) => Place(place).error(reason),
            None => FileError { line: 0, column: 0, reason },
        }
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    groups: Option<Vec<Group>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    name: Yaml<String>,
    interval: Option<Yaml<String>>,
    #[serde(default)]
    limit: usize,
    #[serde(default)]
    rules: Option<Vec<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    record: Option<Yaml<String>>,
    alert: Option<Yaml<String>>,
    expr: Yaml<String>,
    #[serde(rename = "for")]
    hold: Option<Yaml<String>>,
    keep_firing_for: Option<Yaml<String>>,
    #[serde(default)]
    labels: Option<BTreeMap<String, Yaml<String>>>,
    #[serde(default)]
    annotations: Option<BTreeMap<String, Yaml<String>>>,
}

/// The groups of a rule file.
///
/// # Errors
/// The first thing that is wrong, with its place.
pub fn read(text: &str) -> Result<Vec<RuleGroup>, FileError> {
    let file: File = parse_yaml(text)?;
    let mut groups: Vec<RuleGroup> = Vec::new();
    for group in file.groups.unwrap_or_default() {
        let name = group.name.value.clone();
        if name.is_empty() {
            return Err(group.name.place().error("the group has no name"));
        }
        if groups.iter().any(|known| known.name == name) {
            return Err(group.name.place().error(format!("the group `{name}` is there twice")));
        }
        groups.push(RuleGroup {
            name,
            interval: group.interval.as_ref().map(duration).transpose()?.filter(|interval| *interval > 0),
            limit: group.limit,
            rules: group.rules.unwrap_or_default().into_iter().map(rule).collect::<Result<_, _>>()?,
        });
    }
    Ok(groups)
}

/// A duration such as `5m`.
pub(crate) fn duration(text: &Yaml<String>) -> Result<Millis, FileError> {
    read_duration(&text.value).ok_or_else(|| {
        let reason = format!("`{}` is not a duration; hint: write it like `5m` or `1h30m`", text.value);
        text.place().error(reason)
    })
}

fn rule(entry: Entry) -> Result<Rule, FileError> {
    let expression = Expression::parse(&entry.expr.value)
        .map_err(|error| entry.expr.place().error(format!("in `expr`: {error}")))?;
    let labels = entry.labels.unwrap_or_default();
    for (name, value) in &labels {
        if !is_label_name(name) || name == crate::METRIC_NAME {
            return Err(value.place().error(format!("`{name}` is no name for a label")));
        }
    }
    match (entry.record, entry.alert) {
        (Some(record), None) => {
            let misplaced = [
                ("for", entry.hold.as_ref().map(Placed::place)),
                ("keep_firing_for", entry.keep_firing_for.as_ref().map(Placed::place)),
                ("annotations", entry.annotations.map(|_| record.place())),
            ];
            for (field, place) in misplaced {
                if let Some(place) = place {
                    return Err(place.error(format!("a recording rule has no `{field}`")));
                }
            }
            if !is_metric_name(&record.value) {
                let reason = format!("`{}` is no name for a metric", record.value);
                return Err(record.place().error(reason));
            }
            let labels = labels.into_iter().map(|(name, value)| (name, value.value)).collect();
            Ok(Rule::Recording(RecordingRule { record: record.value, expression, labels }))
        }
        (None, Some(alert)) => {
            if alert.value.is_empty() {
                return Err(alert.place().error("the alert has no name"));
            }
            Ok(Rule::Alerting(AlertingRule {
                alert: alert.value,
                expression,
                hold: entry.hold.as_ref().map(duration).transpose()?.unwrap_or(0),
                keep: entry.keep_firing_for.as_ref().map(duration).transpose()?.unwrap_or(0),
                labels: templates(labels)?,
                annotations: templates(entry.annotations.unwrap_or_default())?,
            }))
        }
        (Some(record), Some(_)) => {
            Err(record.place().error("a rule has either `record` or `alert`, not both"))
        }
        (None, None) => Err(entry.expr.place().error("the rule has neither `record` nor `alert`")),
    }
}

fn templates(texts: BTreeMap<String, Yaml<String>>) -> Result<Vec<(String, Template)>, FileError> {
    texts
        .into_iter()
        .map(|(name, text)| match Template::parse(&text.value) {
            Ok(template) => Ok((name, template)),
            Err(error) => Err(text.place().error(format!("in `{name}`: {error}"))),
        })
        .collect()
}

fn is_label_name(name: &str) -> bool {
    is_metric_name(name) && !name.contains(':')
}

fn is_metric_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b':'))
}
