//! Loading a model from files, with every fault that stands in the way.

use loadline_base::{Diagnostic, Sources};
use loadline_model::{Reading, faults, syntax};
use loadline_repo::{CannotWrite, NoRoot, ROOT_FILE, UnreadableFile, find_root, read_fragments, read_text};
use std::path::Path;
use std::time::{Duration, Instant};

/// A model loaded from files.
#[derive(Debug)]
pub struct Loaded {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// The model and what is wrong with its text.
    pub reading: Reading,
    /// YAML files below the root that are no fragments.
    pub left_alone: usize,
    /// Time to parse the text.
    pub parse_time: Duration,
    /// Time to turn trees into a model.
    pub resolve_time: Duration,
}

/// The use case could not run. Expected: the user's world is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, a fragment.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl From<UnreadableFile> for Failure {
    fn from(file: UnreadableFile) -> Self {
        Self::new(file.to_string(), file.hint)
    }
}

impl From<CannotWrite> for Failure {
    fn from(file: CannotWrite) -> Self {
        Self::new(file.to_string(), file.hint)
    }
}

/// Loads the model that `path` belongs to: a folder means the model whose root is there or above; a file means that
/// file alone.
///
/// # Errors
/// When there is no model to be read at all. Faults in its text are in the result instead, all of them.
pub fn load(path: &Path) -> Result<Loaded, Failure> {
    let cap = syntax::MAX_BYTES as u64;
    if path.is_file() {
        let text = read_text(path, cap)?;
        let mut sources = Sources::default();
        sources.add(path.display().to_string(), text);
        return Ok(read(sources, 0, Vec::new()));
    }
    let root = find_root(path).map_err(|error| {
        let hint = match &error {
            NoRoot::Unreadable(..) => "check the path".to_owned(),
            NoRoot::NotFound(_) => {
                format!("`loadline init` writes a first `{ROOT_FILE}`; or name a model file")
            }
        };
        Failure::new(error.to_string(), hint)
    })?;
    let found = read_fragments(&root, cap);
    let mut sources = Sources::default();
    for (name, text) in found.files {
        sources.add(name.strip_prefix("./").unwrap_or(&name).to_owned(), text);
    }
    Ok(read(sources, found.left_alone, found.unreadable))
}

fn read(sources: Sources, left_alone: usize, unreadable: Vec<UnreadableFile>) -> Loaded {
    let start = Instant::now();
    let parsed = loadline_model::parse_files(&sources);
    let parse_time = start.elapsed();
    let start = Instant::now();
    let mut reading = parsed.resolve();
    let resolve_time = start.elapsed();
    let not_read = unreadable.into_iter().map(|mut file| {
        file.name = file.name.trim_start_matches("./").to_owned();
        Diagnostic::error(faults::NOT_A_MODEL.code, file.to_string()).hint(file.hint)
    });
    reading.faults.splice(0..0, not_read);
    Loaded { sources, reading, left_alone, parse_time, resolve_time }
}
