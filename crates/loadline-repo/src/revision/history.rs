//! The commits that changed a model: names and days, newest first. Reads nothing else.

use super::NoRevision;
use crate::git::{Git, Past};
use std::path::Path;

/// A commit that changed something of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full name.
    pub id: String,
    /// The day it was committed, as `2026-11-20`.
    pub day: String,
    /// The first line of its message.
    pub title: String,
}

/// The commits that changed the files below `path` (or that one file), the newest first: `most` at most, and none that
/// `since` already has.
///
/// # Errors
/// When there is no `git`, no repository, or no such revision.
pub fn history(path: &Path, since: Option<&str>, most: usize) -> Result<Vec<Commit>, NoRevision> {
    if let Some(since) = since.filter(|since| since.is_empty() || since.starts_with('-')) {
        return Err(NoRevision::Refused(since.to_owned()));
    }
    let is_file = path.is_file();
    let folder = match path.parent().filter(|_| is_file) {
        None => path,
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
    };
    let git = Git::around(folder);
    let trouble = |trouble| NoRevision::of(trouble, folder);
    let (_, is_shallow) = git.place().map_err(trouble)?;
    let since = match since {
        None => None,
        Some(revision) => {
            let commit = git.commit(revision).map_err(trouble)?;
            Some(commit.ok_or_else(|| NoRevision::unknown(revision, &git.references(), is_shallow))?)
        }
    };
    let name = path.file_name().filter(|_| is_file).map_or_else(|| ".".into(), |name| name.to_string_lossy());
    let past = git.past(since.as_deref(), most, &name).map_err(trouble)?;
    Ok(past.into_iter().map(|Past { id, day, title }| Commit { id, day, title }).collect())
}
