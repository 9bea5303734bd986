//! `compare`: what a change does to minutes, objectives, single points of failure, load and findings.

mod difference;

pub use difference::{Difference, FindingChange, JourneyChange, LoadChange, VerdictChange};

use crate::load::{Failure, Loaded, load, load_other};
use difference::difference;
use loadline_base::{Date, Diagnostic, Sources};
use std::path::Path;

/// What came of comparing two models.
#[derive(Debug)]
pub struct Comparison {
    /// The files of the model that cannot be read, by the names shown to people; else of the newer one.
    pub sources: Sources,
    /// What is wrong with the text of either. While there is any, there is no answer.
    pub faults: Vec<Diagnostic>,
    /// What differs.
    pub difference: Option<Difference>,
}

/// Compares the model at `path` with what it was at `other`: a folder, a file, or a revision of its repository.
///
/// # Errors
/// When one of the two cannot be found.
pub fn compare(path: &Path, other: &str, today: Date) -> Result<Comparison, Failure> {
    let Loaded { sources, reading: before, .. } = load_other(path, other)?;
    if !before.faults.is_empty() {
        return Ok(Comparison { sources, faults: before.faults, difference: None });
    }
    let before_sources = sources;
    let Loaded { sources, reading: after, .. } = load(path)?;
    if !after.faults.is_empty() {
        return Ok(Comparison { sources, faults: after.faults, difference: None });
    }
    let found = difference((&before.model, &before_sources), (&after.model, &sources), today)?;
    Ok(Comparison { sources, faults: Vec::new(), difference: Some(found) })
}
