//! `loadline slo test`: unit tests of rules, run without promtool.

use crate::commands::{Command, answer};
use crate::output::slo::test::{as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::test::{TestFile, test};
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "test", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Run promtool's unit tests of rules, and tell what differs label by label")
        .after_help(
            "Rule files are looked for beside the file that names them.\n\
             Exit codes: 0 everything is as expected, 1 something is not, 2 a file could not be used",
        )
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help("Files of unit tests, or folders of them"),
        )
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let paths: Vec<PathBuf> = arguments.get_many::<PathBuf>("files").into_iter().flatten().cloned().collect();
    let files = terminal.progress("ran tests", |tell| test(&paths, tell)).map_err(Expected)?;
    answer::print(arguments, terminal, "slo-test", || as_json(&files), || page(&files))?;
    Ok(if files.iter().any(|file| file.outcome.is_err()) {
        Exit::CouldNotRun
    } else if files.iter().all(TestFile::passed) {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
