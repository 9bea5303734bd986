//! Why there is nothing to be read at a revision, and what to do about it.

use crate::ROOT_FILE;
use crate::git::Trouble;
use loadline_base::did_you_mean;
use std::path::{Path, PathBuf};

/// Nothing can be read at a revision.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoRevision {
    /// It cannot be the name of a revision, and is not shown to `git`.
    #[error("`{0}` is not a revision")]
    Refused(String),
    /// `git` cannot be started.
    #[error("`git` cannot be run: {0}")]
    NoGit(String),
    /// The model is in no repository.
    #[error("`{0}` is not in a git repository")]
    NoRepository(PathBuf),
    /// The repository does not know the revision.
    #[error("the repository has no revision `{revision}`")]
    Unknown {
        /// What was asked for.
        revision: String,
        /// A branch or tag that may have been meant.
        close: Option<String>,
        /// Whether the history is cut off.
        is_shallow: bool,
    },
    /// The revision has no such file.
    #[error("there is no `{path}` at `{revision}`")]
    NotThere {
        /// The path from the top of the repository.
        path: String,
        /// What was asked for.
        revision: String,
    },
    /// `git` said something else.
    #[error("`git` cannot read the repository: {0}")]
    Failed(String),
}

impl NoRevision {
    /// What to do, in a fragment.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Refused(_) => "name a branch, a tag or a commit".into(),
            Self::NoGit(_) => "install `git`, or name a folder that holds the other model".into(),
            Self::NoRepository(_) => {
                "name a folder that holds the other model, or put this one under version control".into()
            }
            Self::Unknown { close: Some(close), .. } => format!("did you mean `{close}`?"),
            Self::Unknown { is_shallow: true, .. } => {
                "the history is cut off here: `git fetch --unshallow` brings the rest".into()
            }
            Self::Unknown { .. } => "`git fetch --all --tags` brings what is not here yet".into(),
            Self::NotThere { path, .. } if path.ends_with(ROOT_FILE) => {
                "the model was not there yet, or somewhere else: name a later revision".into()
            }
            Self::NotThere { .. } => "name a revision that has the file".into(),
            Self::Failed(_) => "run `git status` there and follow what it says".into(),
        }
    }

    pub(super) fn of(trouble: Trouble, folder: &Path) -> Self {
        match trouble {
            Trouble::NotStarted(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Self::NoGit("there is no such program".into())
            }
            Trouble::NotStarted(error) => Self::NoGit(error.to_string()),
            Trouble::Refused(said) if said.contains("not a git repository") => {
                Self::NoRepository(folder.to_owned())
            }
            Trouble::Refused(said) => {
                let first = said.lines().next().unwrap_or_default();
                Self::Failed(first.trim_start_matches("fatal: ").to_owned())
            }
        }
    }

    /// The revision is unknown, and these branches and tags are not.
    pub(super) fn unknown(revision: &str, known: &[String], is_shallow: bool) -> Self {
        // A fresh clone has `origin/main` alone where people say `main`.
        let remote = known.iter().find(|name| name.split_once('/').is_some_and(|(_, rest)| rest == revision));
        let close =
            remote.map(String::as_str).or_else(|| did_you_mean(revision, known.iter().map(String::as_str)));
        Self::Unknown { revision: revision.to_owned(), close: close.map(str::to_owned), is_shallow }
    }
}
