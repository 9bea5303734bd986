//! `plan status`: which gates are passed, which is open, and why.

use super::facts::with_facts;
use crate::load::Failure;
use loadline_base::Date;
use std::path::Path;

pub use super::facts::Judged;
pub use loadline_plan::{
    Answer, Close, Evidence, Gap, Gate, GateVerdict, Item, Requirement, State, Table, TableVerdict, Verdict,
    Why, Workflow,
};

/// Judges the plan of the model at `path`, one verdict a workflow.
///
/// # Errors
/// When there is no model to be read.
pub fn status(path: &Path, workflows: &[Workflow], today: Date) -> Result<Judged<Vec<Verdict>>, Failure> {
    with_facts(path, today, |facts, _| {
        workflows.iter().map(|workflow| loadline_plan::judge(*workflow, facts)).collect()
    })
}
