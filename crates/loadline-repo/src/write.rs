//! Writing new files without losing old ones.

use crate::UnreadableFile;
use std::path::Path;

/// Writes `text` to `path`, making its folder. An existing file is kept unless `replace` is set.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn write_new(path: &Path, text: &str, replace: bool) -> Result<(), CannotWrite> {
    let fail = |reason: String, hint| CannotWrite { name: path.display().to_string(), reason, hint };
    if path.exists() && !replace {
        return Err(fail(
            "it is there already".into(),
            "choose another folder, or take the file away first (import: --force)",
        ));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| fail(error.to_string(), "check the folder"))?;
    }
    std::fs::write(path, text).map_err(|error| fail(error.to_string(), "check the folder"))
}

/// A file that could not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` was not written: {reason}")]
pub struct CannotWrite {
    /// The name shown to people.
    pub name: String,
    /// Why, in a fragment.
    pub reason: String,
    /// What to do.
    pub hint: &'static str,
}

/// The files to read for `path`: the file itself, or every file of a folder (not below) with one of these extensions.
///
/// # Errors
/// When `path` does not exist or the folder cannot be read.
pub fn files_in(path: &Path, extensions: &[&str]) -> Result<Vec<std::path::PathBuf>, UnreadableFile> {
    let fail = |reason: String, hint| UnreadableFile { name: path.display().to_string(), reason, hint };
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => fail("there is no such file or folder".into(), "check the path"),
        _ => fail(error.to_string(), "check the path"),
    })?;
    if !metadata.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries =
        std::fs::read_dir(path).map_err(|error| fail(error.to_string(), "check who may read it"))?;
    let mut files: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|file| file.is_file()).collect();
    files.retain(|file| {
        file.extension().is_some_and(|found| extensions.iter().any(|wanted| found == *wanted))
    });
    files.sort();
    Ok(files)
}
