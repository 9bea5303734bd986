//! What objectives are written out as: one file per target, one row of [`BACKENDS`] each.
//!
//! A backend never leaves anything out silently: what it cannot say is a [`Refusal`] with the objective's name.

mod absent;
mod alertmanager;
mod alerts;
mod annotations;
mod budget;
mod calendar;
pub(crate) mod expression;
mod grafana;
pub(crate) mod names;
mod operator;
mod options;
mod plan;
mod prometheus;
mod promtool;
mod recordings;
mod rule;
mod sloth;
pub(crate) mod yaml;

use crate::Slo;
pub use options::{Options, Sloth};

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its name, with `/` between folders: `tests/checkout.test.yaml`.
    pub name: String,
    /// What stands in it.
    pub text: String,
}

/// Something that a backend left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    /// Id of the objective.
    pub slo: String,
    /// What is missing from the files, and why: a sentence without its end.
    pub what: String,
    /// What to do.
    pub hint: String,
}

impl Refusal {
    pub(crate) fn new(slo: &str, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { slo: slo.to_owned(), what: what.into(), hint: hint.into() }
    }
}

/// What a backend made, and what it did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Generated {
    /// Files, by name.
    pub outputs: Vec<Output>,
    /// What is not in them.
    pub refusals: Vec<Refusal>,
}

/// One target.
#[derive(Debug)]
pub struct Backend {
    /// What it is called on the command line.
    pub name: &'static str,
    /// How the names of its files end.
    pub ending: &'static str,
    /// What it writes, in a line.
    pub about: &'static str,
    /// Writes it.
    pub generate: fn(&[Slo], &Options) -> Generated,
}

/// Every target, in the order they are listed.
pub const BACKENDS: &[Backend] = &[
    Backend {
        name: "prometheus",
        ending: ".rules.yaml",
        about: "recording and alerting rules, one file per objective",
        generate: prometheus::generate,
    },
    Backend {
        name: "promtool",
        ending: ".test.yaml",
        about: "unit tests of those rules for `promtool test rules`, one file per objective",
        generate: promtool::generate,
    },
    Backend {
        name: "operator",
        ending: ".prometheusrule.yaml",
        about: "the same rules as PrometheusRule objects of the Prometheus operator",
        generate: operator::generate,
    },
    Backend {
        name: "alertmanager",
        ending: ".yaml",
        about: "routes, inhibition and receivers to be filled in",
        generate: alertmanager::generate,
    },
    Backend {
        name: "grafana",
        ending: ".dashboard.json",
        about: "a dashboard per service and one of them all",
        generate: grafana::generate,
    },
    Backend {
        name: "sloth",
        ending: ".yml",
        about: "the rules that sloth would write, for dashboards and alerts that rest on its series",
        generate: sloth::generate,
    },
];

/// The backend called `name`.
#[must_use]
pub fn backend(name: &str) -> Option<&'static Backend> {
    BACKENDS.iter().find(|backend| backend.name == name)
}
