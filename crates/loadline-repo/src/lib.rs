//! The edge to files: where a model's root is, and which files below it are fragments of the model, now or at a
//! revision of the repository.
//!
//! Knows nothing of what a model means.

mod fragments;
mod git;
mod pieces;
mod revision;
mod root;
mod write;

pub use fragments::{Fragments, UnreadableFile, read_fragments, read_text};
pub use pieces::read_pieces;
pub use revision::{Commit, NoRevision, history, read_revision};
pub use root::{NoRoot, ROOT_FILE, find_root};
pub use write::{
    CannotWrite, append_line, files_below, files_in, files_matching, replace_whole, write_all_new, write_new,
};
