//! Objectives from where people keep them.

use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources};
use loadline_slo::budget_policy::BudgetPolicy;
use loadline_slo::{Gap, Slo, from_model};
use std::path::Path;

/// Objectives with where they come from.
#[derive(Debug, Default)]
pub struct Objectives {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with their text. While there is any, there are no objectives to go on with.
    pub faults: Vec<Diagnostic>,
    /// What the model leaves open about its objectives.
    pub gaps: Vec<Gap>,
    /// The objectives, in the order written.
    pub slos: Vec<Slo>,
    /// What is to happen as budgets are spent.
    pub budget_policies: Vec<BudgetPolicy>,
}

/// The objectives of the model at `path`.
///
/// # Errors
/// When there is no model, or a file cannot be read.
pub fn objectives(path: &Path) -> Result<Objectives, Failure> {
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
    })
}
