//! `slo import`: objectives of other tools as a fragment of a model, held against the model it is put into.

use super::Objectives;
use super::convert::{Written, convert};
use crate::load::{Failure, load};
use loadline_base::{Diagnostic, Sources};
use loadline_slo::convert::with_places;
use std::path::{Path, PathBuf};

/// Objectives as a fragment of a model.
#[derive(Debug)]
pub struct Imported {
    /// The fragment, with a comment above each objective that says where it was written.
    pub written: Written,
    /// The files of the model with the fragment among them, for showing the clashes.
    pub sources: Sources,
    /// Why the fragment cannot stand in the model: an id that is taken, for example.
    pub clashes: Vec<Diagnostic>,
    /// What the fragment names and the model does not have.
    pub missing: Vec<Missing>,
    /// Whether there is a model to put it into.
    pub has_model: bool,
}

/// Something that imported objectives name and the model does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What it has to be, with its article: `a team`.
    pub noun: &'static str,
    /// Its id.
    pub id: String,
    /// An id of the model close to it.
    pub close: Option<String>,
    /// How often it is named.
    pub times: usize,
}

/// Turns the `objectives` of foreign files into a fragment of the model that `folder` belongs to, if it does to one.
///
/// # Errors
/// When there is no objective.
pub fn import(objectives: &Objectives, folder: &Path) -> Result<Imported, Failure> {
    let mut written = convert(objectives, "loadline")?;
    written.text = with_places(&written.text, &objectives.slos, |place| {
        let start = objectives.sources.start(place);
        format!("{}:{}", objectives.sources.file(place.file).name(), start.line)
    });
    let mut sources = Sources::default();
    let target = absolute(&folder.join(&written.name));
    let model = load(folder).ok();
    for (_, file) in model.iter().flat_map(|model| model.sources.iter()) {
        // What an earlier import wrote is going to be replaced.
        if absolute(Path::new(file.name())) != target {
            sources.add(file.name().to_owned(), file.text().to_owned());
        }
    }
    let ours = sources.add(written.name.clone(), written.text.clone());
    let reading = loadline_model::read(&sources);
    let concerns = |fault: &Diagnostic| {
        let places = fault.primary.iter().chain(&fault.secondary);
        places.into_iter().any(|label| label.span.file == ours)
    };
    let clashes = reading.faults.iter().filter(|fault| concerns(fault)).cloned().collect();
    let mut missing: Vec<Missing> = Vec::new();
    for dangling in reading.model.dangling().iter().filter(|dangling| dangling.span.file == ours) {
        let noun = dangling.kind.noun();
        match missing.iter_mut().find(|known| known.noun == noun && known.id == dangling.id) {
            Some(known) => known.times += 1,
            None => {
                let (id, close) = (dangling.id.clone(), dangling.close.clone());
                missing.push(Missing { noun, id, close, times: 1 });
            }
        }
    }
    Ok(Imported { written, sources, clashes, missing, has_model: model.is_some() })
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
