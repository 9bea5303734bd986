//! `plan bundle`: a plan as a document that one can read and sign.

use super::facts::with_facts;
use crate::load::Failure;
use loadline_base::Date;
use std::path::Path;

pub use super::facts::Judged;
pub use loadline_plan::bundle::{Block, Bundle, Diagram, DiagramBox, Grid, Open, Run, Section, Words};
pub use loadline_plan::{Evidence, GateVerdict, State, Verdict, Workflow};

/// The bundle of the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn bundle(path: &Path, workflow: Workflow, today: Date) -> Result<Judged<Bundle>, Failure> {
    with_facts(path, today, |facts, outages| loadline_plan::bundle::bundle(workflow, facts, outages))
}
