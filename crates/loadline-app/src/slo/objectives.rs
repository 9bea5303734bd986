//! Objectives from where people keep them: the model, or OpenSLO, sloth and pyrra files.

use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Severity, Sources};
use loadline_repo::{files_below, read_text};
use loadline_slo::budget_policy::BudgetPolicy;
use loadline_slo::formats::Passed;
use loadline_slo::{Gap, Slo, from_model};
use std::path::{Path, PathBuf};

/// Bytes that a foreign file may have.
const CAP: u64 = 8 * 1024 * 1024;

/// Objectives with where they come from.
#[derive(Debug, Default)]
pub struct Objectives {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with their text. Documents that are at fault gave no objective; only who asks for it goes on with the others.
    pub faults: Vec<Diagnostic>,
    /// What is odd in foreign files.
    pub doubts: Vec<Diagnostic>,
    /// What foreign files say that has no place in an objective.
    pub passed: Vec<Passed>,
    /// What the model leaves open about its objectives.
    pub gaps: Vec<Gap>,
    /// The objectives, in the order written.
    pub slos: Vec<Slo>,
    /// What is to happen as budgets are spent.
    pub budget_policies: Vec<BudgetPolicy>,
}

/// The objectives of foreign `files` (folders mean every YAML file below them), or without any those of the model at `model`.
///
/// # Errors
/// When there is no model, or a file cannot be read.
pub fn objectives(model: &Path, files: &[PathBuf]) -> Result<Objectives, Failure> {
    if files.is_empty() { of_model(model) } else { of_files(files) }
}

fn of_files(paths: &[PathBuf]) -> Result<Objectives, Failure> {
    let mut sources = Sources::default();
    let mut texts = Vec::new();
    for path in paths {
        let found = files_below(path, &["yaml", "yml"])?;
        if found.is_empty() {
            return Err(Failure::new(
                format!("there is no YAML file in {}", path.display()),
                "name files of OpenSLO, sloth or pyrra, or a folder that holds some",
            ));
        }
        for file in found {
            let text = read_text(&file, CAP)?;
            let name = file.display().to_string();
            texts
                .push((sources.add(name.strip_prefix("./").unwrap_or(&name).to_owned(), text.clone()), text));
        }
    }
    let files: Vec<_> = texts.iter().map(|(id, text)| (*id, text.as_str())).collect();
    let read = loadline_slo::formats::read(&files);
    let (faults, doubts) =
        read.diagnostics.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(Objectives { sources, faults, doubts, passed: read.lost, slos: read.slos, ..Objectives::default() })
}

fn of_model(path: &Path) -> Result<Objectives, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(Objectives { sources, faults: reading.faults, ..Objectives::default() });
    }
    let system = &reading.model.system;
    let read = from_model(system);
    Ok(Objectives {
        sources,
        faults: read.faults,
        gaps: read.gaps,
        slos: read.slos,
        budget_policies: BudgetPolicy::of_model(system),
        ..Objectives::default()
    })
}
