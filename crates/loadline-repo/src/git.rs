//! The `git` program: questions about a repository that change nothing in it, not even its index, fetch nothing and
//! ask nobody for a password.

mod objects;

pub(crate) use objects::{Content, Objects};

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The program, run in a folder.
pub(crate) struct Git {
    program: OsString,
    folder: PathBuf,
}

/// The program was not of help.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// It could not be started.
    NotStarted(std::io::Error),
    /// It ended with an error and said this.
    Refused(String),
}

/// A file of a commit.
pub(crate) struct Entry {
    /// The path from the top of the repository.
    pub(crate) path: String,
    /// The name of its content.
    pub(crate) object: String,
    /// Whether it is a link, whose content is the path it leads to.
    pub(crate) is_link: bool,
}

/// A commit of the past.
pub(crate) struct Past {
    /// Its full name.
    pub(crate) id: String,
    /// The day it was committed.
    pub(crate) day: String,
    /// The first line of its message.
    pub(crate) title: String,
}

impl Git {
    /// The `git` that the user's shell would find, for questions about the repository around `folder`.
    pub(crate) fn around(folder: &Path) -> Self {
        Self { program: "git".into(), folder: folder.to_owned() }
    }

    /// Where the folder stands in its repository: empty at the top, else a path that ends with `/`; and whether
    /// the history is cut off.
    pub(crate) fn place(&self) -> Result<(String, bool), Trouble> {
        let output = self.ask(["rev-parse", "--show-prefix", "--is-shallow-repository"])?;
        let mut lines = output.lines();
        let place = lines.next().unwrap_or_default().to_owned();
        Ok((place, lines.next() == Some("true")))
    }

    /// The name of the commit that `revision` means, if it means one.
    pub(crate) fn commit(&self, revision: &str) -> Result<Option<String>, Trouble> {
        let commit = format!("{revision}^{{commit}}");
        match self.ask(["rev-parse", "--verify", "--quiet", "--end-of-options", &commit]) {
            Ok(output) => Ok(output.lines().next_back().map(str::to_owned)),
            Err(Trouble::Refused(_)) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    /// The short names of all branches and tags.
    pub(crate) fn references(&self) -> Vec<String> {
        let output = self.ask(["for-each-ref", "--format=%(refname:short)"]).unwrap_or_default();
        output.lines().map(str::to_owned).collect()
    }

    /// The files of a commit at `place`: below it if it is empty or ends with `/`. What belongs to other repositories
    /// (submodules) is not among them.
    pub(crate) fn files(&self, commit: &str, place: &str) -> Result<Vec<Entry>, Trouble> {
        let mut arguments = vec!["ls-tree", "-r", "-z", "--full-tree", commit, "--"];
        if !place.is_empty() {
            arguments.push(place);
        }
        Ok(self.ask(arguments)?.split('\0').filter_map(entry).collect())
    }

    /// Commits that changed `name` in this folder, the newest first, without those of `since`.
    pub(crate) fn past(&self, since: Option<&str>, most: usize, name: &str) -> Result<Vec<Past>, Trouble> {
        let (most, range) = (most.to_string(), since.map(|since| format!("{since}..HEAD")));
        let mut arguments =
            vec!["log", "-z", "--date=short", "--format=%H%x1f%cd%x1f%s", "--max-count", &most];
        arguments.push(range.as_deref().unwrap_or("HEAD"));
        arguments.extend(["--", name]);
        let output = match self.ask(arguments) {
            // A repository in which nothing was committed yet has no past.
            Err(Trouble::Refused(said))
                if said.contains("unknown revision") || said.contains("bad revision") =>
            {
                return Ok(Vec::new());
            }
            output => output?,
        };
        let past = |line: &str| {
            let mut parts = line.splitn(3, '\u{1f}').map(str::to_owned);
            Some(Past { id: parts.next()?, day: parts.next()?, title: parts.next()? })
        };
        Ok(output.split('\0').filter_map(past).collect())
    }

    /// The contents of objects.
    pub(crate) fn objects(&self) -> Result<Objects, Trouble> {
        let mut command = self.command();
        command
            .args(["cat-file", "--batch", "--follow-symlinks"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        Objects::start(command.stderr(Stdio::null())).map_err(Trouble::NotStarted)
    }

    fn ask(&self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Result<String, Trouble> {
        let output =
            self.command().args(arguments).stdin(Stdio::null()).output().map_err(Trouble::NotStarted)?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        Err(Trouble::Refused(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("-C")
            .arg(&self.folder)
            .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"])
            // What it says is compared with words below.
            .env("LC_ALL", "C")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1");
        command
    }
}

/// One entry of `ls-tree`: `mode type object<TAB>path`.
fn entry(line: &str) -> Option<Entry> {
    let (about, path) = line.split_once('\t')?;
    let mut about = about.split(' ');
    let (mode, kind, object) = (about.next()?, about.next()?, about.next()?);
    let is_link = mode == "120000";
    (kind == "blob").then(|| Entry { path: path.to_owned(), object: object.to_owned(), is_link })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_the_program_is_told_apart() {
        let git = Git { program: "no-program-is-called-this".into(), folder: ".".into() };
        assert!(matches!(git.place(), Err(Trouble::NotStarted(_))));
        assert!(matches!(git.objects(), Err(Trouble::NotStarted(_))));
    }

    #[test]
    fn submodules_are_no_files() {
        let of = |line| entry(line).map(|entry| (entry.path, entry.is_link));
        assert_eq!(of("100644 blob 1234\ta b.yaml"), Some(("a b.yaml".to_owned(), false)));
        assert_eq!(of("120000 blob 1234\tlink"), Some(("link".to_owned(), true)));
        assert_eq!(of("160000 commit 1234\tother"), None);
        assert_eq!(of(""), None);
    }
}
