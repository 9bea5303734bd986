//! File names as code hosts want them: relative to the root of the repository, with forward slashes.
//!
//! Looks at the file system only to find that root.

use loadline_app::check::Report;
use std::path::{Component, Path, PathBuf};

/// The repository that the model is kept in.
#[derive(Debug)]
pub(crate) struct Repository {
    root: PathBuf,
    here: PathBuf,
}

impl Repository {
    /// The nearest folder with a `.git` above the first file of the model; without one, the current folder.
    pub(crate) fn of(report: &Report) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        let first = report.sources.iter().next().map(|(_, file)| plain(&here.join(file.name())));
        let root = first.iter().flat_map(|file| file.ancestors().skip(1)).find(|at| at.join(".git").exists());
        let root = root.map_or_else(|| here.clone(), Path::to_owned);
        Self { root, here }
    }

    /// The path of a file below the root; the whole path when it lies elsewhere.
    pub(crate) fn path(&self, name: &str) -> String {
        let whole = plain(&self.here.join(name));
        let shown = whole.strip_prefix(&self.root).unwrap_or(&whole);
        shown.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
    }

    /// The path as a URI reference: relative below the root, `file:` elsewhere.
    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        let encoded = percent_encoded(&path);
        if Path::new(&path).is_absolute() {
            format!("file://{}{encoded}", if path.starts_with('/') { "" } else { "/" })
        } else {
            encoded
        }
    }
}

/// Takes `.` and `..` out by the words alone, so that a file that is gone still has a name.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir => drop(plain.pop()),
            step => plain.push(step),
        }
    }
    plain
}

/// Keeps the unreserved characters of RFC 3986 and slashes.
fn percent_encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, path: &str, uri: &str) {
        let repository = Repository { root: "/srv/shop".into(), here: "/srv/shop/design".into() };
        assert_eq!(repository.path(name), path);
        assert_eq!(repository.uri(name), uri);
    }

    #[test]
    fn names_are_relative_to_the_repository() {
        check("loadline.yaml", "design/loadline.yaml", "design/loadline.yaml");
        check("../a/./b.yaml", "a/b.yaml", "a/b.yaml");
        check("/srv/shop/c.yaml", "c.yaml", "c.yaml");
        check("/elsewhere/c d.yaml", "/elsewhere/c d.yaml", "file:///elsewhere/c%20d.yaml");
        check("50% größe:1.yaml", "design/50% größe:1.yaml", "design/50%25%20gr%C3%B6%C3%9Fe%3A1.yaml");
    }
}
