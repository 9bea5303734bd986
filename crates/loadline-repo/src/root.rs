//! The root of a model: the nearest folder with a `loadline.yaml`.

use std::path::{Path, PathBuf};

/// The file that makes a folder the root of a model.
pub const ROOT_FILE: &str = "loadline.yaml";

/// There is no model here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRoot {
    /// The path does not exist or cannot be looked at.
    #[error("`{0}` cannot be read: {1}")]
    Unreadable(PathBuf, String),
    /// Neither the folder nor any above it has the root file.
    #[error("there is no `{ROOT_FILE}` in `{0}` or in a folder above it")]
    NotFound(PathBuf),
}

/// The nearest folder with a [`ROOT_FILE`], from `start` (a folder) upwards.
///
/// # Errors
/// When `start` cannot be read, or no folder above it has a root file.
pub fn find_root(start: &Path) -> Result<PathBuf, NoRoot> {
    let unreadable = |error: std::io::Error| NoRoot::Unreadable(start.to_owned(), error.to_string());
    std::fs::metadata(start).map_err(unreadable)?;
    if start.join(ROOT_FILE).is_file() {
        return Ok(start.to_owned());
    }
    // `absolute` would keep `..`, above which lies again where one came from.
    let absolute = std::fs::canonicalize(start).map_err(unreadable)?;
    let found = absolute.ancestors().skip(1).find(|folder| folder.join(ROOT_FILE).is_file());
    found.map(Path::to_owned).ok_or_else(|| NoRoot::NotFound(start.to_owned()))
}
