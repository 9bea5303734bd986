//! `git cat-file --batch`: one process that is asked for one object after the other.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command};

/// The process. It ends when this is dropped.
pub(crate) struct Objects {
    process: Child,
    ask: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

/// What is behind a name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A file: all its bytes, or as many as were asked for, and how many there are in all.
    File(Vec<u8>, u64),
    /// A link to a place outside of the repository.
    Outside,
    /// No file: a folder, or a link that leads nowhere.
    NoFile,
    /// The repository does not hold it.
    Missing,
}

impl Objects {
    pub(super) fn start(command: &mut Command) -> Result<Self> {
        let mut process = command.spawn()?;
        let ask = process.stdin.take();
        let answers = process.stdout.take().ok_or_else(|| Error::other("it has no output"))?;
        Ok(Self { process, ask, answers: BufReader::new(answers) })
    }

    /// What is behind a name: that of an object, or `commit:path`, where links are followed. First `head` bytes are
    /// read; the rest, up to `cap` and one byte, only if `wanted` says so of these.
    ///
    /// # Errors
    /// When the process does not answer as it should.
    pub(crate) fn read(
        &mut self,
        name: &str,
        head: u64,
        cap: u64,
        wanted: impl FnOnce(&[u8]) -> bool,
    ) -> Result<Content> {
        if name.contains('\n') {
            return Err(Error::other("its name has two lines"));
        }
        let ask = self.ask.as_mut().ok_or_else(|| Error::other("it takes no input"))?;
        ask.write_all(format!("{name}\n").as_bytes())?;
        ask.flush()?;
        let mut header = String::new();
        self.answers.read_line(&mut header)?;
        // `object type size`, `name missing` or, for links that cannot be followed, `trouble size`.
        let mut words = header.trim_end().rsplit(' ');
        let last = words.next().unwrap_or_default();
        if last == "missing" {
            return Ok(Content::Missing);
        }
        let size: u64 = last.parse().map_err(|_| Error::other(format!("it said `{}`", header.trim_end())))?;
        let mut content = self.answers.by_ref().take(size);
        let mut bytes = Vec::new();
        content.by_ref().take(head).read_to_end(&mut bytes)?;
        if wanted(&bytes) {
            content.by_ref().take((cap + 1).saturating_sub(head)).read_to_end(&mut bytes)?;
        }
        std::io::copy(&mut content, &mut std::io::sink())?;
        if content.limit() > 0 {
            return Err(Error::other("it ended before its answer did"));
        }
        // Every content is followed by a line feed.
        self.answers.read_exact(&mut [0])?;
        Ok(match words.next() {
            Some("blob") => Content::File(bytes, size),
            Some("symlink") => Content::Outside,
            _ => Content::NoFile,
        })
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        // It may be in the middle of an answer that nobody reads.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
