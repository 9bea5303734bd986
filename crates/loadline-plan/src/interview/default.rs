//! What is taken when nobody knows (D13), by where it is asked. Each is written with an assumption beside it, so that no
//! default passes for a fact.

/// A value that stands in for an unknown one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StandIn {
    /// Where it is written, from the place that was asked: nothing for that place, else a sibling in its stead.
    pub beside: Option<&'static str>,
    /// The value, in YAML.
    pub value: &'static str,
    /// What is thereby taken to be true.
    pub claim: &'static str,
}

const fn default(value: &'static str, claim: &'static str) -> StandIn {
    StandIn { beside: None, value, claim }
}

/// Defaults by path; `*` is any id. The first that fits counts.
const DEFAULTS: &[(&str, StandIn)] = &[
    ("system/headroom", default("2x", "the capacity has to reach twice the peak")),
    (
        "journeys/*/load/peak",
        StandIn { beside: Some("peak-factor"), value: "4x", claim: "the peak is four times the average" },
    ),
    ("*/*/replicas/min", default("3", "three copies run")),
    ("slos/*/target", default("99.9%", "three nines are what users were promised")),
    ("slos/*/window", default("30d", "the objective is counted over 30 days")),
    // What engines take as well while nobody says it.
    ("*/*/needs/*/kind", default("hard", "the caller fails when this call fails")),
    ("state/*/consistency", default("read-your-writes", "whoever writes sees what was written")),
    ("journeys/*/criticality", default("high", "users are hindered when it fails")),
];

/// The default for a place.
pub(super) fn of(path: &str) -> Option<StandIn> {
    let steps: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &str| {
        let pattern: Vec<&str> = pattern.split('/').collect();
        pattern.len() == steps.len()
            && pattern.iter().zip(&steps).all(|(want, step)| *want == "*" || want == step)
    };
    DEFAULTS.iter().find(|(pattern, _)| fits(pattern)).map(|(_, default)| *default)
}
