//! The files below a root: fragments of the model are read, other YAML files are counted and left alone.
//! What makes a file a fragment and what makes one unreadable is decided here, wherever its bytes come from.

use crate::ROOT_FILE;
use ignore::WalkBuilder;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What was found below a root.
#[derive(Debug, Default)]
pub struct Fragments {
    /// Fragments: the name shown to people and the text, ordered by name.
    pub files: Vec<(String, String)>,
    /// YAML files that do not start with `loadline:`.
    pub left_alone: usize,
    /// Files that should have been read and could not be.
    pub unreadable: Vec<UnreadableFile>,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` cannot be read: {reason}")]
pub struct UnreadableFile {
    /// The name shown to people.
    pub name: String,
    /// Why, in a fragment.
    pub reason: String,
    /// What to do.
    pub hint: &'static str,
}

/// Reads every fragment below `root`: YAML files that start with `loadline:`, outside ignored folders and outside
/// folders that are the root of another model. Files over `cap` bytes are listed as unreadable and not read.
#[must_use]
pub fn read_fragments(root: &Path, cap: u64) -> Fragments {
    let mut found = Fragments::default();
    let own = root.to_owned();
    let walk = WalkBuilder::new(root)
        .require_git(false)
        .sort_by_file_path(Path::cmp)
        .filter_entry(move |entry| entry.path() == own || !entry.path().join(ROOT_FILE).is_file())
        .build();
    for entry in walk {
        match entry {
            Ok(entry) if is_yaml(entry.path()) && entry.path().is_file() => {
                take(&mut found, entry.path(), root, cap)
            }
            Ok(_) => {}
            Err(error) => found.unreadable.push(UnreadableFile {
                name: root.display().to_string(),
                reason: error.to_string(),
                hint: "check the permissions of the folder",
            }),
        }
    }
    found
}

fn take(found: &mut Fragments, path: &Path, root: &Path, cap: u64) {
    let is_root_file = path == root.join(ROOT_FILE);
    match starts_like_a_fragment(path) {
        Ok(true) => {}
        Ok(false) if is_root_file => {}
        Ok(false) => {
            found.left_alone += 1;
            return;
        }
        Err(error) => {
            found.unreadable.push(unreadable(path, &error));
            return;
        }
    }
    match read_text(path, cap) {
        Ok(text) => found.files.push((path.display().to_string(), text)),
        Err(error) => found.unreadable.push(error),
    }
}

/// Reads a text file of at most `cap` bytes.
///
/// # Errors
/// When it is missing, not readable, too large or not UTF-8.
pub fn read_text(path: &Path, cap: u64) -> Result<String, UnreadableFile> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    let metadata = file.metadata();
    if metadata.as_ref().is_ok_and(std::fs::Metadata::is_dir) {
        return Err(UnreadableFile { name, reason: "it is a folder".into(), hint: "name a file" });
    }
    file.by_ref().take(cap + 1).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    let size = metadata.map_or(0, |metadata| metadata.len()).max(bytes.len() as u64);
    text(name, bytes, size, cap)
}

/// The text of a file of `size` bytes, of which `bytes` are all or, if it is too large, some.
pub(crate) fn text(name: String, bytes: Vec<u8>, size: u64, cap: u64) -> Result<String, UnreadableFile> {
    if size > cap {
        let mebibytes = |bytes: u64| bytes as f64 / 1_048_576.0;
        let reason = format!("it has {:.1} MiB, and {:.0} MiB is the most", mebibytes(size), mebibytes(cap));
        return Err(UnreadableFile { name, reason, hint: "split it into several files below the same root" });
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        let reason = format!("it is not UTF-8 text (line {line}, byte {at})");
        UnreadableFile { name, reason, hint: "save it as UTF-8; is it a binary file?" }
    })
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> UnreadableFile {
    let (reason, hint) = match error.kind() {
        std::io::ErrorKind::NotFound => ("there is no such file".to_owned(), "check the path"),
        std::io::ErrorKind::PermissionDenied => ("permission denied".to_owned(), "check who may read it"),
        _ => (error.to_string(), "check the file"),
    };
    UnreadableFile { name: path.display().to_string(), reason, hint }
}

pub(crate) fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
}

/// How much of a file is looked at to tell whether it is a fragment.
pub(crate) const HEAD: u64 = 64 * 1024;

fn starts_like_a_fragment(path: &Path) -> std::io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(is_head_of_a_fragment(&head))
}

/// Whether the first line that is more than a comment starts with `loadline:`.
pub(crate) fn is_head_of_a_fragment(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).find(|line| {
        !line.is_empty() && !line.starts_with(b"#") && !line.starts_with(b"---") && !line.starts_with(b"%")
    });
    first.is_some_and(|line| line.starts_with(b"loadline:"))
}
