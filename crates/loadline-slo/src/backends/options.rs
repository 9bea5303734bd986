//! What people may choose about generated files. Nothing here depends on one objective.

use loadline_base::units::Duration;

const SECOND: u64 = 1_000_000_000;

/// Choices for all backends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How often windows and alerts are evaluated; written into the groups, since counts made from shorter windows depend on it.
    pub interval: Duration,
    /// How often what is left of the budget is evaluated. Below 5 min, or graphs get gaps.
    pub budget_interval: Duration,
    /// Longest window that is taken from the counters themselves; longer ones are added up from the recorded shortest one.
    /// [`Duration::MAX`]: all of them from the counters.
    pub raw_up_to: Duration,
    /// Where dashboards are: `https://grafana.example.com`. Alerts then link to theirs.
    pub grafana: Option<String>,
    /// What a runbook that is a file is appended to: `https://github.com/acme/ops/blob/main`.
    pub runbooks: Option<String>,
    /// Namespace of Kubernetes objects.
    pub namespace: Option<String>,
    /// Labels of Kubernetes objects, by which the operator selects them.
    pub object_labels: Vec<(String, String)>,
    /// Choices for sloth's rules.
    pub sloth: Sloth,
}

/// Choices for sloth's rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sloth {
    /// The label `sloth_version`.
    pub version: String,
    /// The label `sloth_mode`.
    pub mode: String,
    /// The label `sloth_spec`: which format the objectives were written in.
    pub spec: String,
    /// Labels on every recorded series, as `--extra-labels` of sloth.
    pub extra_labels: Vec<(String, String)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            interval: Duration::from_nanos(60 * SECOND),
            budget_interval: Duration::from_nanos(120 * SECOND),
            raw_up_to: Duration::from_nanos(6 * 3600 * SECOND),
            grafana: None,
            runbooks: None,
            namespace: None,
            object_labels: Vec::new(),
            sloth: Sloth::default(),
        }
    }
}

impl Default for Sloth {
    fn default() -> Self {
        Self {
            version: concat!("loadline-", env!("CARGO_PKG_VERSION")).to_owned(),
            mode: "cli-gen-prom".to_owned(),
            spec: "prometheus/v1".to_owned(),
            extra_labels: Vec::new(),
        }
    }
}
