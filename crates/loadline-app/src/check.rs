//! `check`: load a model and judge it.

use crate::load::{Failure, load};
use loadline_base::{Date, Diagnostic, Severity, Sources};
use loadline_check::{Outcome, Selection};
use std::path::Path;
use std::time::{Duration, Instant};

/// What is asked of a check.
#[derive(Debug, Clone)]
pub struct Options {
    /// Rules to run; empty means all.
    pub select: Vec<String>,
    /// Rules to leave out.
    pub ignore: Vec<String>,
    /// Fingerprints that are known already and not reported again.
    pub baseline: Vec<String>,
    /// The day of the run.
    pub today: Date,
}

/// What a check found. Plain data for every door.
#[derive(Debug)]
pub struct Report {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, no rule was run.
    pub faults: Vec<Diagnostic>,
    /// Findings, acceptances and questions.
    pub outcome: Outcome,
    /// Findings left out because the baseline knows them.
    pub in_baseline: usize,
    /// How many components, edges and journeys were looked at.
    pub size: Size,
    /// YAML files that are no fragments.
    pub left_alone: usize,
    /// How long each part took.
    pub timings: Timings,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Components.
    pub components: usize,
    /// Edges.
    pub edges: usize,
    /// Journeys.
    pub journeys: usize,
    /// Rules run.
    pub rules: usize,
}

/// How long each part took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Text to trees.
    pub parse: Duration,
    /// Trees to a model.
    pub resolve: Duration,
    /// Flows and rules.
    pub rules: Duration,
}

impl Report {
    /// How many findings have this severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.outcome.findings.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }
}

/// Loads the model at `path` and runs the selected rules over it.
///
/// # Errors
/// When there is no model to be read, or a selector names no rule.
pub fn check(path: &Path, options: &Options) -> Result<Report, Failure> {
    let selection = Selection::new(options.select.clone(), options.ignore.clone()).map_err(|unknown| {
        let hint = match unknown.close {
            Some(close) => format!("did you mean `{close}`? `loadline rules` lists them all"),
            None => "`loadline rules` lists them all".to_owned(),
        };
        Failure::new(format!("no rule is called `{}`", unknown.selector), hint)
    })?;
    let loaded = load(path)?;
    let model = &loaded.reading.model;
    let start = Instant::now();
    let mut outcome = Outcome::default();
    let mut in_baseline = 0;
    if loaded.reading.faults.is_empty() {
        outcome = loadline_check::check(model, &loaded.sources, &selection, options.today);
        let known = |fingerprint: &str| options.baseline.iter().any(|known| known == fingerprint);
        let before = outcome.findings.len();
        if !options.baseline.is_empty() {
            outcome.findings.retain(|finding| !known(&finding.fingerprint().to_string()));
        }
        in_baseline = before - outcome.findings.len();
    }
    let size = Size {
        components: model.component_count(),
        edges: model.edge_count(),
        journeys: model.system.journeys.as_ref().map_or(0, |journeys| journeys.len()),
        rules: loadline_check::all_rules().filter(|rule| selection.takes(rule)).count(),
    };
    let timings = Timings { parse: loaded.parse_time, resolve: loaded.resolve_time, rules: start.elapsed() };
    Ok(Report {
        sources: loaded.sources,
        faults: loaded.reading.faults,
        outcome,
        in_baseline,
        size,
        left_alone: loaded.left_alone,
        timings,
    })
}
