//! Rules and groups of rules, and how they look as a tree. What they say is decided elsewhere.

use crate::prometheus_duration;
use loadline_base::units::Duration;
use serde_json::{Map, Value};

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Makes {
    Series,
    Alert,
}

/// A recording or alerting rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) makes: Makes,
    pub(crate) name: String,
    pub(crate) expr: String,
    pub(crate) hold: Duration,
    pub(crate) keep: Duration,
    pub(crate) labels: Vec<(String, String)>,
    pub(crate) annotations: Vec<(String, String)>,
}

/// Rules that are evaluated one after another, at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: String,
    pub(crate) interval: Option<Duration>,
    pub(crate) rules: Vec<Rule>,
}

impl Rule {
    pub(crate) fn record(name: impl Into<String>, expr: impl Into<String>) -> Self {
        Self {
            makes: Makes::Series,
            name: name.into(),
            expr: expr.into(),
            hold: Duration::ZERO,
            keep: Duration::ZERO,
            labels: Vec::new(),
            annotations: Vec::new(),
        }
    }

    pub(crate) fn alert(name: impl Into<String>, expr: impl Into<String>) -> Self {
        Self { makes: Makes::Alert, ..Self::record(name, expr) }
    }

    pub(crate) fn label(mut self, name: &str, value: impl Into<String>) -> Self {
        self.labels.push((name.to_owned(), value.into()));
        self
    }

    fn tree(self) -> Value {
        let mut map = Map::new();
        let key = match self.makes {
            Makes::Series => "record",
            Makes::Alert => "alert",
        };
        map.insert(key.to_owned(), self.name.into());
        map.insert("expr".to_owned(), self.expr.into());
        for (key, length) in [("for", self.hold), ("keep_firing_for", self.keep)] {
            if !length.is_zero() {
                map.insert(key.to_owned(), prometheus_duration(length).into());
            }
        }
        for (key, pairs) in [("labels", self.labels), ("annotations", self.annotations)] {
            if !pairs.is_empty() {
                map.insert(key.to_owned(), self::pairs(pairs));
            }
        }
        Value::Object(map)
    }
}

/// Pairs as a map, in their order.
pub(crate) fn pairs(pairs: Vec<(String, String)>) -> Value {
    Value::Object(pairs.into_iter().map(|(key, value)| (key, Value::String(value))).collect())
}

/// `groups: […]`.
pub(crate) fn tree(groups: Vec<Group>) -> Value {
    let groups = groups.into_iter().filter(|group| !group.rules.is_empty()).map(|group| {
        let mut map = Map::new();
        map.insert("name".to_owned(), group.name.into());
        if let Some(interval) = group.interval {
            map.insert("interval".to_owned(), prometheus_duration(interval).into());
        }
        map.insert("rules".to_owned(), group.rules.into_iter().map(Rule::tree).collect());
        Value::Object(map)
    });
    let mut map = Map::new();
    map.insert("groups".to_owned(), groups.collect());
    Value::Object(map)
}
