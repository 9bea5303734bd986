//! What simulations were recorded to show, in a file beside the model: read and held to the model of today, or written.

use crate::engines::Engines;
use crate::load::{Failure, model_of};
use loadline_evidence::Recording;
use loadline_model::Model;
use loadline_repo::{read_text, write_new};
use loadline_sim::bytes::engine;
use loadline_sim::compile::compile;
use std::path::{Path, PathBuf};

/// Bytes that a recording may have.
const CAP: u64 = 16 << 20;
/// The file beside the root of a model.
const FILE: &str = "loadline.evidence.json";

/// Where the recording of the model at `path` is: beside the root of a folder, or beside a model that is one file.
pub(crate) fn place(path: &Path) -> Result<PathBuf, Failure> {
    let model = model_of(path)?;
    Ok(if model.is_file() { model.with_extension("evidence.json") } else { model.join(FILE) })
}

/// What is recorded of the model at `path`; `None` where nothing is.
pub(crate) fn stored(path: &Path) -> Result<Option<Recording>, Failure> {
    let place = place(path)?;
    if !place.exists() {
        return Ok(None);
    }
    Recording::read(&read_text(&place, CAP)?).map(Some).map_err(|error| {
        let at = error.at.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        let message = format!("{}{at}: no simulated evidence: {}", place.display(), error.message);
        Failure::new(message, error.hint)
    })
}

/// What is recorded of the model at `path`, held to `model`, which was read from there: whatever would be simulated otherwise today is
/// stale. Compiles what was recorded, and simulates nothing but what names the engine.
pub(crate) fn recorded(path: &Path, model: &Model) -> Result<Option<Recording>, Failure> {
    let Some(mut recording) = stored(path)? else { return Ok(None) };
    let engines = Engines::of(model);
    recording.hold_to(&engine(), |scenario| {
        let named = match scenario {
            Some(id) => Some(model.system.scenarios.as_ref()?.value.get(id)?),
            None => None,
        };
        let compiled = compile(model, &engines.flows, &engines.loads, named).ok()?;
        Some(compiled.identity().to_string())
    });
    Ok(Some(recording))
}

/// Writes what is recorded of the model at `path`, and says where.
pub(crate) fn keep(path: &Path, recording: &Recording) -> Result<PathBuf, Failure> {
    let place = place(path)?;
    write_new(&place, &recording.to_text(), true)?;
    Ok(place)
}
