//! `plan export`: documents that others work from by machine.

use super::facts::with_facts;
use crate::load::Failure;
use loadline_base::Date;
use std::path::Path;

pub use super::facts::Judged;
pub use loadline_plan::handover::{Document, Handover, Node};

/// A document about the model at `path`.
///
/// # Errors
/// When there is no model to be read.
pub fn export(path: &Path, document: Document, today: Date) -> Result<Judged<Handover>, Failure> {
    with_facts(path, today, |facts, _| loadline_plan::handover::hand_over(document, facts))
}
