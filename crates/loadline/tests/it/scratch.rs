//! A folder of its own for each test, and the program run in it under a time limit.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// One of everything: findings with a second place, both kinds of acceptance, a question.
pub(crate) const SHOP: &str = include_str!("../data/shop.yaml");

/// The rules that [`SHOP`] is about, so that rules to come do not change what tests see.
pub(crate) const RULES: &str = "--select=LL010,LL201,LL202,LL901";

/// The day of every run.
pub(crate) const TODAY: &str = "--today=2026-11-20";

/// No run may take longer: some work for ten seconds where nothing else runs, and others run beside.
const LIMIT: Duration = Duration::from_secs(90);

/// What a run said and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A folder that is gone after the test. It is the root of a repository, as far as anybody can see.
pub(crate) struct Scratch {
    folder: TempDir,
}

impl Scratch {
    pub(crate) fn new() -> Self {
        let scratch = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::create_dir(scratch.path().join(".git")).unwrap();
        scratch
    }

    /// A folder with this text as its `loadline.yaml`.
    pub(crate) fn model(text: impl AsRef<[u8]>) -> Self {
        let scratch = Self::new();
        scratch.write("loadline.yaml", text);
        scratch
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file and the folders it needs.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// The program with these arguments, ready to be started here. Nothing of the caller's terminal reaches it.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loadline"));
        command.args(arguments).current_dir(self.path());
        command.env_remove("NO_COLOR").env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
        command
    }

    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        finish(self.command(arguments))
    }

    /// `loadline check` over [`RULES`] as of [`TODAY`], as a machine format.
    #[track_caller]
    pub(crate) fn check_as(&self, format: &str, more: &[&str]) -> Output {
        let mut arguments = vec!["check", RULES, TODAY, "--format", format];
        arguments.extend(more);
        self.run(&arguments)
    }
}

/// Runs to the end, at most [`LIMIT`], and never into a panic.
#[track_caller]
pub(crate) fn finish(mut command: Command) -> Output {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let start = Instant::now();
    let out = read_aside(child.stdout.take().unwrap());
    let err = read_aside(child.stderr.take().unwrap());
    let stdout = wait_for(&out, &mut child, start, &command);
    let stderr = wait_for(&err, &mut child, start, &command);
    let code = child.wait().unwrap().code();
    assert!(!stderr.contains("panicked"), "{command:?} panicked:\n{stderr}");
    Output { code: code.expect("ended by itself"), stdout, stderr }
}

fn read_aside(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).unwrap();
        sender.send(bytes)
    });
    receiver
}

#[track_caller]
fn wait_for(pipe: &Receiver<Vec<u8>>, child: &mut Child, start: Instant, command: &Command) -> String {
    match pipe.recv_timeout(LIMIT.saturating_sub(start.elapsed())) {
        Ok(bytes) => String::from_utf8(bytes).expect("output is UTF-8"),
        Err(_) => {
            child.kill().unwrap();
            panic!("{command:?} took longer than {LIMIT:?}");
        }
    }
}
