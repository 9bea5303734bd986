//! Where output goes: standard output for data, standard error for talk, with or without colour.

use crate::interrupt;
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::Failure;
use serde::Serialize;
use std::io::{BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Time before a progress bar is shown at all, and between two looks of it.
const PATIENCE: Duration = Duration::from_millis(500);
const REDRAW: Duration = Duration::from_millis(100);
/// Columns of a progress bar.
const BAR: usize = 30;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing to complain about.
    Clean,
    /// Findings, or a gate that did not pass.
    Findings,
    /// The question could not be answered.
    CouldNotRun,
    /// Ctrl-C came, and only a part was answered.
    Interrupted,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Clean => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::CouldNotRun => Self::from(2),
            Exit::Interrupted => Self::from(interrupt::EXIT_CODE),
        }
    }
}

/// An expected error: the user's world is not as it should be.
#[derive(Debug)]
pub(crate) struct Expected(pub(crate) Failure);

impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Expected {}

/// An expected error with its hint.
pub(crate) fn expected(message: impl Into<String>, hint: impl Into<String>) -> anyhow::Error {
    Expected(Failure { message: message.into(), hint: hint.into() }).into()
}

/// About how long the rest takes, from when so many were done.
fn left((done, at): (usize, Duration), all: usize, now: Duration) -> String {
    if done == 0 || done >= all {
        return String::new();
    }
    let rest = at.as_secs_f64() * (all - done) as f64 / done as f64 - (now - at).as_secs_f64();
    match rest.max(1.0) {
        seconds if seconds < 90.0 => format!(", {seconds:.0} s left"),
        seconds if seconds < 5_400.0 => format!(", {:.0} min left", seconds / 60.0),
        seconds => format!(", {:.0} h left", seconds / 3_600.0),
    }
}

/// Where output goes.
#[derive(Debug)]
pub(crate) struct Terminal {
    /// Whether standard output takes colours.
    pub(crate) colour: bool,
    /// Columns to fill at most.
    pub(crate) width: usize,
}

impl Terminal {
    /// Looks at the terminal, `--color`, `NO_COLOR` and `COLUMNS`.
    pub(crate) fn open(matches: &ArgMatches) -> Self {
        let colour = match matches.get_one::<String>("color").map(String::as_str) {
            Some("always") => true,
            Some("never") => false,
            _ => {
                std::io::stdout().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        };
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Self { colour, width: columns.unwrap_or(80).clamp(40, 200) }
    }

    /// Prints data. A reader that has gone away is no error.
    pub(crate) fn data(&mut self, text: &str) -> Result<()> {
        Self::written(|out| out.write_all(text.as_bytes()))
    }

    /// Prints data as JSON, as it is made, so that it need not be held at once.
    pub(crate) fn json(&mut self, value: &impl Serialize) -> Result<()> {
        Self::written(|out| {
            serde_json::to_writer_pretty(&mut *out, value)?;
            out.write_all(b"\n")
        })
    }

    fn written(write: impl FnOnce(&mut BufWriter<StdoutLock<'_>>) -> std::io::Result<()>) -> Result<()> {
        let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
        match write(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            Err(error) => {
                Err(expected(format!("the output cannot be written: {error}"), "check the disk or the pipe"))
            }
            Ok(()) => Ok(()),
        }
    }

    /// Prints talk.
    pub(crate) fn talk(&mut self, text: &str) {
        // Nothing can be done when even this cannot be written.
        drop(writeln!(std::io::stderr(), "{text}"));
    }

    /// Runs `work`, which tells how much of how much is done, behind a progress bar: on standard error, only where a person looks at
    /// it, only when it takes long, and gone afterwards. It says about how long the rest takes, as if it went on as until now.
    pub(crate) fn progress<T>(&self, what: &str, work: impl FnOnce(&mut dyn FnMut(usize, usize)) -> T) -> T {
        let seen = std::io::stderr().is_terminal();
        let started = Instant::now();
        let (mut shown, mut last, mut step) = (false, Duration::ZERO, (0, Duration::ZERO));
        let mut tell = |done: usize, all: usize| {
            let elapsed = started.elapsed();
            if done != step.0 {
                step = (done, elapsed);
            }
            if !seen || elapsed < PATIENCE || elapsed.saturating_sub(last) < REDRAW {
                return;
            }
            (shown, last) = (true, elapsed);
            let filled = (BAR * done).checked_div(all).unwrap_or(0).min(BAR);
            let bar = format!("[{}{}]", "#".repeat(filled), ".".repeat(BAR - filled));
            // Nothing can be done when even this cannot be written.
            drop(write!(
                std::io::stderr(),
                "\r{what} {bar} {done} of {all}{}\u{1b}[K",
                left(step, all, elapsed)
            ));
        };
        let result = work(&mut tell);
        if shown {
            drop(write!(std::io::stderr(), "\r\u{1b}[K"));
        }
        result
    }

    /// Prints an error with its hint, and says so when it is a bug.
    pub(crate) fn fail(&mut self, error: &anyhow::Error) -> Exit {
        match error.downcast_ref::<Expected>() {
            Some(Expected(failure)) => {
                self.talk(&format!("error: {}", failure.message));
                self.talk(&format!("hint: {}", failure.hint));
            }
            None => {
                self.talk(&format!("error: {error:#}"));
                self.talk("hint: this is a bug in Loadline; please report it with the command that led here");
            }
        }
        Exit::CouldNotRun
    }

    /// Text in bold, where colours are taken.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Fills paragraphs to the width; `indent` goes before every line after the first.
    pub(crate) fn fill(&self, text: &str, first: &str, indent: &str) -> String {
        loadline_draw::fill(text, self.width, first, indent)
    }
}
