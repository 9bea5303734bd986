//! `loadline adr`: architecture decision records in the model's repository (MADR 4).

mod accept;
mod lint;
mod new;
mod supersede;

use super::{Command, day, group};
use crate::terminal::{Exit, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};

pub(crate) const COMMAND: Command = Command { name: "adr", describe, run };

/// Every command below `adr`, in the order of the help.
const COMMANDS: &[Command] = &[new::COMMAND, accept::COMMAND, supersede::COMMAND, lint::COMMAND];

fn describe(command: clap::Command) -> clap::Command {
    group::describe(COMMANDS, command)
        .about("Write, accept, supersede and check architecture decision records (MADR 4)")
        .after_help("Records are kept in `docs/decisions` below the root of the model, or where `decisions: {dir: …}` says")
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    group::run(COMMANDS, arguments, terminal)
}

/// The argument that names a record.
pub(super) fn number_argument(id: &'static str, help: &'static str) -> Arg {
    Arg::new(id).value_name("NUMBER").required(true).help(help)
}

/// A number from `7`, `0007`, `ADR-0007` or the name of a file.
pub(super) fn number(text: &str) -> Result<u32> {
    let name = text.rsplit('/').next().unwrap_or(text);
    let name = name.strip_prefix("ADR-").unwrap_or(name);
    let digits = name.split(['-', '.']).next().unwrap_or(name);
    digits
        .parse()
        .map_err(|_| expected(format!("`{text}` names no record"), "write its number, as `7` or `ADR-0007`"))
}

/// The day that is written into records.
fn day_argument() -> Arg {
    day::argument_that("The day to write, as 2026-11-20, instead of today (UTC)")
}
