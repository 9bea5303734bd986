//! `check`: load a model and judge it.

use crate::load::{Failure, load};
use loadline_base::{Date, Diagnostic, Severity, Sources};
use loadline_check::Selection;
pub use loadline_check::{Acceptance, Outcome, Suppressed, Wording};
use loadline_evidence::Finding;
use std::collections::BTreeSet;
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
    pub in_baseline: Vec<Finding>,
    /// Codes of the rules that were run; none while there are faults.
    pub ran: Vec<&'static str>,
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
/// When there is no model to be read, a selector names no rule, or no rule is left.
pub fn check(path: &Path, options: &Options) -> Result<Report, Failure> {
    let selection = Selection::new(options.select.clone(), options.ignore.clone()).map_err(|unknown| {
        let hint = match unknown.close {
            Some(close) => format!("did you mean `{close}`? `loadline rules` lists them all"),
            None => "`loadline rules` lists them all".to_owned(),
        };
        Failure::new(format!("no rule is called `{}`", unknown.selector), hint)
    })?;
    let selected = || loadline_check::all_rules().filter(|rule| selection.takes(rule));
    if selected().next().is_none() {
        return Err(Failure::new("no rule is left to be run", "all that is selected is also ignored"));
    }
    let loaded = load(path)?;
    let model = &loaded.reading.model;
    let start = Instant::now();
    let mut outcome = Outcome::default();
    let mut in_baseline = Vec::new();
    let mut ran = Vec::new();
    if loaded.reading.faults.is_empty() {
        let recorded = crate::recorded::recorded(path, model)?;
        outcome =
            loadline_check::check_with(model, &loaded.sources, &selection, options.today, recorded.as_ref());
        let baseline: BTreeSet<&str> = options.baseline.iter().map(String::as_str).collect();
        let is_known = |finding: &Finding| baseline.contains(finding.fingerprint().to_string().as_str());
        (in_baseline, outcome.findings) = outcome.findings.into_iter().partition(is_known);
        ran = selected().map(|rule| rule.code).collect();
    }
    let size = Size {
        components: model.component_count(),
        edges: model.edge_count(),
        journeys: model.system.journeys.as_ref().map_or(0, |journeys| journeys.len()),
        rules: ran.len(),
    };
    let timings = Timings { parse: loaded.parse_time, resolve: loaded.resolve_time, rules: start.elapsed() };
    Ok(Report {
        sources: loaded.sources,
        faults: loaded.reading.faults,
        outcome,
        in_baseline,
        ran,
        size,
        left_alone: loaded.left_alone,
        timings,
    })
}
