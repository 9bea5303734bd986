//! Loading a model from files or from a revision of its repository, with every fault that stands in the way.

use loadline_base::{Diagnostic, Sources};
use loadline_model::{Reading, faults, syntax};
use loadline_repo::{
    CannotWrite, Fragments, NoRevision, NoRoot, ROOT_FILE, UnreadableFile, find_root, read_fragments,
    read_revision, read_text,
};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Bytes that one file may have.
const CAP: u64 = syntax::MAX_BYTES as u64;

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

impl From<NoRevision> for Failure {
    fn from(error: NoRevision) -> Self {
        Self::new(error.to_string(), error.hint())
    }
}

/// Loads the model that `path` belongs to: a folder means the model whose root is there or above; a file means that
/// file alone.
///
/// # Errors
/// When there is no model to be read at all. Faults in its text are in the result instead, all of them.
pub fn load(path: &Path) -> Result<Loaded, Failure> {
    if path.is_file() {
        let text = read_text(path, CAP)?;
        let mut sources = Sources::default();
        sources.add(path.display().to_string(), text);
        return Ok(read(sources, 0, Vec::new()));
    }
    Ok(read_all(read_fragments(&root_of(path)?, CAP)))
}

/// Reads a model that is text and in no file, under the names by which it is shown to people.
pub(crate) fn in_memory<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Loaded {
    let mut sources = Sources::default();
    for (name, text) in texts {
        sources.add(name, text);
    }
    read(sources, 0, Vec::new())
}

/// Loads the model that `path` belongs to as it was at a revision of its repository: a branch, a tag or a commit. The
/// files are named `revision:path`.
///
/// # Errors
/// When there is no model today, no repository, no such revision, or no model there at that revision.
pub fn load_revision(path: &Path, revision: &str) -> Result<Loaded, Failure> {
    Ok(read_all(read_revision(&model_of(path)?, revision, CAP)?))
}

/// Loads what a model is held against: the model at `other` if there is such a folder or file, otherwise the model
/// that `path` belongs to as it was at the revision called `other`.
///
/// # Errors
/// As for [`load`] and [`load_revision`].
pub fn load_other(path: &Path, other: &str) -> Result<Loaded, Failure> {
    if Path::new(other).exists() {
        return load(Path::new(other));
    }
    let found = read_revision(&model_of(path)?, other, CAP).map_err(|error| match error {
        NoRevision::Unknown { .. } => {
            Failure::new(format!("there is no folder, file or revision `{other}`"), error.hint())
        }
        _ => error.into(),
    })?;
    Ok(read_all(found))
}

/// The file that is named, or the root of the model that a folder belongs to.
pub(crate) fn model_of(path: &Path) -> Result<PathBuf, Failure> {
    if path.is_file() { Ok(path.to_owned()) } else { root_of(path) }
}

fn root_of(path: &Path) -> Result<PathBuf, Failure> {
    find_root(path).map_err(|error| {
        let hint = match &error {
            NoRoot::Unreadable(..) => "check the path".to_owned(),
            NoRoot::NotFound(_) => {
                format!("`loadline init` writes a first `{ROOT_FILE}`; or name a model file")
            }
        };
        Failure::new(error.to_string(), hint)
    })
}

fn read_all(found: Fragments) -> Loaded {
    let mut sources = Sources::default();
    for (name, text) in found.files {
        sources.add(name.strip_prefix("./").unwrap_or(&name).to_owned(), text);
    }
    read(sources, found.left_alone, found.unreadable)
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
