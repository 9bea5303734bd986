//! What the `.gitignore` and `.ignore` files of a revision exclude. Files that are ignored and yet in the repository
//! are rare, but a folder and a revision must not differ by them.

use super::folders;
use crate::git::{Content, Entry, Objects};
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::BTreeMap;

/// The names of ignore files, the one that decides first.
const NAMES: [&str; 2] = [".ignore", ".gitignore"];

/// Ignore files are short; no more than this is read of one.
const CAP: u64 = 1 << 20;

/// The ignore files around and below a folder.
pub(super) struct Ignored {
    /// How much of a path is the folder itself, of which nothing is judged.
    place: usize,
    /// For each of [`NAMES`], folders that have such a file.
    rules: [BTreeMap<String, Gitignore>; NAMES.len()],
}

impl Ignored {
    /// Reads what holds below `place`, where these are the files of the commit. What cannot be read excludes nothing.
    pub(super) fn read(objects: &mut Objects, commit: &str, place: &str, files: &[Entry]) -> Self {
        let around = folders(place).chain([""]).filter(|folder| *folder != place);
        let mut asked: Vec<(&str, usize, String)> = Vec::new();
        for folder in around {
            asked.extend(
                NAMES
                    .iter()
                    .enumerate()
                    .map(|(kind, name)| (folder, kind, format!("{commit}:{folder}{name}"))),
            );
        }
        for file in files {
            let folder = &file.path[..file.path.rfind('/').map_or(0, |at| at + 1)];
            let kind = NAMES.iter().position(|name| *name == &file.path[folder.len()..]);
            asked.extend(kind.map(|kind| (folder, kind, file.object.clone())));
        }
        let mut rules = [BTreeMap::new(), BTreeMap::new()];
        for (folder, kind, object) in asked {
            if let Ok(Content::File(bytes, _)) = objects.read(&object, CAP, CAP, |_| false) {
                rules[kind].insert(folder.to_owned(), parse(&String::from_utf8_lossy(&bytes)));
            }
        }
        Self { place: place.len(), rules }
    }

    /// Whether a file is left out: it or a folder around it is ignored, or hidden and not asked for.
    pub(super) fn excludes(&self, path: &str) -> bool {
        folders(path).chain([path]).filter(|part| part.len() > self.place).any(|part| {
            let bare = part.trim_end_matches('/');
            let is_hidden = bare.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
            self.verdict(bare, part.ends_with('/')).unwrap_or(is_hidden)
        })
    }

    /// Whether a rule ignores this path, or one says that it is not to be ignored.
    fn verdict(&self, path: &str, is_folder: bool) -> Option<bool> {
        let around: Vec<&str> = [""].into_iter().chain(folders(path)).collect();
        self.rules.iter().find_map(|rules| {
            around.iter().rev().find_map(|folder| {
                match rules.get(*folder)?.matched(&path[folder.len()..], is_folder) {
                    Match::None => None,
                    Match::Ignore(_) => Some(true),
                    Match::Whitelist(_) => Some(false),
                }
            })
        })
    }
}

/// Lines that are no pattern are passed over, as git does.
fn parse(text: &str) -> Gitignore {
    let mut builder = GitignoreBuilder::new("");
    for line in text.lines() {
        _ = builder.add_line(None, line);
    }
    builder.build().unwrap_or_else(|_| Gitignore::empty())
}
