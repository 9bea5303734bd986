//! What a rule file says.

use super::Template;
use crate::{Expression, Millis};

/// Rules that are evaluated one after the other, at the same times.
#[derive(Debug, Clone)]
pub struct RuleGroup {
    /// Its name, once per file.
    pub name: String,
    /// Time between two evaluations; `None` leaves it to the server.
    pub interval: Option<Millis>,
    /// How many series one rule may give; 0 = any number.
    pub limit: usize,
    /// The rules, in the order of evaluation.
    pub rules: Vec<Rule>,
}

/// One rule.
#[derive(Debug, Clone)]
pub enum Rule {
    /// Writes a new series.
    Recording(RecordingRule),
    /// Watches for a condition.
    Alerting(AlertingRule),
}

/// `record: name`, `expr: …`.
#[derive(Debug, Clone)]
pub struct RecordingRule {
    /// Name of the metric that is written.
    pub record: String,
    /// What is written.
    pub expression: Expression,
    /// Labels set on every series.
    pub labels: Vec<(String, String)>,
}

/// `alert: name`, `expr: …`.
#[derive(Debug, Clone)]
pub struct AlertingRule {
    /// Name of the alert.
    pub alert: String,
    /// Every series it gives is an alert.
    pub expression: Expression,
    /// How long it has to hold before the alert fires (`for`).
    pub hold: Millis,
    /// How long the alert goes on firing after it holds no longer (`keep_firing_for`).
    pub keep: Millis,
    /// Labels added to the alert.
    pub labels: Vec<(String, Template)>,
    /// What people are told.
    pub annotations: Vec<(String, Template)>,
}

impl Rule {
    /// Name of the alert or of the recorded metric.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Recording(rule) => &rule.record,
            Self::Alerting(rule) => &rule.alert,
        }
    }

    /// The expression.
    #[must_use]
    pub fn expression(&self) -> &Expression {
        match self {
            Self::Recording(rule) => &rule.expression,
            Self::Alerting(rule) => &rule.expression,
        }
    }
}

impl AlertingRule {
    /// An alert that fires at once, with no labels and annotations of its own.
    #[must_use]
    pub fn new(alert: impl Into<String>, expression: Expression) -> Self {
        Self {
            alert: alert.into(),
            expression,
            hold: 0,
            keep: 0,
            labels: Vec::new(),
            annotations: Vec::new(),
        }
    }
}
