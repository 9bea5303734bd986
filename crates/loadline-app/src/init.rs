//! `init`: a first model to start from.

use crate::load::Failure;
use loadline_repo::{ROOT_FILE, write_new};
use std::path::{Path, PathBuf};

/// A first model: small, in block style, clean except for honest questions.
pub const STARTER: &str = include_str!("starter.yaml");

/// Writes the starter model into `folder`.
///
/// # Errors
/// When there is a model already, or the file cannot be written.
pub fn init(folder: &Path) -> Result<PathBuf, Failure> {
    let path = folder.join(ROOT_FILE);
    write_new(&path, STARTER, false)?;
    Ok(path)
}
