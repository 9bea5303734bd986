//! The fragments of a model as they were at a revision of its repository, by the rules that hold for files.
//! Asks `git`; the work tree, the index and the object store stay as they are.

mod history;
mod ignored;
mod trouble;

pub use history::{Commit, history};
pub use trouble::NoRevision;

use crate::fragments::{HEAD, is_head_of_a_fragment, is_yaml, text};
use crate::git::{Content, Entry, Git, Objects};
use crate::{Fragments, ROOT_FILE, UnreadableFile};
use ignored::Ignored;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads the fragments that the model at `path` had at `revision`: a branch, a tag, a commit, or what else `git` takes
/// for one commit. `path` is the root of the model today, or one file, which is then read alone. The files are named
/// `revision:path` with the path from the top of the repository, as `git show` takes it. Files over `cap` bytes are
/// listed as unreadable and not read. Submodules are left out, for their files are in another repository.
///
/// # Errors
/// When there is no `git`, no repository, no such revision, or no model there at that revision.
pub fn read_revision(path: &Path, revision: &str, cap: u64) -> Result<Fragments, NoRevision> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(NoRevision::Refused(revision.to_owned()));
    }
    let is_file = path.is_file();
    let folder = match path.parent().filter(|_| is_file) {
        None => path,
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
    };
    let git = Git::around(folder);
    let trouble = |trouble| NoRevision::of(trouble, folder);
    let (mut place, is_shallow) = git.place().map_err(trouble)?;
    let commit = git
        .commit(revision)
        .map_err(trouble)?
        .ok_or_else(|| NoRevision::unknown(revision, &git.references(), is_shallow))?;
    if let Some(name) = path.file_name().filter(|_| is_file) {
        place.push_str(&name.to_string_lossy());
    }
    let files = git.files(&commit, &place).map_err(trouble)?;
    let root = if is_file { place.clone() } else { format!("{place}{ROOT_FILE}") };
    if !files.iter().any(|file| file.path == root) {
        return Err(NoRevision::NotThere { path: root, revision: revision.to_owned() });
    }
    let objects = git.objects().map_err(trouble)?;
    let reader = Reader { revision, commit: &commit, cap, root, objects, found: Fragments::default() };
    Ok(if is_file { reader.alone(&files) } else { reader.below(&place, files) })
}

struct Reader<'a> {
    revision: &'a str,
    commit: &'a str,
    cap: u64,
    /// The path of the root file, or of the one file to be read.
    root: String,
    objects: Objects,
    found: Fragments,
}

impl Reader<'_> {
    fn alone(mut self, files: &[Entry]) -> Fragments {
        if let Some(file) = files.iter().find(|file| file.path == self.root) {
            self.take(file);
        }
        self.found
    }

    /// Everything below a folder, in the order in which files are walked.
    fn below(mut self, place: &str, mut files: Vec<Entry>) -> Fragments {
        files.sort_by(|a, b| Path::new(&a.path).cmp(Path::new(&b.path)));
        let other_models: BTreeSet<&str> = files
            .iter()
            .filter_map(|file| file.path.strip_suffix(ROOT_FILE))
            .filter(|folder| *folder != place && folder.ends_with('/'))
            .collect();
        let ignored = Ignored::read(&mut self.objects, self.commit, place, &files);
        for file in files.iter().filter(|file| is_yaml(Path::new(&file.path))) {
            let in_other_model = folders(&file.path).any(|folder| other_models.contains(folder));
            if !in_other_model && !ignored.excludes(&file.path) {
                self.take(file);
            }
        }
        self.found
    }

    fn take(&mut self, file: &Entry) {
        let name = format!("{}:{}", self.revision, file.path);
        let is_root = file.path == self.root;
        let wanted = |head: &[u8]| is_root || is_head_of_a_fragment(head);
        // Only with its path can a link be followed.
        let asked = if file.is_link { format!("{}:{}", self.commit, file.path) } else { file.object.clone() };
        let unreadable = |reason: String, hint| UnreadableFile { name: name.clone(), reason, hint };
        let read = match self.objects.read(&asked, HEAD, self.cap, wanted) {
            Ok(Content::File(head, _)) if !wanted(&head) => {
                self.found.left_alone += 1;
                return;
            }
            Ok(Content::File(bytes, size)) => text(name.clone(), bytes, size, self.cap),
            Ok(Content::NoFile) => return,
            Ok(Content::Outside) => Err(unreadable(
                "it is a link that leads out of the repository".into(),
                "keep the file in the repository",
            )),
            Ok(Content::Missing) => Err(unreadable(
                "this clone of the repository does not hold its content".into(),
                "`git fetch --refetch` with no filter brings it",
            )),
            Err(error) => {
                Err(unreadable(format!("`git cat-file` failed: {error}"), "`git fsck` says what is broken"))
            }
        };
        match read {
            Ok(text) => self.found.files.push((name, text)),
            Err(error) => self.found.unreadable.push(error),
        }
    }
}

/// The folders around a path, each ending with `/`, the outermost first.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..=at])
}
